import { lstatSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CacheSeal } from './cache-seal.ts';
import { Connection } from './connection.ts';
import { identifyFile, isMissing, isSameFile, type FileIdentity } from './file-identity.ts';
import { withFileMutex } from './file-mutex.ts';
import { makeFile } from './folders.ts';
import { removeDatabase } from './move-database.ts';
import type { Modes } from './modes.ts';
import { codeOf, isBusy, isDamage } from './sqlite-error.ts';
import { sealOf, sharedMemoryOf, walOf } from './sqlite-files.ts';

/** What fills an attached cache is given no more of the connection than this. */
export interface CacheConnection {
  /** The first value that a pragma answers. */
  pragma(text: string): unknown;
  exec(sql: string): void;
}

export interface CacheSpec {
  /** The file, or `:memory:`. */
  readonly path: string;
  /** Makes the tables of the schema `cache` where they are not as they should be. Runs in a transaction, perhaps twice. */
  readonly prepare: (connection: CacheConnection) => void;
}

/** A cache with what keeps its file. */
export interface AttachableCache extends CacheSpec {
  readonly modes: Modes;
  readonly seal: CacheSeal;
}

const IN_MEMORY = ':memory:';
/** `Lodc` in ASCII: the `application_id` of a cache. */
const CACHE_APPLICATION_ID = 0x4c6f6463;
/** Nobody waits longer for a cache: it can be done without. */
const CACHE_LOCK_DEADLINE_MS = 2_000;

/** Takes the cache's write lock and no other: it has nothing to vacuum, and is a write all the same. */
const LOCK_CACHE = 'PRAGMA cache.incremental_vacuum(1)';

/**
 * Whether a file that is made anew would do. What another format left behind breaks statements as well as damaged pages do,
 * and what lies in the place of the WAL or of its index keeps SQLite from opening or from writing them.
 */
export function isForNew(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return isDamage(error) || code === 'SQLITE_ERROR' || /^SQLITE_(?:CANTOPEN|READONLY)/u.test(code);
}

function rollBack(connection: Connection): void {
  if (connection.inTransaction) {
    connection.exec('ROLLBACK');
  }
}

/** Begins a transaction that can write the cache and only reads the runtime. */
export function beginCacheWrite(connection: Connection, { wait }: { readonly wait: boolean }): void {
  connection.run('BEGIN');
  try {
    connection.waitForLocks(wait);
    connection.exec(LOCK_CACHE);
    connection.waitForLocks(true);
  } catch (error) {
    rollBack(connection);
    throw error;
  }
}

/** What is disposable is not worth waiting for the disk. */
function attach(connection: Connection, path: string): void {
  connection.waitForLocks(true);
  connection.run('ATTACH ? AS cache', [path]);
  connection.exec('PRAGMA cache.synchronous = OFF');
}

function detach(connection: Connection): void {
  if (connection.all<{ name: string }>('PRAGMA database_list').some((each) => each.name === 'cache')) {
    connection.exec('DETACH cache');
  }
}

/** Most often nothing is to be prepared, so that the write lock is taken only when the first try wanted it in vain. */
function prepareCache(connection: Connection, cache: CacheSpec): void {
  try {
    connection.exec('BEGIN');
    cache.prepare(connection);
    connection.exec('COMMIT');
  } catch (error) {
    rollBack(connection);
    if (!isBusy(error)) {
      throw error;
    }
    beginCacheWrite(connection, { wait: true });
    cache.prepare(connection);
    connection.exec('COMMIT');
  }
}

/** Removes a cache. A folder in the place of one of its files is nothing of ours: it gets out of the way. */
function clearWay(path: string): void {
  for (const file of [path, walOf(path), sharedMemoryOf(path), sealOf(path)]) {
    if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
      renameSync(file, `${file}-was-in-the-way-${Date.now()}`);
    }
  }
  removeDatabase(path);
  rmSync(sealOf(path), { force: true });
}

function makeCacheFile(path: string, modes: Modes): void {
  const temporary = `${path}-new-${process.pid}`;
  rmSync(temporary, { force: true });
  makeFile(temporary, modes);
  const connection = new Connection(temporary, { mustExist: true });
  try {
    connection.exec(`PRAGMA synchronous = OFF; PRAGMA application_id = ${CACHE_APPLICATION_ID}`);
    connection.pragma('journal_mode = wal');
  } finally {
    connection.close();
  }
  clearWay(path);
  renameSync(temporary, path);
}

/** Why a file is made anew: another process may have sealed it by now, but what cannot be used stays so. */
type Unfit = 'unsealed' | 'unusable';

/** Makes the file anew, unless another has done so since `seen`. Whoever has the old one open goes on with it alone. */
async function remakeCacheFile(
  { path, modes, seal }: AttachableCache,
  seen: FileIdentity | undefined,
  unfit: Unfit,
): Promise<void> {
  const options = { deadlineMs: CACHE_LOCK_DEADLINE_MS, busyCode: 'RUNTIME_BUSY', modes } as const;
  await withFileMutex(join(dirname(path), 'cache.lock'), options, async () => {
    const present = identifyFile(path);
    const isUnfit = isSameFile(present, seen) && (unfit === 'unusable' || !seal.isValid());
    if (isMissing(present) || isUnfit) {
      makeCacheFile(path, modes);
      seal.put();
    }
  });
}

/** True when the file is now attached and prepared; false when it is to be made anew. */
function tryAttachFile(connection: Connection, cache: CacheSpec, seen: FileIdentity): boolean {
  try {
    attach(connection, cache.path);
    if (connection.pragma('cache.application_id') !== CACHE_APPLICATION_ID) {
      detach(connection);
      return false;
    }
    prepareCache(connection, cache);
    if (isSameFile(seen, identifyFile(cache.path))) {
      return true;
    }
  } catch (error) {
    detach(connection);
    if (isForNew(error)) {
      return false;
    }
    throw error;
  }
  detach(connection);
  return false;
}

const MAX_ATTEMPTS = 4;

async function attachFile(connection: Connection, cache: AttachableCache): Promise<boolean> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const seen = identifyFile(cache.path);
    const isSealed = !isMissing(seen) && (await cache.seal.holds());
    if (!isMissing(seen) && isSealed && tryAttachFile(connection, cache, seen)) {
      return true;
    }
    await remakeCacheFile(cache, seen, isSealed ? 'unusable' : 'unsealed');
  }
  return false;
}

/** Replaces whatever is attached by an empty cache in memory. */
export function attachMemoryCache(connection: Connection, cache: CacheSpec): void {
  detach(connection);
  attach(connection, IN_MEMORY);
  prepareCache(connection, cache);
}

/** Makes the file of a cache that was found damaged anew, for those who come next. Failing to is silent: they will find it too. */
export async function discardCache(connection: Connection, cache: AttachableCache): Promise<void> {
  detach(connection);
  try {
    await remakeCacheFile(cache, identifyFile(cache.path), 'unusable');
  } catch {
    // The cache is then only slow.
  }
}

/**
 * Attaches a cache as `cache`. A damaged or foreign file is made anew; one that cannot be used for any other reason is
 * replaced by memory, because everything in it can be derived again. Whether it is a file is the answer.
 */
export async function attachCache(
  connection: Connection,
  cache: AttachableCache,
): Promise<'file' | 'memory'> {
  if (cache.path !== IN_MEMORY) {
    try {
      detach(connection);
      if (await attachFile(connection, cache)) {
        return 'file';
      }
    } catch {
      // A fault of `prepare` fails in memory as well, and is told from there.
      detach(connection);
    }
  }
  attachMemoryCache(connection, cache);
  return 'memory';
}
