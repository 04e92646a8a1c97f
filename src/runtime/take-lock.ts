import { setTimeout as delay } from 'node:timers/promises';
import type { Modes } from './modes.ts';
import { WaitingLine } from './waiting-line.ts';

export interface TakeLockOptions {
  /** The folder of those who wait for this lock. */
  readonly lineFolder: string;
  readonly modes: Modes;
  /** How long to wait. */
  readonly deadlineMs: number;
  /** Called before each wait: what it throws ends the waiting. */
  readonly beforeWaiting?: () => Promise<void>;
}

/** Who has waited for so long takes a place in the line: where few compete, making one costs more than it gives. */
const JOINS_AFTER_MS = 50;
/** A line of so many is not passed by who comes anew. */
const LONG_LINE = 4;
/** One who is about to ask may just have been killed: so more than the first of the line ask. */
const ASKING = 2;
/** What a holder takes, as long as nothing is known of those who wait now. */
const TURN_MS = 8;
/** A lock that is soon free is asked for at such short intervals. */
const SHORTEST_WAIT_MS = 2;
/** Those in front may all have been killed: so everybody asks at least so often. */
const LONGEST_WAIT_MS = 200;

/** Around the mean, so that those who wait do not ask in step. */
function drawn(meanMs: number): number {
  return meanMs * (0.5 + Math.random());
}

/** How one of those who wait sees the line move. */
class Patience {
  readonly #line: WaitingLine;
  #joinedAtMs = 0;
  #aheadAtFirst = 0;

  constructor(line: WaitingLine) {
    this.#line = line;
  }

  join(ahead: number, nowMs: number): void {
    this.#line.join();
    this.#joinedAtMs = nowMs;
    this.#aheadAtFirst = ahead;
  }

  /** Looks again when half of those ahead should have had their turn; the next ones ask a few times a turn. */
  waitMs(ahead: number, nowMs: number): number {
    const turns = Math.max(1, this.#aheadAtFirst - ahead);
    const turnMs = this.#line.isJoined ? Math.max(TURN_MS, (nowMs - this.#joinedAtMs) / turns) : TURN_MS;
    const wantedMs = ahead < ASKING ? Math.min(turnMs / 4, TURN_MS) : (ahead * turnMs) / 2;
    return drawn(Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, wantedMs)));
  }
}

/**
 * Asks for a lock until `attempt` has it (true), or the time is over (false); those who wait get it roughly in the order
 * in which they came. Without a line, sixty-four writers on two cores spent most of the processor's time on asking, the
 * holder hardly ran, and who had just had the lock got it again: some waited ten seconds in vain.
 */
export async function takeLock(options: TakeLockOptions, attempt: () => boolean): Promise<boolean> {
  const line = new WaitingLine(options.lineFolder, options.modes);
  const patience = new Patience(line);
  const began = performance.now();
  let askedAt = began;
  try {
    for (let looks = 0; ; looks += 1) {
      const ahead = line.countAhead();
      const nowMs = performance.now();
      const isOver = nowMs - began > options.deadlineMs;
      const isNext = ahead < (line.isJoined ? ASKING : LONG_LINE);
      if (isNext || isOver || nowMs - askedAt >= LONGEST_WAIT_MS) {
        askedAt = nowMs;
        if (attempt()) {
          return true;
        }
      }
      if (isOver) {
        return false;
      }
      await options.beforeWaiting?.();
      if (!line.isJoined && (!isNext || nowMs - began >= JOINS_AFTER_MS)) {
        patience.join(ahead, nowMs);
      }
      const waitMs = patience.waitMs(ahead, nowMs);
      // What ends the waiting is most often what the present holder does.
      await delay(
        options.beforeWaiting === undefined ? waitMs : Math.min(waitMs, drawn(TURN_MS * 2 ** looks)),
      );
    }
  } finally {
    line.leave();
  }
}
