import { LodestarError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import type { ReadTx } from '../runtime/transaction.ts';
import type { SpecEdit } from '../spec/edit.ts';
import type { Renaming } from '../spec/rename-task.ts';
import type { DraftEdit, SaveOptions, Saved } from '../spec/save.ts';
import type { CheckoutWatch, SpecText } from '../spec/stable-read.ts';
import type { WorkspacePaths } from './find.ts';
import type { SpecFile } from './spec-file.ts';
import type { SpecMutex } from './spec-mutex.ts';
import { readOutlineOf } from './view/store-outline.ts';
import type { View } from './view/view.ts';

/** What an edit of the spec is to be, decided on the text as it is under the mutex. */
export interface EditPlan<T> {
  readonly edits: readonly SpecEdit[];
  /** A task gets another id, before the edits. */
  readonly renaming?: Renaming;
  readonly result: T;
}

export interface EditOutcome<T> {
  readonly result: T;
  /** The file was changed (or would have been, in a dry run). */
  readonly changed: boolean;
}

/** Decides on an edit. It may run more than once, and acts on nothing but its transaction. */
export type PlanEdit<T> = (tx: ReadTx) => Promise<EditPlan<T>>;

export interface SpecEditorParts {
  readonly paths: WorkspacePaths;
  readonly spec: SpecFile;
  readonly mutex: SpecMutex;
  readonly view: View;
}

/** The mutex's file was removed under its holder, so that another may hold it now: it has to be taken anew. */
class MutexLost extends Error {}

async function isUnmergedNow(repository: Repository | undefined, path: string): Promise<boolean> {
  if (repository === undefined) {
    return false;
  }
  const { operationUnderWay } = await import('../git/head.ts');
  if (operationUnderWay(repository) === null) {
    return false;
  }
  const { isUnmerged } = await import('../git/commands.ts');
  return await isUnmerged(repository, path);
}

/** An edit that is found in place after a doubtful try changed the file then. */
function outcomeOf<T>(saved: Saved<T>, doubtful: Saved<T> | undefined): EditOutcome<T> {
  const { result, before, after } = saved;
  return { result, changed: doubtful?.written === true || after.content.hash !== before.content.hash };
}

/** Edits the spec of one checkout, on what the view of that very text says. */
export class SpecEditor {
  readonly #parts: SpecEditorParts;

  constructor(parts: SpecEditorParts) {
    this.#parts = parts;
  }

  async edit<T>(plan: PlanEdit<T>, dryRun: boolean): Promise<EditOutcome<T>> {
    let doubtful: Saved<T> | undefined;
    for (;;) {
      try {
        const { saved, isSure } = await this.#save(plan, { dryRun, doubtful });
        if (isSure) {
          await (saved.written ? this.#follow(saved.after) : undefined);
          return outcomeOf(saved, doubtful);
        }
        doubtful = saved;
      } catch (error) {
        if (!(error instanceof MutexLost)) {
          throw this.#parts.spec.shown(error);
        }
      }
    }
  }

  /**
   * One try. It is not sure when the mutex's file was removed before the new text was in place: then another writer, who
   * holds a mutex of its own, may have put a text over it that it had made from the one before. Such a writer took its
   * mutex before it read, so that the loss shows here without fail; the next try looks whether the edit is still there.
   */
  async #save<T>(
    plan: PlanEdit<T>,
    { dryRun, doubtful }: { dryRun: boolean; doubtful: Saved<T> | undefined },
  ): Promise<{ saved: Saved<T>; isSure: boolean }> {
    const { spec, view, mutex, paths } = this.#parts;
    const { editSpec } = await import('../spec/save.ts');
    const { hasBlocksOf } = await import('../spec/has-blocks.ts');
    const lock = { wasHeld: true };
    const options: SaveOptions = {
      path: spec.path,
      root: paths.repository?.worktree ?? paths.root,
      watch: this.#watch(),
      withMutex: async (fn) =>
        await mutex.run(async () => {
          const done = await fn();
          lock.wasHeld = mutex.isHeld();
          return done;
        }),
      isUnmerged: async () => await isUnmergedNow(paths.repository, spec.path),
      verify: async (edit) => {
        await this.#verify(edit);
      },
      dryRun,
      maxBytes: await spec.maxBytes(),
    };
    const saved = await editSpec<T>(options, async (current) => {
      if (!mutex.isHeld()) {
        throw new MutexLost();
      }
      if (doubtful !== undefined && hasBlocksOf(current.content.text, doubtful)) {
        return { edits: [], result: doubtful.result };
      }
      return await view.readAt(current, async (tx) => ({
        ...(await plan(tx)),
        outline: await readOutlineOf(tx, current.content.hash),
      }));
    });
    return { saved, isSure: lock.wasHeld || !saved.written };
  }

  /** Losing the mutex between the plan and the rename counts as a change of the checkout. */
  #watch(): CheckoutWatch {
    const { spec, mutex } = this.#parts;
    return {
      indexLock: () => spec.watch?.indexLock(),
      isCallersLock: spec.watch?.isCallersLock ?? false,
      head: () => `${mutex.isHeld() ? 'held' : 'lost'} ${spec.watch?.head() ?? ''}`,
      index: () => spec.watch?.index(),
    };
  }

  async #verify(edit: DraftEdit): Promise<void> {
    const problems = await this.#parts.view.findProblems(edit);
    const errors = problems.filter((each) => each.severity === 'error');
    if (errors.length > 0) {
      const message = errors.map((each) => each.message).join('; ');
      throw new LodestarError('INPUT_INVALID', message, { details: { problems: errors } });
    }
  }

  /** The edit stands already; a view that cannot take it now reads it at its next use. */
  async #follow(text: SpecText): Promise<void> {
    try {
      await this.#parts.view.adopt(text);
    } catch (error) {
      if (!(error instanceof LodestarError)) {
        throw error;
      }
    }
  }
}
