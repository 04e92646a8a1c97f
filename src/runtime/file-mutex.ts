import { dirname } from 'node:path';
import { LodestarError } from '../errors.ts';
import { Connection } from './connection.ts';
import { identifyFile, isSameFile, type FileIdentity } from './file-identity.ts';
import { makeFile, makeLocalFolder } from './folders.ts';
import { PRIVATE_MODES, type Modes } from './modes.ts';
import { isBusy, isDamage, mapError } from './sqlite-error.ts';
import { takeLock } from './take-lock.ts';

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
   * next comer locks another: so it is asked once more just before what the mutex is for takes effect. What cannot be told
   * is not held.
   */
  isHeld(): boolean;
}

/** The lock file as one process has it open. */
interface Candidate {
  readonly connection: Connection;
  readonly file: FileIdentity;
}

/**
 * Lock files that this process has locked before and has open still, the oldest first. better-sqlite3's objects are kept for
 * as long as the process lives (see `keepAlive`), so that one that edits all day must not open the file for each edit.
 */
const idle = new Map<string, Candidate>();

/** A process that goes from workspace to workspace has no more of them open. */
const MAX_IDLE = 8;

function takeIdle(lockPath: string): Candidate | undefined {
  const candidate = idle.get(lockPath);
  idle.delete(lockPath);
  return candidate;
}

/** Frees the lock, and keeps the file open unless another opening of it is kept already. */
function release(lockPath: string, candidate: Candidate): void {
  try {
    candidate.connection.exec('ROLLBACK');
  } catch {
    candidate.connection.close();
    return;
  }
  if (idle.has(lockPath)) {
    candidate.connection.close();
    return;
  }
  idle.set(lockPath, candidate);
  const [oldest] = idle.keys();
  if (oldest !== undefined && idle.size > MAX_IDLE) {
    takeIdle(oldest)?.connection.close();
  }
}

/** `undefined` when the file was removed between its making and its opening. */
function openCandidate(lockPath: string, modes: Modes): Candidate | undefined {
  makeLocalFolder(dirname(lockPath), modes);
  makeFile(lockPath, modes);
  const file = identifyFile(lockPath);
  if (file === undefined) {
    return undefined;
  }
  try {
    return { connection: new Connection(lockPath, { busyTimeoutMs: 0, mustExist: true }), file };
  } catch (error) {
    if (identifyFile(lockPath) === undefined) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Tries once. `gone` when the path names another file by now, as after a `git clean`: two processes must not hold one name
 * through two files, so opening and path are compared when the lock is held.
 */
function tryLock(lockPath: string, { connection, file }: Candidate): 'held' | 'busy' | 'gone' {
  try {
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    if (!isSameFile(file, identifyFile(lockPath))) {
      return 'gone';
    }
    if (isBusy(error)) {
      return 'busy';
    }
    throw error;
  }
  return isSameFile(file, identifyFile(lockPath)) ? 'held' : 'gone';
}

/** Waits with the file open: opening it anew for every try made those who wait slow the holder down. */
async function acquire(lockPath: string, options: FileMutexOptions): Promise<Candidate> {
  const { deadlineMs, modes = PRIVATE_MODES } = options;
  let candidate = takeIdle(lockPath);
  const attempt = (): boolean => {
    candidate ??= openCandidate(lockPath, modes);
    const answer = candidate === undefined ? 'gone' : tryLock(lockPath, candidate);
    if (answer === 'gone') {
      candidate?.connection.close();
      candidate = undefined;
    }
    return answer === 'held';
  };
  try {
    const isHeld = await takeLock({ lineFolder: `${lockPath}-line`, modes, deadlineMs }, attempt);
    if (isHeld && candidate !== undefined) {
      return candidate;
    }
    throw busy(lockPath, options);
  } catch (error) {
    candidate?.connection.close();
    throw error;
  }
}

function isStillThere(lockPath: string, file: FileIdentity): boolean {
  try {
    return isSameFile(file, identifyFile(lockPath));
  } catch {
    return false;
  }
}

function busy(lockPath: string, { busyCode, deadlineMs }: FileMutexOptions): LodestarError {
  const message = `${lockPath} was held by another process for ${String(deadlineMs / 1000)} s`;
  return new LodestarError(busyCode, message, { details: { path: lockPath, waited_ms: deadlineMs } });
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
  let held: Candidate;
  try {
    held = await acquire(lockPath, options);
  } catch (error) {
    throw explain(error, lockPath, options);
  }
  const { file } = held;
  try {
    return await fn({ isHeld: () => isStillThere(lockPath, file) });
  } finally {
    release(lockPath, held);
  }
}
