import path from 'node:path';
import type { Repository } from '../git/repository.ts';
import { isInside } from '../util/is-inside.ts';
import type { WorkspacePaths } from './find.ts';
import { SHOWN_SPEC } from './spec-file.ts';

/**
 * Where commits may have the spec of a workspace, from the repository's top, with `/`; the first that one has is meant. A
 * link is followed to where it leads here; commits of before the link have the file where a spec always is.
 */
export function specFiles({ specPath, rel }: WorkspacePaths, { worktree }: Repository): readonly string[] {
  const usual = path.posix.join(rel, SHOWN_SPEC);
  const real = path.relative(worktree, specPath).split(path.sep).join('/');
  return real === usual || !isInside(worktree, specPath) ? [usual] : [real, usual];
}
