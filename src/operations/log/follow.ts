import { setTimeout as delay } from 'node:timers/promises';
import { listEvents, type EventFilter } from '../../runtime/tables/event.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { RuntimeContext } from '../context.ts';
import { eventEntry, type EventEntry } from './event-entry.ts';
import { logFilter, readLog, type LogInput } from './log.ts';

/** Soon enough for who watches, and next to nothing for the machine. */
const POLL_MS = 500;

/** So many events are read at a time; more wait for the next reading, without a pause. */
const PAGE = 500;

/** How far the log was read. */
interface Position {
  readonly epoch: string;
  readonly seq: number;
}

interface Page {
  readonly events: readonly EventEntry[];
  readonly position: Position;
}

async function readPage(tx: ReadTx, filter: EventFilter, seen: Position): Promise<Page> {
  // Another epoch is another log (a reset, a restore): its numbers begin anew.
  const afterSeq = tx.epoch === seen.epoch ? seen.seq : 0;
  const events = await listEvents(tx, { ...filter, afterSeq, limit: PAGE, order: 'oldest' });
  const last = events.length < PAGE ? await tx.lastSeq() : (events.at(-1)?.seq ?? afterSeq);
  return { events: events.map(eventEntry), position: { epoch: tx.epoch, seq: last } };
}

/**
 * The log as it grows, without an end: first what `readLog` gives for the same input, then every event that fits, as soon
 * as it is seen. Errors: those of `readLog`.
 */
export async function* followLog(context: RuntimeContext, input: LogInput): AsyncGenerator<EventEntry> {
  const filter = await logFilter(context, input);
  const start = await context.runtime.read(async (tx) => ({ epoch: tx.epoch, seq: await tx.lastSeq() }));
  const first = await readLog(context, input);
  yield* first.data.events;
  let position: Position = { epoch: start.epoch, seq: first.data.cursor ?? start.seq };
  for (;;) {
    const page = await context.runtime.read(async (tx) => await readPage(tx, filter, position));
    yield* page.events;
    position = page.position;
    if (page.events.length < PAGE) {
      await delay(POLL_MS);
    }
  }
}
