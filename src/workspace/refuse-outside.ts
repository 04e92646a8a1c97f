import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { LodestarError } from '../errors.ts';
import { listCheckouts } from '../git/checkouts.ts';
import { realPath, type Repository } from '../git/repository.ts';
import { sideFilesOf } from '../runtime/sqlite-files.ts';
import { isInside } from '../util/is-inside.ts';
import { readFailure } from '../util/read-failure.ts';
import { systemCodeOf } from '../util/system-error.ts';

/** What is opened or made by these names, in a folder of local files, and is not made anew when it is not ours. */
const LOCAL_NAMES = [
  ...['write.lock', 'runtime.lock', 'cache.lock'].flatMap((name) => [name, `${name}-line`]),
  'backups',
];

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

/** What may not be looked at cannot be opened either. */
function isLink(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch (error) {
    if (systemCodeOf(error) === 'EACCES') {
      return false;
    }
    throw readFailure(error, file);
  }
}

/** Which of these names in a folder are links; by the folder's own entries, since asking a WAL for its times costs. */
function linksAmong(folder: string, names: readonly string[]): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const links = entries.filter((each) => each.isSymbolicLink()).map(({ name }) => name);
    return names.filter((name) => links.includes(name));
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return [];
    }
    if (code === 'EACCES') {
      return names.filter((name) => isLink(path.join(folder, name)));
    }
    throw readFailure(error, folder);
  }
}

/** Of files that only the program makes: a link in their place is somebody else's doing, wherever it leads. */
function refuseLinks(folder: string, names: readonly string[]): void {
  const [name] = linksAmong(folder, names);
  if (name !== undefined) {
    const link = path.join(folder, name);
    throw linkOutside(link, realPath(link));
  }
}

/** The folder of local files, and what is opened in it by name. LINK_OUTSIDE. */
export function refuseLinksInLocal(localDir: string, repository: Repository): void {
  refuseOutside(localDir, repository);
  refuseLinks(localDir, LOCAL_NAMES);
}

/** A database, its folder, and what SQLite opens beside it. LINK_OUTSIDE. */
export function refuseLinksOfDatabase(file: string, repository: Repository): void {
  const folder = path.dirname(file);
  refuseOutside(folder, repository);
  refuseOutside(file, repository);
  refuseLinks(folder, sideFilesOf(path.basename(file)));
}
