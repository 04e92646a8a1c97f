import { readInCommit } from '../../git/blobs.ts';
import type { Repository } from '../../git/repository.ts';
import { LodestarError } from '../../errors.ts';
import { isSameTask } from '../../model/reconcile.ts';
import { SpecContent } from '../../spec/spec-content.ts';
import { SHOWN_SPEC } from '../../workspace/spec-file.ts';
import { specFiles } from '../../workspace/spec-files.ts';
import type { Workspace } from '../../workspace/workspace.ts';

interface Question {
  readonly repository: Repository;
  /** A full id. */
  readonly commit: string;
  readonly id: string;
  readonly createdAt: string | null;
}

/** Whether the plan of a commit has a task; so it is taken where that cannot be told. */
export async function isTaskIn(
  workspace: Workspace,
  { repository, commit, id, createdAt }: Question,
): Promise<boolean> {
  const maxBytes = (await workspace.config()).spec.max_bytes;
  for (const file of specFiles(workspace.paths, repository)) {
    const bytes = await readInCommit(repository, { commit, file, maxBytes });
    if (bytes !== 'none') {
      return bytes === 'unknown' || (await hasTask(bytes, { id, createdAt }));
    }
  }
  return false;
}

async function hasTask(
  bytes: Buffer,
  { id, createdAt }: Pick<Question, 'id' | 'createdAt'>,
): Promise<boolean> {
  const { parseSpec } = await import('../../spec/parse.ts');
  try {
    const { text } = SpecContent.ofBytes(bytes, SHOWN_SPEC);
    const found = parseSpec(text, { file: SHOWN_SPEC }).tasks.find(({ task }) => task.id === id);
    return found !== undefined && isSameTask(createdAt, found.task.created_at);
  } catch (error) {
    if (error instanceof LodestarError) {
      return false;
    }
    throw error;
  }
}
