import { string } from '@oclif/core/flags';
import type { CommandContract } from '../../cli/contract.ts';
import { displayWorktree } from '../../cli/displays/display-worktrees.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { leaseFlag, taskIdArg } from '../../cli/task-flags.ts';
import { addTaskWorktree } from '../../operations/worktree/add.ts';

export default class WorktreeAdd extends LodestarCommand {
  static override readonly summary =
    'Make a linked worktree with a branch of its own for a task that you hold.';
  static override readonly description =
    'The branch begins where the work of all that the task waits for is: at the default branch if that has it, else at ' +
    'the nearest branch that has. The lease is bound to it. A branch that is there is checked out as it is, and a worktree ' +
    'that is there is found again. Nothing is fetched, and no hook is run.';
  static override readonly args = { id: taskIdArg };
  static override readonly flags = {
    branch: string({
      char: 'b',
      helpValue: 'NAME',
      description: 'The branch, made where it is not there; `task/ID` unless said.',
    }),
    from: string({
      helpValue: 'REV',
      description: 'Where a new branch begins, whatever the task waits for.',
    }),
    path: string({
      helpValue: 'FOLDER',
      description: 'Where it goes; unless said, `<repository>.worktrees/ID` beside the repository.',
    }),
    lease: leaseFlag,
  };
  static override readonly examples = [
    'lodestar worktree add T2',
    'lodestar worktree add T2 --branch fix/login --from main',
  ];
  static override readonly contract = {
    result: 'WorktreeAddResult',
    writes: true,
    needs: 'workspace',
    reads: ["The plan, the runtime, and Git's branches."],
    changes: [
      'Git: a linked worktree, and its branch where that is new.',
      'The runtime: the branch of the lease.',
    ],
    refuses: [
      'Anyone but the live holder of the task.',
      'A task whose dependencies are on branches that are not merged: no one branch has them all.',
    ],
    codes: ['TASK_NOT_FOUND', 'LEASE_NOT_HELD', 'WORKTREE_REFUSED', 'REVISION_NOT_FOUND', 'RUNTIME_READONLY'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      WorktreeAdd,
      async (context, { args, flags: { branch, from, path } }) =>
        await addTaskWorktree(context, { id: args.id, branch, from, path }),
      displayWorktree,
    );
  }
}
