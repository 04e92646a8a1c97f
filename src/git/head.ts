import { readlinkSync } from 'node:fs';
import path from 'node:path';
import { exists, lookAt, readGitFile, realPath, type Repository } from './repository.ts';
import { lookAtLink, readSettledFile } from './settled-file.ts';

/** What is checked out, read from Git's files without starting Git: commands do this on their hot path. */
export interface Head {
  /** The branch, without `refs/heads/`; `null` when HEAD is detached, or Git's format of refs is not the files one. */
  readonly branch: string | null;
  /** The full id of the commit; `null` when the branch has none yet, or it cannot be told. */
  readonly commit: string | null;
  /** Branch and commit as one text: when it differs from an earlier one, something else was checked out or committed. */
  readonly raw: string;
}

export type GitOperation = 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect';

export const OBJECT_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;
const SHOWN_LETTERS = 10;

/** As much of a commit's id as people are shown: it tells commits apart in repositories of any size. */
export function shortCommit(id: string): string {
  return id.slice(0, SHOWN_LETTERS);
}

const SYMBOLIC_REF = /^ref:[ \t]*(refs\/.+)$/u;

/** Git follows no more. */
const MAX_SYMBOLIC_DEPTH = 5;

/** What stands in HEAD, for other programs' sake, where refs are kept as reftable. */
const REFTABLE_BRANCH = 'refs/heads/.invalid';

/** Refs that each checkout has for itself; all others are in the common dir. */
const PER_WORKTREE_REF = /^refs\/(?:bisect|worktree|rewritten)\//u;

/** In old repositories HEAD may be a symbolic link to the ref's file. */
function linkedRef(headFile: string): string | undefined {
  try {
    const target = readlinkSync(headFile);
    return target.startsWith('refs/') ? `ref: ${target}` : undefined;
  } catch {
    return undefined;
  }
}

function readHeadFile(repository: Repository): string {
  const headFile = path.join(repository.gitDir, 'HEAD');
  const stats = lookAtLink(headFile);
  if (stats?.isSymbolicLink() === true) {
    return linkedRef(headFile) ?? readSettledFile(headFile)?.trimEnd() ?? '';
  }
  return stats === undefined ? '' : (readSettledFile(headFile, stats)?.trimEnd() ?? '');
}

function findPacked(packed: string, ref: string): string | undefined {
  const end = `\n${packed}\n`.indexOf(` ${ref}\n`);
  return end === -1 ? undefined : `\n${packed}`.slice(`\n${packed}`.lastIndexOf('\n', end) + 1, end);
}

/** The commit of a ref in the text of `packed-refs`. */
export function resolvePacked(packed: string, ref: string): string | null {
  const value = findPacked(packed, ref) ?? '';
  return OBJECT_ID.test(value) ? value : null;
}

function packedRef(repository: Repository, ref: string): string | undefined {
  return findPacked(readGitFile(path.join(repository.commonDir, 'packed-refs')) ?? '', ref);
}

function resolveRef(repository: Repository, ref: string): string | null {
  let name = ref;
  for (let depth = 0; depth < MAX_SYMBOLIC_DEPTH; depth += 1) {
    const home = PER_WORKTREE_REF.test(name) ? repository.gitDir : repository.commonDir;
    const value = readSettledFile(path.join(home, name))?.trimEnd() ?? packedRef(repository, name) ?? '';
    if (OBJECT_ID.test(value)) {
      return value;
    }
    const next = SYMBOLIC_REF.exec(value)?.[1];
    if (next === undefined) {
      return null;
    }
    name = next;
  }
  return null;
}

/** With reftable every change of a ref, HEAD too, makes a new list of tables. */
function reftableState(repository: Repository): string {
  const lists = new Set([repository.gitDir, repository.commonDir]);
  return [...lists].map((dir) => readGitFile(path.join(dir, 'reftable', 'tables.list')) ?? '').join('\n');
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/heads\//u, '');
}

/** The branch alone, as in `Head`: one file is read less. */
export function readBranch(repository: Repository): string | null {
  const ref = SYMBOLIC_REF.exec(readHeadFile(repository))?.[1];
  return ref === undefined || ref === REFTABLE_BRANCH ? null : shortName(ref);
}

export function readHead(repository: Repository): Head {
  const raw = readHeadFile(repository);
  if (OBJECT_ID.test(raw)) {
    return { branch: null, commit: raw, raw };
  }
  const ref = SYMBOLIC_REF.exec(raw)?.[1];
  if (ref === REFTABLE_BRANCH) {
    return { branch: null, commit: null, raw: reftableState(repository) };
  }
  if (ref === undefined) {
    return { branch: null, commit: null, raw };
  }
  const commit = resolveRef(repository, ref);
  return { branch: shortName(ref), commit, raw: `${raw} ${commit ?? ''}` };
}

/** Git's lock on the index of one checkout: whoever holds it may be changing the files too. */
export interface IndexLock {
  readonly path: string;
  /** Inode and mtime: another text is another lock, or one that was written to. */
  readonly mark: string;
  readonly changedAtMs: number;
}

/** The lock of the Git command that is changing this checkout's index right now, or died while it did. */
export function findIndexLock(repository: Repository): IndexLock | undefined {
  const file = path.join(repository.gitDir, 'index.lock');
  const stats = lookAt(file);
  return stats === undefined
    ? undefined
    : { path: file, mark: `${stats.ino} ${stats.mtimeNs}`, changedAtMs: Number(stats.mtimeMs) };
}

/** One checkout's index, as it is now. */
export interface GitIndex {
  /** Another text is another index. */
  readonly mark: string;
  readonly mtimeNs: bigint;
}

/** Which index there is: Git renames a new one into place whenever it changes it. */
export function findIndex(repository: Repository): GitIndex | undefined {
  const stats = lookAt(path.join(repository.gitDir, 'index'));
  return stats === undefined
    ? undefined
    : { mark: `${stats.ino} ${stats.size} ${stats.mtimeNs}`, mtimeNs: stats.mtimeNs };
}

/** While it runs the hooks of `commit -a` Git holds `index.lock`; of `commit FILE`, this one beside it. */
const INDEX_OF_COMMIT = /^(?:index|next-index-\d+)\.lock$/u;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The index that a hook's commit is made of, which Git has not put in place yet; `undefined` where the environment is not
 * that of a hook which Git runs while it holds this checkout's index lock itself. A path that is not absolute starts from
 * the top of the worktree, where Git runs its hooks.
 */
export function indexOfCommit(repository: Repository, env: Environment): string | undefined {
  const index = path.resolve(repository.worktree, env.GIT_INDEX_FILE ?? '');
  const isOwn =
    INDEX_OF_COMMIT.test(path.basename(index)) && realPath(path.dirname(index)) === repository.gitDir;
  return isOwn ? index : undefined;
}

/** Whether the environment is that of such a hook. */
export function isInsideCommit(repository: Repository, env: Environment): boolean {
  return indexOfCommit(repository, env) !== undefined;
}

/** What this checkout is in the middle of; a rebase first, because its steps leave the marks of the others too. */
export function operationUnderWay(repository: Repository): GitOperation | null {
  const has = (name: string): boolean => exists(path.join(repository.gitDir, name));
  if (has('rebase-merge') || has('rebase-apply')) {
    return 'rebase';
  }
  if (has('MERGE_HEAD')) {
    return 'merge';
  }
  if (has('CHERRY_PICK_HEAD')) {
    return 'cherry-pick';
  }
  if (has('REVERT_HEAD')) {
    return 'revert';
  }
  return has('BISECT_START') ? 'bisect' : null;
}
