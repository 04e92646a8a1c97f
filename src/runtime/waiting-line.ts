import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from '../util/is-running.ts';
import { makeFolder } from './folders.ts';
import type { Modes } from './modes.ts';

/** Longer than anybody waits. */
const FORGOTTEN_AFTER_NS = 20_000_000_000n;
/** Of nanoseconds since the boot: room for centuries, and the order of the names is that of the times. */
const DIGITS = 20;

function clockDigits(ns: bigint): string {
  return String(ns < 0n ? 0n : ns).padStart(DIGITS, '0');
}

/** Whose process was killed while it waited. One in another container seems so too, and then only loses its place. */
function isAbandoned(ticket: string): boolean {
  const [, pid] = ticket.split('-');
  return !isRunning(Number(pid));
}

let ticketsTaken = 0;

/**
 * Who waits for a lock, in the order of coming: a folder with an empty file for each. It decides nothing but who asks
 * first, so that all of it may fail or be removed: the lock is the lock.
 */
export class WaitingLine {
  readonly #folder: string;
  readonly #modes: Modes;
  #ticket: string | undefined;

  constructor(folder: string, modes: Modes) {
    this.#folder = folder;
    this.#modes = modes;
  }

  get isJoined(): boolean {
    return this.#ticket !== undefined;
  }

  /** How many came before; for who has not joined, how many there are. */
  countAhead(): number {
    const names = this.#list();
    if (names.length === 0) {
      return 0;
    }
    const nowNs = process.hrtime.bigint();
    const oldest = clockDigits(nowNs - FORGOTTEN_AFTER_NS);
    // Later than any that was taken by now. A ticket of the future is of before this boot: the clock began anew.
    const newest = clockDigits(nowNs + 1n);
    const present = names.filter((name) => {
      const isForgotten = name < oldest || name > newest || isAbandoned(name);
      if (isForgotten) {
        this.#remove(name);
      }
      return !isForgotten;
    });
    return present.filter((name) => name < (this.#ticket ?? newest)).length;
  }

  join(): void {
    ticketsTaken += 1;
    const ticket = `${clockDigits(process.hrtime.bigint())}-${process.pid}-${ticketsTaken}`;
    this.#ticket = ticket;
    try {
      makeFolder(this.#folder, this.#modes);
      writeFileSync(join(this.#folder, ticket), '', { flag: 'wx', mode: this.#modes.file });
    } catch {
      // Without a place that others see, it waits behind those that it sees.
    }
  }

  leave(): void {
    if (this.#ticket !== undefined) {
      this.#remove(this.#ticket);
      this.#ticket = undefined;
    }
  }

  #list(): readonly string[] {
    try {
      // Most often nobody has waited yet: to find out by a throw would take longer than the lock.
      return existsSync(this.#folder) ? readdirSync(this.#folder) : [];
    } catch {
      return [];
    }
  }

  #remove(name: string): void {
    try {
      rmSync(join(this.#folder, name), { force: true });
    } catch {
      // Its age will tell.
    }
  }
}
