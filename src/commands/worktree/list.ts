import type { CommandContract } from '../../cli/contract.ts';
import { displayWorktrees } from '../../cli/displays/display-worktrees.ts';
import { LodestarCommand } from '../../cli/lodestar-command.ts';
import { listTaskWorktrees } from '../../operations/worktree/list.ts';

export default class WorktreeList extends LodestarCommand {
  static override readonly summary = "List the repository's worktrees, and who works on what in each.";
  static override readonly description =
    'With the tasks that each was made for or that are held from it, and how many files are in no commit.';
  static override readonly examples = ['lodestar worktree list', 'lodestar worktree list --json'];
  static override readonly contract = {
    result: 'WorktreeListResult',
    writes: false,
    needs: 'workspace',
    reads: ["Git's worktrees, the plan and the runtime."],
    changes: [],
    refuses: [],
    codes: [],
  } as const satisfies CommandContract;

  async run(): Promise<void> {
    await this.perform(WorktreeList, listTaskWorktrees, displayWorktrees);
  }
}
