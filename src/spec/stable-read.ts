import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
  type BigIntStats,
} from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LodestarError } from '../errors.ts';
import { danglingLink } from './dangling-link.ts';
import { lockHint, type IndexLock } from './index-lock.ts';
import { ProblemCollector } from './problem-collector.ts';
import { SpecContent } from './spec-content.ts';
import { specInvalid } from './spec-invalid.ts';
import { readFailure } from '../util/read-failure.ts';
import { areTimesSettled } from '../util/settled-times.ts';
import { systemCodeOf } from '../util/system-error.ts';

/** Tells whether a file is the same as at an earlier look; decimal text, because nanoseconds do not fit a number. */
export interface FileIdentity {
  readonly size: number;
  readonly mtimeNs: string;
  readonly ctimeNs: string;
  readonly ino: string;
}

/** Git renames a new index into place whenever it changed files of the worktree, or looked at them. */
export interface GitIndex {
  /** Tells one state of it from another. */
  readonly mark: string;
  readonly mtimeNs: bigint;
}

/** What the workspace knows of the checkout that the spec is in; this folder knows nothing of Git. */
export interface CheckoutWatch {
  /** What says that Git is changing files of this worktree now, or died while it did; `undefined` when nothing does. */
  indexLock(): IndexLock | undefined;
  /** The lock is that of a Git command which waits for this process to end: a hook of it. */
  readonly isCallersLock: boolean;
  /** What HEAD says, as one comparable text. */
  head(): string;
  /** Git's index as it is now; `undefined` where there is none. */
  index(): GitIndex | undefined;
}

export interface SpecText {
  /** Real path: no part of it is a link. */
  readonly path: string;
  readonly identity: FileIdentity;
  readonly content: SpecContent;
}

export interface ReadOptions {
  readonly watch?: CheckoutWatch | undefined;
  readonly maxBytes?: number;
  readonly deadlineMs?: number;
  /** The text is to be replaced: then every lock of Git's is waited for, whoever holds it. */
  readonly toWrite?: boolean;
}

/** Some 500,000 tasks; what is larger is no spec, and would take minutes. */
export const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/** A checkout of a large repository is over by then. */
const DEFAULT_DEADLINE_MS = 10_000;

/** Git writes 16 KiB in far less. */
const PAUSE_MS = 2;

/** Some editors move the old file away before they write the new one; after this long it is not coming back. */
const MISSING_FOR_MS = 100;

/** Some editors cut the file to nothing before they write; a spec that is truly empty stays so. */
const EMPTY_FOR_MS = 250;

/** Who writes a file in place does so with smaller gaps than this, also on a busy machine. */
const STILL_FOR_MS = 40;

/**
 * Git has the spec in pieces for a moment only. A lock that has not changed for this long, nor the spec, is that of a
 * command that died, waits for an editor or writes other files: reading need not wait for it.
 */
const LOCK_STANDS_MS = 3000;

const NS_PER_MS = 1_000_000n;

/** What `stat` says of a file, with whole nanoseconds. */
export function identityOf(stats: BigIntStats): FileIdentity {
  return {
    size: Number(stats.size),
    mtimeNs: String(stats.mtimeNs),
    ctimeNs: String(stats.ctimeNs),
    ino: String(stats.ino),
  };
}

/** The identity of the file that the path leads to, links followed; `undefined` when there is none to be seen. */
export function statIdentity(path: string): FileIdentity | undefined {
  try {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stats === undefined ? undefined : identityOf(stats);
  } catch {
    return undefined;
  }
}

export function isSameFile(a: FileIdentity, b: FileIdentity): boolean {
  return a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}

/**
 * Whether the file changed so shortly before `nowMs` that another change could leave the same identity, so that an
 * equal identity proves nothing and the content must be hashed. Judged by ctime, which no program can set.
 */
export function isFresh(identity: FileIdentity, nowMs: number): boolean {
  return !areTimesSettled(BigInt(identity.ctimeNs), nowMs);
}

/** Each with the lock of Git's that was there at the time and is in the way. */
type Attempt = { readonly lock: IndexLock | undefined } & (
  | { readonly kind: 'read'; readonly path: string; readonly bytes: Buffer; readonly identity: FileIdentity }
  | { readonly kind: 'moved' }
  | { readonly kind: 'missing' }
);

