import { boolean } from '@oclif/core/flags';
import type { CommandContract } from '../cli/contract.ts';
import { displayReset, displayResetPreview, displayUndoPreview } from '../cli/displays/display-reset.ts';
import { LodestarCommand } from '../cli/lodestar-command.ts';
import { resetDetails, undoDetails, type ResetOutcome } from '../operations/workspace/reset-outcome.ts';
import { isResetNeeded, previewReset, resetRuntime } from '../operations/workspace/reset.ts';
import { isUndoLossy, previewUndo, undoReset } from '../operations/workspace/undo-reset.ts';
import type { FolderContext } from '../operations/context.ts';
import type { Outcome } from '../operations/outcome.ts';

export default class Reset extends LodestarCommand {
  static override readonly summary = 'Start the runtime anew; what the spec states stays.';
  static override readonly description =
    'Lists what is not settled and asks first; without a terminal it needs `--yes`. The runtime is kept as `local/before-reset.sqlite` beside its place, and `lodestar reset --undo` swaps the two: it asks too, where the present runtime holds what is not settled or live leases.';
  static override readonly flags = {
    yes: boolean({ char: 'y', description: 'Do not ask.' }),
    undo: boolean({
      description: 'Take the runtime from before the last reset back; the present one is kept in its place.',
    }),
  };
  static override readonly examples = ['lodestar reset', 'lodestar reset --yes', 'lodestar reset --undo'];
  static override readonly contract = {
    result: 'ResetOutcome',
    writes: true,
    needs: 'folder',
    reads: ["The runtime, and this checkout's spec to tell what is not settled."],
    changes: [
      'Renames the runtime to `local/before-reset.sqlite`, in place of the one that was kept before.',
      'With `--undo` swaps the two, so that another `--undo` swaps them back.',
      'Leases, agents, messages, the log and what is not settled are gone until `--undo`. The spec is not touched.',
    ],
    refuses: ['To act unasked where there is no terminal and no `--yes`.'],
    codes: [
      'CONFIRMATION_REQUIRED',
      'FILE_NOT_FOUND',
      'NOT_A_WORKSPACE',
      'SPEC_INVALID',
      'RUNTIME_BUSY',
      'RUNTIME_READONLY',
      'RUNTIME_FOREIGN',
      'RUNTIME_NEWER',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      Reset,
      async (context, { flags }) =>
        flags.undo ? await this.#undo(context, flags.yes) : await this.#reset(context, flags.yes),
      displayReset,
    );
  }

  async #reset(context: FolderContext, yes: boolean): Promise<Outcome<ResetOutcome>> {
    const preview = await previewReset(context);
    await this.confirm('Start the runtime anew?', {
      yes: yes || context.dryRun || !isResetNeeded(preview),
      details: resetDetails(preview),
      preview: (ui) => displayResetPreview(preview, ui),
    });
    return await resetRuntime(context, preview);
  }

  async #undo(context: FolderContext, yes: boolean): Promise<Outcome<ResetOutcome>> {
    const preview = await previewUndo(context);
    await this.confirm('Swap the present runtime for the one from before the reset?', {
      yes: yes || context.dryRun || !isUndoLossy(preview),
      details: undoDetails(preview),
      preview: (ui) => displayUndoPreview(preview, ui),
    });
    return await undoReset(context, preview);
  }
}
