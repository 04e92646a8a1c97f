import { EVENT_SCOPE, type EventType, type LodestarEvent } from '../model/event.ts';
import { Connection, type SqlValue } from './connection.ts';
import { eventOfRow, type EventRow } from './tables/event.ts';

/** What could be read of a damaged runtime. */
export interface Salvage {
  /** By `seq`, without those that could not be read or made no sense. */
  readonly events: readonly LodestarEvent[];
  /** Events that must have been there, by their numbers, and could not be used. */
  readonly lostEvents: number;
  readonly reservations: readonly { readonly prefix: string; readonly last: number }[];
  /** The last fence that was given, 0 when it could not be read: the wall clock takes its place. */
  readonly fence: number;
}

const PAGE = 200;
/** So many rows after the last readable one are looked for one by one, where nothing says how many there were. */
const BLIND_SEARCH = 10_000;
const COLUMNS = 'seq, origin, n, at, clock, actor, via, type, task_id, data';

/** Reading a damaged database fails in any place and in many ways; what fails is passed over. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

type Direction = 'up' | 'down';

/** Reads rows from one end of the table until the first that cannot be read. */
function readFrom(connection: Connection, direction: Direction, into: Map<number, EventRow>): void {
  const [compare, order] = direction === 'up' ? ['>', 'ASC'] : ['<', 'DESC'];
  const sql = `SELECT ${COLUMNS} FROM event NOT INDEXED WHERE seq ${compare} ? ORDER BY seq ${order} LIMIT ?`;
  let from = direction === 'up' ? 0 : Number.MAX_SAFE_INTEGER;
  for (let limit = PAGE; ; ) {
    const rows = attempt(() => connection.all<EventRow>(sql, [from, limit]));
    if (rows === undefined && limit > 1) {
      limit = 1;
      continue;
    }
    const last = rows?.at(-1);
    if (rows === undefined || last === undefined || into.has(last.seq)) {
      return;
    }
    for (const row of rows) {
      into.set(row.seq, row);
    }
    from = last.seq;
  }
}

function highestSeq(connection: Connection, found: ReadonlyMap<number, EventRow>): number {
  const known = [...found.keys()].reduce((most, seq) => Math.max(most, seq), 0);
  const sql = "SELECT seq FROM sqlite_sequence WHERE name = 'event'";
  const counted = attempt(() => connection.get<{ seq: number }>(sql))?.seq;
  return Math.max(known, counted ?? 0);
}

function readSingly(connection: Connection, end: number, into: Map<number, EventRow>): void {
  const sql = `SELECT ${COLUMNS} FROM event NOT INDEXED WHERE seq = ?`;
  for (let seq = 1; seq <= end; seq += 1) {
    const row = into.has(seq) ? undefined : attempt(() => connection.get<EventRow>(sql, [seq]));
    if (row !== undefined) {
      into.set(row.seq, row);
    }
  }
}

function isSensible(row: EventRow): boolean {
  const numbers = [row.seq, row.n, row.at, row.clock];
  const texts = [row.origin, row.actor, row.type, row.data];
  return (
    numbers.every((each) => Number.isSafeInteger(each)) &&
    texts.every((each) => typeof each === 'string') &&
    Object.hasOwn(EVENT_SCOPE, row.type as EventType)
  );
}

function readEvents(connection: Connection): { events: LodestarEvent[]; lostEvents: number } {
  const rows = new Map<number, EventRow>();
  readFrom(connection, 'up', rows);
  readFrom(connection, 'down', rows);
  const highest = highestSeq(connection, rows);
  if (rows.size < highest || rows.size === 0) {
    readSingly(connection, Math.max(highest, BLIND_SEARCH), rows);
  }
  const events = [...rows.values()]
    .filter(isSensible)
    .sort((a, b) => a.seq - b.seq)
    .map((row) => attempt(() => eventOfRow(row)))
    .filter((event) => event !== undefined);
  return { events, lostEvents: Math.max(highest, rows.size) - events.length };
}

function readAll<Row>(connection: Connection, sql: string, values: readonly SqlValue[] = []): Row[] {
  return attempt(() => connection.all<Row>(sql, values)) ?? [];
}

/** Reads what can be read of a damaged database, without writing it. */
export function salvage(path: string): Salvage {
  const connection = attempt(() => new Connection(path, { mustExist: true, readonly: true }));
  if (connection === undefined) {
    return { events: [], lostEvents: 0, reservations: [], fence: 0 };
  }
  try {
    const reservations = readAll<{ prefix: string; last: number }>(
      connection,
      'SELECT prefix, last FROM id_reservation',
    ).filter((row) => typeof row.prefix === 'string' && Number.isSafeInteger(row.last));
    const fence = readAll<{ fence: number }>(connection, 'SELECT fence FROM meta')[0]?.fence ?? 0;
    return { ...readEvents(connection), reservations, fence: Number.isSafeInteger(fence) ? fence : 0 };
  } finally {
    connection.close();
  }
}
