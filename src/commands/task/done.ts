import type { CommandContract } from '../../cli/contract.ts';
import { displayDone } from '../../cli/displays/display-done.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { leaseFlag, noteFlag, taskIdArg } from '../../cli/task-flags.ts';
import { textFlag } from '../../cli/text-flag.ts';
import { completeTask } from '../../operations/task/done.ts';
import { string } from '@oclif/core/flags';

export default class TaskDone extends LodestarCommand {
  static override readonly summary = 'Mark a task done, by the holder of its lease.';
  static override readonly description =
    'Ends the lease. What depends on the task waits until it is verified (`task verify`).';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = {
    note: noteFlag,
    evidence: textFlag({
      multiple: true,
      helpValue: 'WHAT',
      description:
        'What shows it: text, `file:PATH`, `commit:SHA` (or `commit:HEAD`), `url:ADDRESS`; repeatable.',
    }),
    criteria: string({ helpValue: '1,3|all', description: 'Acceptance criteria to check off, by number.' }),
    lease: leaseFlag,
  };
  static override readonly examples = [
    'lodestar task done T2',
    'lodestar task done T2 --criteria all --evidence commit:HEAD',
    "lodestar task done T2 --criteria 1,2 --note 'The third needs a faster disk' --evidence file:docs/store.md",
  ];
  static override readonly contract = {
    result: 'DoneResult',
    writes: true,
    needs: 'workspace',
    reads: ["This checkout's spec and the shared runtime.", 'While the spec is broken, its last good copy.'],
    changes: ['The runtime: the status (done), check-offs, evidence and note; ends the lease.'],
    refuses: [
      'Anyone but the live holder of the task; a lapsed lease is not held.',
      'A task that has meanwhile become done, verified, cancelled or deleted.',
      'Evidence `file:PATH` where there is no such file.',
    ],
    codes: [
      'TASK_NOT_FOUND',
      'LEASE_NOT_HELD',
      'TRANSITION_REFUSED',
      'INPUT_INVALID',
      'FILE_NOT_FOUND',
      'RUNTIME_READONLY',
    ],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      TaskDone,
      async (context, { args, flags: { note, evidence = [], criteria } }) =>
        await completeTask(context, {
          id: args.id,
          note,
          evidence,
          criteria,
        }),
      displayDone,
    );
  }
}
