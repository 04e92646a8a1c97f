import path from 'node:path';
import { findIndexLock } from '../git/head.ts';
import { refuseLinksInLocal, refuseOutside } from './refuse-outside.ts';
import { exists, findRepository, foldersUpwards, realPath, type Repository } from '../git/repository.ts';

/** Where a workspace and its files are; absolute, real paths. */
export interface WorkspacePaths {
  /** The folder that holds `.lodestar`. */
  readonly root: string;
  readonly lodestarDir: string;
  /** The spec's own file, behind links: a save replaces it there. */
  readonly specPath: string;
  readonly configPath: string;
  /** What is local to this checkout; may not be there yet. */
  readonly localDir: string;
  /** The spec's mutex: beside the spec's real file, so that two checkouts that share one file by a link share it too. */
  readonly writeLockPath: string;
  readonly repository: Repository | undefined;
  /** Path of `root` within its worktree, with `/`; empty at the top, and without Git. */
  readonly rel: string;
}

/** How often to look again while Git has the spec unlinked, and for how long: a checkout of many files takes seconds. */
const CHECKOUT_POLL_MS = 2;
const CHECKOUT_WAIT_MS = 5000;

interface Search {
  readonly root: string | undefined;
  /** A folder was passed that has `.lodestar` and no spec in it. */
  readonly passedBareFolder: boolean;
}

function search(start: string): Search {
  let passedBareFolder = false;
  for (const { folder } of foldersUpwards(start)) {
    const lodestarDir = path.join(folder, '.lodestar');
    if (exists(path.join(lodestarDir, 'spec.yaml'))) {
      return { root: folder, passedBareFolder };
    }
    passedBareFolder ||= exists(lodestarDir);
  }
  return { root: undefined, passedBareFolder };
}

function pause(durationMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs);
}

/**
 * Git's checkout unlinks a file before it writes the new one. For that moment a workspace looks like none, or like the
 * one above it, so a search that passed a bare `.lodestar` counts only when Git was not at work before and after it.
 */
function searchThroughCheckout(start: string, repository: Repository | undefined): string | undefined {
  let quiet = 0;
  let found = search(start);
  for (
    let waitedMs = 0;
    found.passedBareFolder && waitedMs < CHECKOUT_WAIT_MS;
    waitedMs += CHECKOUT_POLL_MS
  ) {
    quiet = repository !== undefined && findIndexLock(repository) !== undefined ? 0 : quiet + 1;
    if (repository === undefined || quiet > 1) {
      break;
    }
    if (quiet === 0) {
      pause(CHECKOUT_POLL_MS);
    }
    found = search(start);
  }
  return found.root;
}

function relativeTo(worktree: string | undefined, root: string): string {
  return worktree === undefined ? '' : path.relative(worktree, root).split(path.sep).join('/');
}

/** Without Git nothing was committed: whoever made a link there owns it. */
function refuseLinks(plainDir: string, paths: WorkspacePaths): void {
  const { lodestarDir, configPath, localDir, writeLockPath, repository } = paths;
  if (repository !== undefined) {
    refuseOutside(plainDir, repository);
    refuseOutside(path.join(lodestarDir, 'spec.yaml'), repository);
    refuseOutside(configPath, repository);
    for (const folder of new Set([localDir, path.dirname(writeLockPath)])) {
      refuseLinksInLocal(folder, repository);
    }
  }
}

/**
 * The workspace that a folder is in: the nearest folder upwards that holds `.lodestar/spec.yaml`, but never above the
 * first that holds `.git`, so that a checkout without a workspace does not find that of the checkout it lies in.
 * LINK_OUTSIDE.
 */
export function findWorkspace(startDir: string): WorkspacePaths | undefined {
  const start = realPath(startDir);
  if (start === undefined) {
    return undefined;
  }
  const repository = findRepository(start);
  const root = searchThroughCheckout(start, repository);
  if (root === undefined) {
    return undefined;
  }
  const plainDir = path.join(root, '.lodestar');
  const lodestarDir = realPath(plainDir) ?? plainDir;
  const plainSpec = path.join(lodestarDir, 'spec.yaml');
  const specPath = realPath(plainSpec) ?? plainSpec;
  const paths: WorkspacePaths = {
    root,
    lodestarDir,
    specPath,
    configPath: path.join(lodestarDir, 'config.yaml'),
    localDir: path.join(lodestarDir, 'local'),
    writeLockPath: path.join(path.dirname(specPath), 'local', 'write.lock'),
    repository,
    rel: relativeTo(repository?.worktree, root),
  };
  refuseLinks(plainDir, paths);
  return paths;
}
