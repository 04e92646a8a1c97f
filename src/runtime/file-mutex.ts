import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LodestarError } from '../errors.ts';
import { Connection } from './connection.ts';
import { identifyFile, isSameFile, type FileIdentity } from './file-identity.ts';
import { makeFile, makeLocalFolder } from './folders.ts';
import { PRIVATE_MODES, type Modes } from './modes.ts';
import { isBusy, isDamage, mapError } from './sqlite-error.ts';

export interface FileMutexOptions {
  /** How long to wait for the holder. */
  readonly deadlineMs: number;
  readonly busyCode: 'SPEC_BUSY' | 'RUNTIME_BUSY';
  readonly modes?: Modes;
}

/** What the holder can ask. */
export interface HeldMutex {
  /**
   * Whether the lock file is still the one that is locked. Somebody may have removed it since (`git clean`), and then the
   * next comer locks another: so it is asked once more just before what the mutex is for takes effect.
   */
  isHeld(): boolean;
}

/** Waits are drawn from this range, so that those who wait do not knock in step. */
const MIN_WAIT_MS = 1;
const MAX_WAIT_MS = 25;

interface Acquired {
  readonly connection: Connection;
  readonly file: FileIdentity;
}

/**
 * Tries once to be the only holder. Opening and path are compared when the lock is held: two processes must not hold
 * one name through two files, which a `git clean` between them would make. `undefined` when it is to be tried anew.
 */
function tryAcquire(lockPath: string, modes: Modes): Acquired | undefined {
  makeLocalFolder(dirname(lockPath), modes);
  makeFile(lockPath, modes);
  const before = identifyFile(lockPath);
  let connection: Connection | undefined;
  try {
    connection = new Connection(lockPath, { busyTimeoutMs: 0, mustExist: true });
    connection.exec('BEGIN EXCLUSIVE');
    if (before !== undefined && isSameFile(before, identifyFile(lockPath))) {
      return { connection, file: before };
    }
  } catch (error) {
    connection?.close();
    if (isBusy(error) || identifyFile(lockPath) === undefined) {
      return undefined;
    }
    throw error;
  }
  connection.close();
  return undefined;
}

async function acquire(lockPath: string, options: FileMutexOptions): Promise<Acquired> {
  const deadline = performance.now() + options.deadlineMs;
  for (;;) {
    const held = tryAcquire(lockPath, options.modes ?? PRIVATE_MODES);
    if (held !== undefined) {
      return held;
    }
    if (performance.now() > deadline) {
      const seconds = String(options.deadlineMs / 1000);
      throw new LodestarError(options.busyCode, `${lockPath} was held by another process for ${seconds} s`, {
        details: { path: lockPath, waited_ms: options.deadlineMs },
      });
    }
    await delay(MIN_WAIT_MS + Math.random() * (MAX_WAIT_MS - MIN_WAIT_MS));
  }
}

function explain(error: unknown, lockPath: string, options: FileMutexOptions): unknown {
  if (isDamage(error)) {
    return new LodestarError('RUNTIME_DAMAGED', `${lockPath} is no lock file: those are empty`, {
      details: { path: lockPath },
      hint: `Move ${lockPath} aside; it is made anew.`,
      cause: error,
    });
  }
  const mapped = mapError(error, lockPath);
  const isDenied =
    mapped instanceof LodestarError &&
    (mapped.code === 'RUNTIME_READONLY' || mapped.code === 'RUNTIME_FOREIGN_OWNER');
  return isDenied && options.busyCode === 'SPEC_BUSY'
    ? new LodestarError('SPEC_READONLY', mapped.message, { details: mapped.details, cause: error })
    : mapped;
}

/**
 * Runs `fn` while no other process holds the same lock file: a `BEGIN EXCLUSIVE` on an empty SQLite file, which the kernel
 * frees however its holder ends. `busyCode` when it is not free before the deadline; not re-entrant.
 */
export async function withFileMutex<T>(
  lockPath: string,
  options: FileMutexOptions,
  fn: (mutex: HeldMutex) => Promise<T>,
): Promise<T> {
  let held: Acquired;
  try {
    held = await acquire(lockPath, options);
  } catch (error) {
    throw explain(error, lockPath, options);
  }
  const { connection, file } = held;
  try {
    return await fn({ isHeld: () => isSameFile(file, identifyFile(lockPath)) });
  } finally {
    connection.close();
  }
}
