import { string as arg } from '@oclif/core/args';
import type { CommandContract } from '../../cli/contract.ts';
import { displayRemovedWorktree } from '../../cli/displays/display-worktrees.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { removeTaskWorktree } from '../../operations/worktree/remove.ts';

export default class WorktreeRemove extends LodestarCommand {
  static override readonly summary = 'Remove a linked worktree whose work is committed.';
  static override readonly description =
    'Its branch stays, with all that was committed, and so does a lease. Files that Git ignores go with the folder.';
  static override readonly args = {
    worktree: arg({ required: true, description: 'A task that it was made for, its branch, or its folder.' }),
  };
  static override readonly examples = [
    'lodestar worktree remove T2',
    'lodestar worktree remove T2 --dry-run',
  ];
  static override readonly contract = {
    result: 'WorktreeRemoveResult',
    writes: true,
    needs: 'workspace',
    reads: ["Git's worktrees, the plan and the runtime."],
    changes: ['Git: the worktree is taken out of its list, and the folder is removed.'],
    refuses: [
      'What has changes that are in no commit, untracked files, or a merge or rebase that is not finished.',
      'What somebody else holds a task in, the main worktree, and the one that the command runs in.',
    ],
    codes: ['WORKTREE_NOT_FOUND', 'WORKTREE_REFUSED', 'REVISION_NOT_FOUND'],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(
      WorktreeRemove,
      async (context, { args }) => await removeTaskWorktree(context, { target: args.worktree }),
      displayRemovedWorktree,
    );
  }
}
