import { findInCommit } from '../../git/blobs.ts';
import type { Repository } from '../../git/repository.ts';
import type { Plan } from '../../model/plan.ts';
import { isSameTask } from '../../model/reconcile.ts';
import type { SpecTask } from '../../model/task.ts';
import { specFiles } from '../../workspace/spec-files.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { CommittedPlans } from '../spec/committed-plans.ts';

/** The plans that commits have, each looked for once. */
export class PlansOfCommits {
  readonly #workspace: Workspace;
  readonly #repository: Repository;
  readonly #plans: CommittedPlans;
  readonly #found = new Map<string, Promise<Plan | undefined>>();

  constructor(workspace: Workspace, repository: Repository) {
    this.#workspace = workspace;
    this.#repository = repository;
    this.#plans = new CommittedPlans(repository);
  }

  /** The task in the plan of a commit (a full id); `unknown` where that cannot be read. */
  async find(
    commit: string,
    { id, createdAt }: { readonly id: string; readonly createdAt: string | null },
  ): Promise<SpecTask | 'unknown' | undefined> {
    const looking = this.#found.get(commit) ?? this.#look(commit);
    this.#found.set(commit, looking);
    const plan = await looking;
    if (plan === undefined) {
      return 'unknown';
    }
    const task = plan.tasks.get(id);
    return task !== undefined && isSameTask(createdAt, task.created_at) ? task : undefined;
  }

  /** One that is a link or too large is none; `undefined` where Git cannot tell, or lacks it. */
  async #look(commit: string): Promise<Plan | undefined> {
    const maxBytes = (await this.#workspace.config()).spec.max_bytes;
    for (const file of specFiles(this.#workspace.paths, this.#repository)) {
      const stored = await findInCommit(this.#repository, commit, file);
      if (stored === undefined) {
        return undefined;
      }
      if (stored !== null && !stored.isLink && (stored.size ?? 0) <= maxBytes) {
        return await this.#plans.of(stored.id);
      }
    }
    return await this.#plans.of(null);
  }
}