/** The lock of Git's for which a caller has to wait; its own is none to who only reads. */
export function lockInTheWay({
  watch,
  toWrite = false,
}: Pick<ReadOptions, 'watch' | 'toWrite'>): IndexLock | undefined {
  return watch?.isCallersLock === true && !toWrite ? undefined : watch?.indexLock();
}

function readBytes(descriptor: number, size: number): Buffer {
  // One byte more than there should be, so that a file which grew is noticed.
  const buffer = Buffer.allocUnsafe(size + 1);
  let length = 0;
  while (length < buffer.length) {
    const count = readSync(descriptor, buffer, length, buffer.length - length, null);
    if (count === 0) {
      break;
    }
    length += count;
  }
  return buffer.subarray(0, length);
}

/** The error of a spec that is larger than the settings allow; `file` is named in it. */
export function specTooLarge(file: string, size: number, maxBytes: number): LodestarError {
  const message = `the file has ${size} bytes, and ${maxBytes} are allowed`;
  const hint = 'Raise `spec.max_size` in config.yaml if this is a spec.';
  const problem = { code: 'SPEC_TOO_LARGE', message, offset: 0, hint } as const;
  return specInvalid([new ProblemCollector(file, '').place(problem)]);
}

function refuseUnreadable(path: string, stats: BigIntStats, maxBytes: number): void {
  if (!stats.isFile()) {
    throw new LodestarError('FILE_NOT_FOUND', `${path} is not a regular file.`);
  }
  if (stats.size > BigInt(maxBytes)) {
    throw specTooLarge(path, Number(stats.size), maxBytes);
  }
}

function readOnce(path: string, maxBytes: number, options: ReadOptions): Attempt {
  const realPath = realpathSync.native(path);
  // A pipe would otherwise block until somebody writes to it.
  const descriptor = openSync(realPath, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const before = fstatSync(descriptor, { bigint: true });
    refuseUnreadable(realPath, before, maxBytes);
    const bytes = readBytes(descriptor, Number(before.size));
    const lock = lockInTheWay(options);
    const identity = identityOf(before);
    const after = identityOf(fstatSync(descriptor, { bigint: true }));
    const atPath = statSync(realPath, { bigint: true });
    const held = isSameFile(identity, after) && bytes.length === after.size;
    if (!held || atPath.ino !== before.ino || atPath.dev !== before.dev) {
      return { kind: 'moved', lock };
    }
    return { kind: 'read', path: realPath, bytes, identity, lock };
  } finally {
    closeSync(descriptor);
  }
}

function attemptRead(path: string, maxBytes: number, options: ReadOptions): Attempt {
  try {
    return readOnce(path, maxBytes, options);
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ESTALE') {
      return { kind: 'missing', lock: lockInTheWay(options) };
    }
    throw readFailure(error, path);
  }
}

function toSpecText(
  { path, bytes, identity }: Extract<Attempt, { kind: 'read' }>,
  shownPath: string,
): SpecText {
  return { path, identity, content: SpecContent.ofBytes(bytes, shownPath) };
}

/** For how long the same thing has been seen again and again. */
class Stopwatch {
  #what = '';
  #sinceMs = 0;

  reset(): void {
    this.#what = '';
  }

  elapsedMs(what: string): number {
    if (what !== this.#what) {
      this.#what = what;
      this.#sinceMs = performance.now();
    }
    return performance.now() - this.#sinceMs;
  }
}

function isOld(lock: IndexLock, { ctimeNs }: FileIdentity): boolean {
  const changedAtMs = Math.max(lock.changedAtMs, Number(BigInt(ctimeNs) / NS_PER_MS));
  return Date.now() - changedAtMs >= LOCK_STANDS_MS;
}

/**
 * For how long the file is not to be trusted yet, because somebody wrote into it just now and may not be done. What was
 * written elsewhere and renamed is whole: its inode changed later than its content. So is what Git wrote: its index is
 * younger.
 */
