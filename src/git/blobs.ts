import path from 'node:path';
import { ask, askBytes } from './commands.ts';
import type { Repository } from './repository.ts';

/** A file as Git keeps it, in a commit or in the index. */
export interface StoredFile {
  /** Of the blob that holds its bytes. */
  readonly id: string;
  /** A symbolic link: the bytes are the path that it leads to. */
  readonly isLink: boolean;
  /** In bytes; undefined where it is not told with the file. */
  readonly size: number | undefined;
}

/** Of the index: 0 where the file is merged; else 1 is the common ancestor, 2 this side, 3 the other side. */
export type Stage = 0 | 1 | 2 | 3;

const STAGES: readonly Stage[] = [0, 1, 2, 3];

const LINK_MODE = '120000';
const FILE_MODE = /^100\d{3}$/u;

function storedFile(mode: string, id: string, size?: string): StoredFile | undefined {
  const isLink = mode === LINK_MODE;
  const bytes = Number.parseInt(size ?? '', 10);
  return isLink || FILE_MODE.test(mode)
    ? { id, isLink, size: Number.isNaN(bytes) ? undefined : bytes }
    : undefined;
}

/** Each `fields TAB path NUL` that Git lists, of this very path, as its fields. */
function fieldsOf(listed: string, file: string): string[][] {
  return listed
    .split('\0')
    .filter((entry) => entry.slice(entry.indexOf('\t') + 1) === file)
    .map((entry) => entry.slice(0, entry.indexOf('\t')).split(/ +/u));
}

/** Git gives no answer for a path that leads out of the repository. */
function isOutside(file: string): boolean {
  return path.posix.isAbsolute(file) || path.posix.normalize(file).split('/')[0] === '..';
}

/**
 * The file of a commit (a full id); `file` is relative to the top of the repository, with `/`. `null` where the commit has
 * none there, `undefined` where Git cannot tell.
 */
export async function findInCommit(
  repository: Repository,
  commit: string,
  file: string,
): Promise<StoredFile | null | undefined> {
  if (isOutside(file)) {
    return null;
  }
  const asked = `:(literal)${file}`;
  const list = async (...options: readonly string[]): Promise<string | undefined> =>
    await ask(repository.worktree, ['ls-tree', '--full-tree', ...options, '-z', commit, '--', asked]);
  // A clone without blobs has no sizes, and yet all that else is listed.
  const listed = (await list('--long')) ?? (await list());
  if (listed === undefined) {
    return undefined;
  }
  const [mode = '', , id = '', size] = fieldsOf(listed, file)[0] ?? [];
  return storedFile(mode, id, size) ?? null;
}

/**
 * The file in this checkout's index, or in the `index` of a commit that is being made, by stage; empty where it is not in
 * it, and where Git cannot tell.
 */
export async function listStages(
  repository: Repository,
  file: string,
  index?: string,
): Promise<ReadonlyMap<Stage, StoredFile>> {
  const args = ['ls-files', '--stage', '--full-name', '-z', '--', `:(top,literal)${file}`];
  const found = new Map<Stage, StoredFile>();
  const listed = (await ask(repository.worktree, args, index)) ?? '';
  for (const [mode = '', id = '', number] of fieldsOf(listed, file)) {
    const stored = storedFile(mode, id);
    const stage = STAGES.find((each) => String(each) === number);
    if (stored !== undefined && stage !== undefined) {
      found.set(stage, stored);
    }
  }
  return found;
}

/** The size of a blob in bytes; `undefined` where Git has no such blob, as in a clone without blobs. */
export async function sizeOfBlob(repository: Repository, id: string): Promise<number | undefined> {
  const size = Number.parseInt((await ask(repository.worktree, ['cat-file', '-s', id])) ?? '', 10);
  return Number.isNaN(size) ? undefined : size;
}

/** The bytes of a blob as they were committed: no filter, line end or encoding is changed. `undefined` where Git has none. */
export async function readBlob(repository: Repository, id: string): Promise<Buffer | undefined> {
  return await askBytes(repository.worktree, ['blob', id]);
}

/** Bytes of a commit's file; `none` where the commit has no such file, or one that is a link or longer than was asked for. */
export type CommittedBytes = Buffer | 'none' | 'unknown';

/** The bytes of a file of a commit, as `findInCommit` and `readBlob`; `unknown` where Git cannot tell, or does not have them. */
export async function readInCommit(
  repository: Repository,
  { commit, file, maxBytes }: { readonly commit: string; readonly file: string; readonly maxBytes: number },
): Promise<CommittedBytes> {
  const stored = await findInCommit(repository, commit, file);
  if (stored === null || stored?.isLink === true || (stored?.size ?? 0) > maxBytes) {
    return 'none';
  }
  return (stored && (await readBlob(repository, stored.id))) ?? 'unknown';
}

/**
 * The commit that two commits go back to, the best of them where there are more; `null` where there is none, as between
 * histories without a common root, or where a shallow clone has cut it off.
 */
export async function mergeBase(repository: Repository, a: string, b: string): Promise<string | null> {
  const [found = ''] = ((await ask(repository.worktree, ['merge-base', a, b])) ?? '').split('\n');
  return found === '' ? null : found;
}
