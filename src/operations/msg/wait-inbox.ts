import { LodestarError } from '../../errors.ts';
import { parseDuration } from '../../model/duration.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { watchFiles, type FileWatch } from '../../watch/watch-files.ts';
import type { RuntimeContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';
import { readInbox, type InboxInput, type InboxResult } from './inbox.ts';

export interface WaitInput extends InboxInput {
  /** How long at most, such as `10m`; without it until something comes. */
  readonly timeout?: string | undefined;
  /** Ends the wait as a timeout does. */
  readonly signal?: AbortSignal | undefined;
}

/** A change that the system does not tell (a folder that was made anew, a file system without events) is seen so late. */
const SLOW_POLL_MS = 5000;
/** Where the system tells nothing at all, somebody still wants to be woken within a second. */
const BLIND_POLL_MS = 700;
/**
 * A commit counts when it is synchronised, which is after the last write that can be seen: a change that brought nothing
 * is looked behind so soon, and then each time after twice as long, up to `LAST_LOOK_MS`.
 */
const FIRST_LOOK_MS = 20;
const LAST_LOOK_MS = 1500;

/** How far the log was when it was looked at. */
interface Position {
  readonly epoch: string;
  readonly seq: number;
}

function requireTimeoutMs(text: string | undefined): number {
  const ms = text === undefined ? Number.POSITIVE_INFINITY : parseDuration(text);
  if (ms === undefined) {
    throw new LodestarError('INPUT_INVALID', `the timeout ${JSON.stringify(text)} is no duration`, {
      details: { field: 'timeout', value: text },
      hint: 'Write `30s`, `10m` or `1h`.',
    });
  }
  return ms;
}

async function readPosition(runtime: Runtime): Promise<Position> {
  return await runtime.read(async (tx) => ({ epoch: tx.epoch, seq: await tx.lastSeq() }));
}

/** The runtime's file and its log: a commit writes one of them. */
async function watchRuntime({ path }: Runtime): Promise<FileWatch> {
  return await watchFiles([path, `${path}-wal`]);
}

/** Watches the runtime until it is told to end; the folder that is watched may be made anew meanwhile. */
class RuntimeWatch {
  readonly #runtime: Runtime;
  #watch: FileWatch;

  constructor(runtime: Runtime, watch: FileWatch) {
    this.#runtime = runtime;
    this.#watch = watch;
  }

  /** Waits for the log to grow or to become another one, `leftMs` at most; where it is then. */
  async untilMoved(
    seen: Position,
    { leftMs, signal, look }: { leftMs: number; signal: AbortSignal | undefined; look: () => void },
  ): Promise<Position> {
    const until = performance.now() + leftMs;
    let lookMs = Number.POSITIVE_INFINITY;
    let wasToldNothing = false;
    for (;;) {
      const position = await readPosition(this.#runtime);
      const hasMoved = position.seq !== seen.seq || position.epoch !== seen.epoch;
      if (hasMoved && (wasToldNothing || this.#watch.isBlind)) {
        await this.#watchAnew();
      }
      const nowMs = performance.now();
      if (hasMoved || nowMs >= until || signal?.aborted === true) {
        return position;
      }
      const pollMs = this.#watch.isBlind ? BLIND_POLL_MS : SLOW_POLL_MS;
      const wasTold = await this.#watch.next(Math.min(pollMs, lookMs, until - nowMs), signal);
      wasToldNothing = !wasTold && lookMs > pollMs;
      lookMs = wasTold ? FIRST_LOOK_MS : lookMs * 2;
      lookMs = lookMs > LAST_LOOK_MS ? Number.POSITIVE_INFINITY : lookMs;
      look();
    }
  }

  async close(): Promise<void> {
    await this.#watch.close();
  }

  /** What was watched told nothing of what has happened. */
  async #watchAnew(): Promise<void> {
    await this.#watch.close();
    this.#watch = await watchRuntime(this.#runtime);
  }
}

/**
 * The inbox as soon as something is in it that the input asks for: at once, or when it comes. After the timeout it is
 * empty and says so. A runtime that is deleted or replaced meanwhile is waited on as well; in the new one `after` means
 * nothing. Errors: as `readInbox`, and INPUT_INVALID for the timeout.
 */
export async function waitForInbox(context: RuntimeContext, input: WaitInput): Promise<Outcome<InboxResult>> {
  const { runtime, actor } = context;
  const { signal } = input;
  const until = performance.now() + requireTimeoutMs(input.timeout);
  requireRuntime(runtime);
  const watch = new RuntimeWatch(runtime, await watchRuntime(runtime));
  try {
    let asked: InboxInput = input;
    let seen = await readPosition(runtime);
    for (;;) {
      const outcome = await readInbox(context, asked);
      const leftMs = until - performance.now();
      if (outcome.data.total > 0) {
        return outcome;
      }
      if (leftMs <= 0 || signal?.aborted === true) {
        return { ...outcome, data: { ...outcome.data, timed_out: true } };
      }
      const { epoch } = seen;
      // Who waits is alive.
      seen = await watch.untilMoved(seen, { leftMs, signal, look: () => runtime.beat(actor) });
      asked = seen.epoch === epoch ? asked : { ...asked, after: undefined };
    }
  } finally {
    await watch.close();
  }
}