function unrestMs({ mtimeNs, ctimeNs }: FileIdentity, watch: CheckoutWatch | undefined): number {
  const ageMs = Date.now() - Number(BigInt(mtimeNs) / NS_PER_MS);
  if (mtimeNs !== ctimeNs || ageMs < 0 || ageMs >= STILL_FOR_MS) {
    return 0;
  }
  return (watch?.index()?.mtimeNs ?? 0n) >= BigInt(mtimeNs) ? 0 : STILL_FOR_MS - ageMs;
}

/**
 * Whether what an attempt met is final: content is, an absent or empty file only when it stays so; what was met beside a
 * lock of Git's, when both have stood still for long.
 */
function isSettled(attempt: Attempt, stopwatch: Stopwatch): boolean {
  const { kind, lock } = attempt;
  if (kind === 'moved') {
    stopwatch.reset();
    return false;
  }
  const what = kind === 'missing' ? kind : JSON.stringify(attempt.identity);
  const elapsedMs = stopwatch.elapsedMs(`${what} ${lock?.mark ?? ''}`);
  if (kind === 'missing') {
    return elapsedMs >= (lock === undefined ? MISSING_FOR_MS : LOCK_STANDS_MS);
  }
  const isFree = lock === undefined || isOld(lock, attempt.identity) || elapsedMs >= LOCK_STANDS_MS;
  return isFree && (attempt.bytes.length > 0 || elapsedMs >= EMPTY_FOR_MS);
}

function busy(path: string, attempt: Attempt, { watch, deadlineMs }: ReadOptions): LodestarError {
  const { kind, lock } = attempt;
  const why =
    lock === undefined
      ? kind === 'moved'
        ? 'another program keeps writing it'
        : 'another program has just emptied or moved it'
      : kind === 'missing'
        ? 'Git took it away and has not put it back'
        : 'Git is changing this worktree (its index.lock is there)';
  const waitedMs = Math.round(deadlineMs ?? DEFAULT_DEADLINE_MS);
  const isCallers = lock !== undefined && watch?.isCallersLock === true;
  const what = isCallers ? 'cannot be written now' : `did not hold still for ${waitedMs} ms`;
  const message = `${basename(path)} ${what}: ${why}.`;
  const hint = lock === undefined ? {} : { hint: lockHint(lock, isCallers) };
  return new LodestarError('SPEC_BUSY', message, {
    details: { path, ...(lock === undefined ? {} : { lock: lock.path }) },
    ...hint,
  });
}

/**
 * Reads the spec as it stood at one instant, although Git's checkout and editors write it in pieces: size, times and
 * inode agree before and after, nobody has written into it just now, and Git's `index.lock` is not there in between, or
 * has stood for long.
 * @throws LodestarError `SPEC_BUSY` when it did not hold still before the deadline; `SPEC_INVALID` for its encoding or
 * size; `NOT_A_WORKSPACE` when there is no such file; `FILE_NOT_FOUND` when it is a link to nothing; that or `RUNTIME_IO` when
 * the system refuses.
 */
export async function readSpecText(path: string, options: ReadOptions = {}): Promise<SpecText> {
  const { maxBytes = DEFAULT_MAX_BYTES, deadlineMs = DEFAULT_DEADLINE_MS, toWrite = false } = options;
  const deadlineAt = performance.now() + deadlineMs;
  const stopwatch = new Stopwatch();
  for (;;) {
    const attempt = attemptRead(path, maxBytes, options);
    const isWaitedFor = toWrite && attempt.lock !== undefined;
    const restMs = attempt.kind === 'read' ? unrestMs(attempt.identity, options.watch) : 0;
    const settled = isSettled(attempt, stopwatch) && !isWaitedFor && restMs === 0;
    if (settled && attempt.kind === 'read') {
      return toSpecText(attempt, path);
    }
    if (settled) {
      throw danglingLink(path) ?? new LodestarError('NOT_A_WORKSPACE', `There is no ${path}.`);
    }
    // Git keeps its lock for as long as the hook runs that would wait for it.
    const isInVain = isWaitedFor && options.watch?.isCallersLock === true;
    if (isInVain || performance.now() >= deadlineAt) {
      throw busy(path, attempt, options);
    }
    await sleep(Math.max(PAUSE_MS, restMs));
  }
}
