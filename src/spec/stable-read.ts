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
import { decodeSpec } from './decode.ts';
import { ProblemCollector } from './problem-collector.ts';
import { specInvalid } from './spec-invalid.ts';
import { sha256 } from '../util/crypto.ts';

/** Tells whether a file is the same as at an earlier look; decimal text, because nanoseconds do not fit a number. */
export interface FileIdentity {
  readonly size: number;
  readonly mtimeNs: string;
  readonly ctimeNs: string;
  readonly ino: string;
}

/** What the workspace knows of the checkout that the spec is in; this folder knows nothing of Git. */
export interface CheckoutWatch {
  /** Whether Git is changing files of this worktree now (`index.lock` is there). */
  isIndexLocked(): boolean;
  /** What HEAD says, as one comparable text. */
  head(): string;
}

export interface SpecText {
  /** Real path: no part of it is a link. */
  readonly path: string;
  /** As in the file: a byte order mark and CRLF stay. */
  readonly text: string;
  readonly identity: FileIdentity;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
}

export interface ReadOptions {
  readonly watch?: CheckoutWatch | undefined;
  readonly maxBytes?: number;
  readonly deadlineMs?: number;
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

/** File systems that keep nanoseconds stamp by the kernel's tick, of 10 ms at most; the rest by 1 or 2 seconds. */
const FINE_GRAIN_MS = 50;
const COARSE_GRAIN_MS = 2000;

const NS_PER_MS = 1_000_000n;
const NS_PER_SECOND = 1_000_000_000n;

function identityOf(stats: BigIntStats): FileIdentity {
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
  const ctimeNs = BigInt(identity.ctimeNs);
  const grainMs = ctimeNs % NS_PER_SECOND === 0n ? COARSE_GRAIN_MS : FINE_GRAIN_MS;
  return nowMs - Number(ctimeNs / NS_PER_MS) < grainMs;
}

type Attempt =
  | { readonly kind: 'read'; readonly path: string; readonly bytes: Buffer; readonly identity: FileIdentity }
  /** `why` ends the sentence that the caller is told when the deadline has passed. */
  | { readonly kind: 'moved'; readonly why: string }
  | { readonly kind: 'missing' };

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

function refuseUnreadable(path: string, stats: BigIntStats, maxBytes: number): void {
  if (!stats.isFile()) {
    throw new LodestarError('FILE_NOT_FOUND', `${path} is not a regular file.`);
  }
  if (stats.size > BigInt(maxBytes)) {
    const message = `the file has ${stats.size} bytes, and ${maxBytes} are allowed`;
    const hint = 'Raise `spec.max_size` in config.yaml if this is a spec.';
    const problem = { code: 'SPEC_TOO_LARGE', message, offset: 0, hint } as const;
    throw specInvalid([new ProblemCollector(path, '').place(problem)]);
  }
}

function readOnce(path: string, maxBytes: number, watch: CheckoutWatch | undefined): Attempt {
  const realPath = realpathSync.native(path);
  // A pipe would otherwise block until somebody writes to it.
  const descriptor = openSync(realPath, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const before = fstatSync(descriptor, { bigint: true });
    refuseUnreadable(realPath, before, maxBytes);
    const bytes = readBytes(descriptor, Number(before.size));
    if (watch?.isIndexLocked() === true) {
      return { kind: 'moved', why: 'Git is changing this worktree (its index.lock is there)' };
    }
    const identity = identityOf(before);
    const after = identityOf(fstatSync(descriptor, { bigint: true }));
    const atPath = statSync(realPath, { bigint: true });
    const held = isSameFile(identity, after) && bytes.length === after.size;
    if (!held || atPath.ino !== before.ino || atPath.dev !== before.dev) {
      return { kind: 'moved', why: 'another program keeps writing it' };
    }
    return { kind: 'read', path: realPath, bytes, identity };
  } finally {
    closeSync(descriptor);
  }
}

function attemptRead(path: string, maxBytes: number, watch: CheckoutWatch | undefined): Attempt {
  try {
    return readOnce(path, maxBytes, watch);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ESTALE') {
      const locked = watch?.isIndexLocked() === true;
      return locked
        ? { kind: 'moved', why: 'Git took it away and has not put it back' }
        : { kind: 'missing' };
    }
    if (error instanceof LodestarError || code === undefined) {
      throw error;
    }
    const transient = code === 'EMFILE' || code === 'ENFILE' || code === 'EIO';
    const message = `Cannot read ${path}: ${(error as Error).message}`;
    throw new LodestarError(transient ? 'RUNTIME_IO' : 'FILE_NOT_FOUND', message, { cause: error });
  }
}

function toSpecText(
  { path, bytes, identity }: Extract<Attempt, { kind: 'read' }>,
  shownPath: string,
): SpecText {
  const decoded = decodeSpec(bytes, shownPath);
  if (!decoded.ok) {
    throw specInvalid([decoded.problem]);
  }
  return { path, text: decoded.text, identity, hash: sha256(bytes) };
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

/** Whether what an attempt met is final: content is, an absent or empty file only when it stays so. */
function isSettled(attempt: Attempt, stopwatch: Stopwatch): boolean {
  switch (attempt.kind) {
    case 'moved':
      stopwatch.reset();
      return false;
    case 'missing':
      return stopwatch.elapsedMs('missing') >= MISSING_FOR_MS;
    case 'read':
      return (
        attempt.bytes.length > 0 || stopwatch.elapsedMs(JSON.stringify(attempt.identity)) >= EMPTY_FOR_MS
      );
  }
}

/**
 * Reads the spec as it stood at one instant, although Git's checkout and editors write it in pieces: size, times and
 * inode agree before and after, and Git's `index.lock` is not there in between.
 * @throws LodestarError `SPEC_BUSY` when it did not hold still before the deadline; `SPEC_INVALID` for its encoding or
 * size; `NOT_A_WORKSPACE` when there is no such file; `FILE_NOT_FOUND` or `RUNTIME_IO` when the system refuses.
 */
export async function readSpecText(path: string, options: ReadOptions = {}): Promise<SpecText> {
  const { watch, maxBytes = DEFAULT_MAX_BYTES, deadlineMs = DEFAULT_DEADLINE_MS } = options;
  const deadlineAt = performance.now() + deadlineMs;
  const stopwatch = new Stopwatch();
  for (;;) {
    const attempt = attemptRead(path, maxBytes, watch);
    const settled = isSettled(attempt, stopwatch);
    if (settled && attempt.kind === 'read') {
      return toSpecText(attempt, path);
    }
    if (settled) {
      throw new LodestarError('NOT_A_WORKSPACE', `There is no ${path}.`);
    }
    if (performance.now() >= deadlineAt) {
      const why = attempt.kind === 'moved' ? attempt.why : 'another program has just emptied or moved it';
      throw new LodestarError(
        'SPEC_BUSY',
        `${basename(path)} did not hold still for ${deadlineMs} ms: ${why}.`,
        {
          details: { path },
        },
      );
    }
    await sleep(PAUSE_MS);
  }
}
