import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimTask } from '../../../../src/operations/task/claim.ts';
import { completeTask } from '../../../../src/operations/task/done.ts';
import { verifyTask } from '../../../../src/operations/task/verify.ts';
import { addTaskWorktree, type WorktreeAddInput } from '../../../../src/operations/worktree/add.ts';
import { listTaskWorktrees, type WorktreeEntry } from '../../../../src/operations/worktree/list.ts';
import { removeTaskWorktree } from '../../../../src/operations/worktree/remove.ts';
import { git } from '../../../support/git.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../../support/opened-workspace.ts';

/** A repository in which T3 waits for T1 and T2. */
export class Repo {
  readonly opened: OpenedWorkspace;

  constructor(opened: OpenedWorkspace) {
    this.opened = opened;
  }

  static async make(): Promise<Repo> {
    const tasks = [{ id: 'T1' }, { id: 'T2' }, { id: 'T3', depends_on: ['T1', 'T2'] }];
    return new Repo(await openNewWorkspace({ tasks, git: true }));
  }

  get root(): string {
    return this.opened.root;
  }

  git(...args: readonly string[]): string {
    return git(this.root, ...args).trim();
  }

  async claim(id: string): Promise<void> {
    await claimTask(this.opened.as('ai:one'), { id, filters: {}, allowOverlap: false });
  }

  async add(id: string, more: Partial<WorktreeAddInput> = {}) {
    return await addTaskWorktree(this.opened.as('ai:one'), { id, ...more });
  }

  /** A task is claimed, and has its worktree. */
  async begin(id: string): Promise<string> {
    await this.claim(id);
    return (await this.add(id)).data.path;
  }

  /** Claimed, done on a branch of its own, which stays unmerged, and verified. */
  async finishOn(branch: string, id: string): Promise<string> {
    this.git('switch', '--quiet', '-c', branch, 'main');
    writeFileSync(join(this.root, `${id}.txt`), id);
    this.git('add', '--all');
    this.git('commit', '--quiet', '-m', `Work on ${id}`);
    const commit = this.git('rev-parse', 'HEAD');
    this.git('switch', '--quiet', 'main');
    await this.claim(id);
    await completeTask(this.opened.as('ai:one'), { id, evidence: [`commit:${commit}`] });
    await verifyTask(this.opened.as('human:ada'), { id, acceptUnchecked: false });
    return commit;
  }

  async remove(target: string, actor = 'ai:one') {
    return await removeTaskWorktree(this.opened.as(actor), { target });
  }

  async entries(): Promise<readonly WorktreeEntry[]> {
    return (await listTaskWorktrees(this.opened.as('ai:one'))).data.worktrees;
  }
}

/** `ok`, or why it was refused. */
export async function verdictOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return 'ok';
  } catch (error) {
    const { code, details } = error as { code: string; details: { reason?: string } };
    return code === 'WORKTREE_REFUSED' ? details.reason : code;
  }
}
