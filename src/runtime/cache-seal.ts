import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning } from '../util/is-running.ts';
import { makeFile } from './folders.ts';
import type { Modes } from './modes.ts';
import { sealOf, walOf } from './sqlite-files.ts';

/** How a file of a cache is made and sealed. */
export interface SealOptions {
  readonly modes: Modes;
  /** The present boot; empty where the system names none. */
  readonly bootId: string;
}

/** A mark that is older is of a process that was killed, whatever has its number now. */
const WRITING_MS = 10_000;
/** Who goes on writing renews its mark as often. */
const RENEW_MARK_MS = 1000;
const POLL_MS = 2;
/** Others may write the file while it is sealed: the last one has the last word. */
const MAX_SEALINGS = 10;

/** The parts of a stamp that tell which file it is of, before those that tell its state. */
const IDENTITY_PARTS = 3;

/** Numbers the marks of one process. */
let marks = 0;

function markPrefix(path: string): string {
  return `${basename(path)}-writing-`;
}

/** A process of another container seems dead, too: then its cache is made anew, and it goes on with the old one alone. */
function isOfDead(prefix: string, mark: string): boolean {
  const [pid] = mark.slice(prefix.length).split('-');
  return !isRunning(Number(pid));
}

/** Whether a process says that it is writing the file. Marks of those that were killed are removed. */
function isBeingWritten(path: string): boolean {
  const folder = dirname(path);
  const prefix = markPrefix(path);
  const names = readdirSync(folder).filter((name) => name.startsWith(prefix));
  return names.some((name) => {
    const mark = join(folder, name);
    const markedMs = statSync(mark, { throwIfNoEntry: false })?.mtimeMs;
    if (markedMs === undefined) {
      return false;
    }
    const isAtWork = Math.abs(Date.now() - markedMs) < WRITING_MS && !isOfDead(prefix, name);
    if (!isAtWork) {
      rmSync(mark, { force: true });
    }
    return isAtWork;
  });
}

/**
 * SQLite checks no content of a database, only how its pages hang together: of a cache with a flipped bit it tells wrong
 * titles, and of one with pages of two times wrong counts. So whoever has written the file notes beside it what the file
 * then was, its seal. What differs from its seal was changed by somebody else, is of another boot (nothing of a cache is
 * synced, so that a power cut leaves any mixture of its pages), or was left by a process that was killed: it is made anew.
 *
 * A process moves what the WAL holds into the file when it commits much, or is the last one to close it. Until it has
 * sealed the file again, a mark tells others to wait.
 */
export class CacheSeal {
  readonly #path: string;
  readonly #options: SealOptions;
  /** As this process last saw or wrote it. */
  #known: string | undefined;
  #mark: string | undefined;
  #markedAtMs = -Infinity;

  constructor(path: string, options: SealOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** Whether the file is as it was sealed. */
  isValid(): boolean {
    const stamp = this.#stamp();
    this.#known = stamp !== undefined && this.#read() === stamp ? stamp : undefined;
    return this.#known !== undefined;
  }

  /** As `isValid`, but waits for those who are writing the file. */
  async holds(): Promise<boolean> {
    while (!this.isValid()) {
      const before = this.#stamp();
      // Marks are looked at between two looks at the file: who wrote and sealed it meanwhile has none any more.
      if (!isBeingWritten(this.#path) && this.#stamp() === before) {
        return this.isValid();
      }
      await delay(POLL_MS);
    }
    return true;
  }

  /** Seals the file that this process just made. */
  put(): void {
    const stamp = this.#stamp();
    this.#known = stamp === undefined ? undefined : identityIn(stamp);
    this.renew();
  }

  /** Tells others that this process may write the file from now on. Failing to is silent: they may then make it anew. */
  mark(): void {
    if (this.#known === undefined || performance.now() - this.#markedAtMs < RENEW_MARK_MS) {
      return;
    }
    try {
      this.#unmark();
      marks += 1;
      const mark = join(dirname(this.#path), `${markPrefix(this.#path)}${process.pid}-${marks}`);
      makeFile(mark, this.#options.modes);
      this.#mark = mark;
      this.#markedAtMs = performance.now();
    } catch {
      // Nobody has to be told.
    }
  }

  /** As `mark`, where closing the file as the last one would write it. */
  markBeforeClose(): void {
    try {
      if ((statSync(walOf(this.#path), { throwIfNoEntry: false })?.size ?? 0) > 0) {
        this.mark();
      }
    } catch {
      // Nobody has to be told.
    }
  }

  /**
   * Seals the file as it is now, where it is another than it was. Failing to is silent: it is then made anew by who comes
   * next. Another file that is there by now is not this process's to seal.
   */
  renew(): void {
    try {
      for (let turn = 0; turn < MAX_SEALINGS && this.#known !== undefined; turn += 1) {
        const stamp = this.#stamp();
        if (stamp === undefined || stamp === this.#known || identityIn(stamp) !== identityIn(this.#known)) {
          break;
        }
        this.#write(stamp);
        this.#known = stamp;
      }
    } catch {
      this.#known = undefined;
    }
  }

  /** The file is closed: seals it, and takes the mark away. */
  end(): void {
    this.renew();
    this.#known = undefined;
    this.#unmark();
  }

  #unmark(): void {
    if (this.#mark !== undefined) {
      try {
        rmSync(this.#mark, { force: true });
      } catch {
        // It counts for some seconds more, and is then removed by who looks for marks.
      }
      this.#mark = undefined;
      this.#markedAtMs = -Infinity;
    }
  }

  /** What the file is now: of which boot, which file, and its state. `undefined` where there is none. */
  #stamp(): string | undefined {
    const stats = statSync(this.#path, { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) {
      return undefined;
    }
    const { ino, birthtimeNs, size, mtimeNs, ctimeNs } = stats;
    return [this.#options.bootId, ino, birthtimeNs, size, mtimeNs, ctimeNs].join(' ');
  }

  #read(): string | undefined {
    try {
      return readFileSync(sealOf(this.#path)).toString('utf8');
    } catch {
      return undefined;
    }
  }

  /** A link in its place is not followed: a repository could have put it there. */
  #write(seal: string): void {
    const path = sealOf(this.#path);
    makeFile(path, this.#options.modes);
    const descriptor = openSync(path, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
    try {
      writeSync(descriptor, seal);
    } finally {
      closeSync(descriptor);
    }
  }
}

function identityIn(stamp: string): string {
  return stamp.split(' ', IDENTITY_PARTS).join(' ');
}
