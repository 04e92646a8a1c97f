import { readInCommit } from '../../git/blobs.ts';
import type { Repository } from '../../git/repository.ts';
import { LodestarError } from '../../errors.ts';
import { isSameTask } from '../../model/reconcile.ts';
import { SpecContent } from '../../spec/spec-content.ts';
import type { Workspace } from '../../workspace/workspace.ts';

interface Question {
  readonly repository: Repository;
  /** A full id. */
  readonly commit: string;
  readonly id: string;
  readonly createdAt: string | null;
}

/** Whether the plan of a commit has a task; what cannot be read has none. */
export async function isTaskIn(
  workspace: Workspace,
  { repository, commit, id, createdAt }: Question,
): Promise<boolean> {
  const { rel } = workspace.paths;
  const file = `${rel === '' ? '' : `${rel}/`}.lodestar/spec.yaml`;
  const maxBytes = (await workspace.config()).spec.max_bytes;
  const bytes = await readInCommit(repository, { commit, file, maxBytes });
  if (bytes === undefined) {
    return false;
  }
  const { parseSpec } = await import('../../spec/parse.ts');
  try {
    const { text } = SpecContent.ofBytes(bytes, file);
    const found = parseSpec(text, { file }).tasks.find(({ task }) => task.id === id);
    return found !== undefined && isSameTask(createdAt, found.task.created_at);
  } catch (error) {
    if (error instanceof LodestarError) {
      return false;
    }
    throw error;
  }
}
