import { readdirSync } from 'node:fs';
import path from 'node:path';
import { exists, type Repository } from '../git/repository.ts';

/** Where a runtime is, and where what lies beside it goes (its lock, copies from before a reset or a recovery). */
export interface RuntimeLocation {
  readonly path: string;
  readonly localDir: string;
}

export interface RuntimeLocationInput {
  /** The folder that holds `.lodestar`. */
  readonly root: string;
  /** Path of `root` within its worktree. */
  readonly rel: string;
  readonly repository: Repository | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const RUNTIME_FILE = 'runtime.sqlite';

/** A search for runtimes looks so deep and into so many folders: enough for `packages/group/name`, short in any checkout. */
const MAX_SEARCH_DEPTH = 3;
const MAX_SEARCHED_FOLDERS = 5000;

function inFolder(folder: string): RuntimeLocation {
  return { path: path.join(folder, RUNTIME_FILE), localDir: path.join(folder, 'local') };
}

/** The one runtime of the variable; its `local` folder gets its name, as two runtimes may be put side by side. */
function named(file: string): RuntimeLocation {
  const absolute = path.resolve(file);
  const isUsualName = path.basename(absolute) === RUNTIME_FILE;
  return {
    path: absolute,
    localDir: isUsualName ? path.join(path.dirname(absolute), 'local') : `${absolute}.local`,
  };
}

/** The folder of a repository's runtimes, found without regard to what is checked out, so that all worktrees share it. */
function sharedFolder(repository: Repository, rel: string): string {
  return repository.mainWorktree === null
    ? path.join(repository.commonDir, 'lodestar', rel)
    : path.join(repository.mainWorktree, rel, '.lodestar');
}

/** Where the runtime of a workspace is: `LODESTAR_RUNTIME`, else with the repository, else beside the spec. */
export function runtimeLocation({ root, rel, repository, env }: RuntimeLocationInput): RuntimeLocation {
  const chosen = env.LODESTAR_RUNTIME ?? '';
  if (chosen !== '') {
    return named(chosen);
  }
  return inFolder(repository === undefined ? path.join(root, '.lodestar') : sharedFolder(repository, rel));
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      .map((entry) => path.join(folder, entry.name));
  } catch {
    return [];
  }
}

/** `top` and the folders below it, level by level, without hidden ones and without other checkouts. */
function foldersBelow(top: string): string[] {
  const found = [top];
  let level = [top];
  for (let depth = 0; depth < MAX_SEARCH_DEPTH && found.length < MAX_SEARCHED_FOLDERS; depth += 1) {
    level = level.flatMap(foldersIn).filter((folder) => !exists(path.join(folder, '.git')));
    found.push(...level);
  }
  return found;
}

/**
 * The runtime for a checkout that has no workspace: that of `LODESTAR_RUNTIME`, else the repository's when it has
 * exactly one. `undefined` when there is none, or more than one to choose from.
 */
export function soleRuntime(
  repository: Repository | undefined,
  env: RuntimeLocationInput['env'],
): RuntimeLocation | undefined {
  const chosen = env.LODESTAR_RUNTIME ?? '';
  if (chosen !== '') {
    return named(chosen);
  }
  if (repository === undefined) {
    return undefined;
  }
  const { mainWorktree, commonDir } = repository;
  const folders =
    mainWorktree === null
      ? foldersBelow(path.join(commonDir, 'lodestar'))
      : foldersBelow(mainWorktree).map((folder) => path.join(folder, '.lodestar'));
  const [only, ...others] = folders.filter((folder) => exists(path.join(folder, RUNTIME_FILE)));
  return only === undefined || others.length > 0 ? undefined : inFolder(only);
}
