import { ask } from './commands.ts';
import type { Repository } from './repository.ts';

/** A file that a commit adds, changes or removes; relative to the repository's top, with `/`. */
export interface TouchedFile {
  readonly commit: string;
  readonly file: string;
}

/** No name of a file holds it, nor does a commit's id. */
const MARK = '\u0001';

/**
 * What the commits touch that `head` has and `base` has not (both full ids), merges aside: the newest commit first.
 * Undefined where Git cannot tell.
 */
export async function touchedFiles(
  repository: Repository,
  base: string,
  head: string,
): Promise<TouchedFile[] | undefined> {
  const format = ['--no-merges', '--name-only', '--no-renames', '-z', `--format=${MARK}%H`];
  const listed = await ask(repository.worktree, ['log', ...format, `${base}..${head}`, '--']);
  return listed?.split(MARK).flatMap((entry) => {
    const [commit = '', ...files] = entry.split('\0').map((part) => part.replace(/^\n/u, ''));
    return files.filter((file) => file !== '').map((file) => ({ commit, file }));
  });
}
