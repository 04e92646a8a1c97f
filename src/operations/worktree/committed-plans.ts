import { readInCommit } from '../../git/blobs.ts';
import type { Repository } from '../../git/repository.ts';
import { LodestarError } from '../../errors.ts';
import { isSameTask } from '../../model/reconcile.ts';
import type { SpecTask } from '../../model/task.ts';
import { SpecContent } from '../../spec/spec-content.ts';
import { SHOWN_SPEC } from '../../workspace/spec-file.ts';
import { specFiles } from '../../workspace/spec-files.ts';
import type { Workspace } from '../../workspace/workspace.ts';

type Tasks = ReadonlyMap<string, SpecTask>;

async function parseTasks(bytes: Buffer): Promise<Tasks> {
  const { parseSpec } = await import('../../spec/parse.ts');
  try {
    const { text } = SpecContent.ofBytes(bytes, SHOWN_SPEC);
    return new Map(parseSpec(text, { file: SHOWN_SPEC }).tasks.map(({ task }) => [task.id, task]));
  } catch (error) {
    if (error instanceof LodestarError) {
      return new Map();
    }
    throw error;
  }
}

/** The plans of commits, each read once. */
export class CommittedPlans {
  readonly #workspace: Workspace;
  readonly #repository: Repository;
  readonly #plans = new Map<string, Promise<Tasks | 'unknown'>>();

  constructor(workspace: Workspace, repository: Repository) {
    this.#workspace = workspace;
    this.#repository = repository;
  }

  /** The task in the plan of a commit (a full id); `unknown` where that cannot be read. */
  async find(
    commit: string,
    { id, createdAt }: { readonly id: string; readonly createdAt: string | null },
  ): Promise<SpecTask | 'unknown' | undefined> {
    const plan = this.#plans.get(commit) ?? this.#read(commit);
    this.#plans.set(commit, plan);
    const tasks = await plan;
    const found = tasks === 'unknown' ? tasks : tasks.get(id);
    return found === 'unknown' || (found && isSameTask(createdAt, found.created_at)) ? found : undefined;
  }

  async #read(commit: string): Promise<Tasks | 'unknown'> {
    const { paths } = this.#workspace;
    const maxBytes = (await this.#workspace.config()).spec.max_bytes;
    for (const file of specFiles(paths, this.#repository)) {
      const bytes = await readInCommit(this.#repository, { commit, file, maxBytes });
      if (bytes !== 'none') {
        return bytes === 'unknown' ? bytes : await parseTasks(bytes);
      }
    }
    return new Map();
  }
}
