import { lstatSync } from 'node:fs';
import path from 'node:path';
import { LodestarError } from '../errors.ts';
import { listCheckouts } from '../git/checkouts.ts';
import { realPath, type Repository } from '../git/repository.ts';
import { isInside } from '../util/is-inside.ts';
import { systemCodeOf } from '../util/system-error.ts';

/** What is opened or made by these names, in a folder of local files, and is not made anew when it is not ours. */
const LOCAL_NAMES = ['write.lock', 'runtime.lock', 'cache.lock'].flatMap((name) => [name, `${name}-line`]);
const LOCAL_FOLDERS = ['backups'];

/** What SQLite opens beside a database, whatever is there. */
const SIDE_FILES = ['-wal', '-shm', '-journal'];

/** Where what belongs to a repository lies: its checkouts, and what Git keeps for all of them. */
function homesOf(repository: Repository): string[] {
  const others = listCheckouts(repository).flatMap(({ worktree }) => worktree ?? []);
  const real = others.flatMap((worktree) => realPath(worktree) ?? []);
  return [repository.worktree, repository.commonDir, ...real];
}

function linkOutside(link: string, target: string | undefined): LodestarError {
  const leads = target === undefined ? 'a link to nothing' : `a link to ${target}`;
  return new LodestarError('LINK_OUTSIDE', `${link} is ${leads}, outside of the repository`, {
    details: { path: link, target: target ?? null },
    hint: 'Put the file itself into the repository.',
  });
}

/**
 * Links can be committed, and lead to any file of whoever checks them out: what is read through one is quoted in errors,
 * and what is written through one is somebody else's. LINK_OUTSIDE where the path leads out of the repository's checkouts.
 */
export function refuseOutside(file: string, repository: Repository): void {
  const real = realPath(file);
  if (real !== undefined && real !== file && !homesOf(repository).some((home) => isInside(home, real))) {
    throw linkOutside(file, real);
  }
}

/** Who may not look into a folder opens nothing in it either, and is told so where it matters. */
function isLink(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch (error) {
    if (systemCodeOf(error) === 'EACCES' || systemCodeOf(error) === 'EPERM') {
      return false;
    }
    throw error;
  }
}

/** Of a file that only the program makes: a link in its place is somebody else's doing, wherever it leads. */
function refuseLink(file: string): void {
  if (isLink(file)) {
    throw linkOutside(file, realPath(file));
  }
}

/** The folder of local files, and what is opened in it by name. LINK_OUTSIDE. */
export function refuseLinksInLocal(localDir: string, repository: Repository): void {
  refuseOutside(localDir, repository);
  for (const name of [...LOCAL_NAMES, ...LOCAL_FOLDERS]) {
    refuseLink(path.join(localDir, name));
  }
}

/** A database, its folder, and what SQLite opens beside it. LINK_OUTSIDE. */
export function refuseLinksOfDatabase(file: string, repository: Repository): void {
  refuseOutside(path.dirname(file), repository);
  refuseOutside(file, repository);
  for (const suffix of SIDE_FILES) {
    refuseLink(`${file}${suffix}`);
  }
}
