import { EVENT_SCOPE, type LodestarEvent } from '../model/event.ts';
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
/** Rows are looked for one by one up to here where nothing sensible says how many there were, and no further than this beyond the last one found. */
const BLIND_SEARCH = 10_000;
const MAX_SEARCH = 1_000_000;
const COLUMNS = 'seq, origin, n, at, clock, actor, via, type, task_id, data';

/** Reading a damaged database fails in any place and in many ways; what fails is passed over. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function isSensible(row: EventRow): boolean {
  const numbers = [row.seq, row.n, row.at, row.clock];
  const texts = [row.origin, row.actor, row.type, row.data];
  return (
    numbers.every((each) => Number.isSafeInteger(each)) &&
    texts.every((each) => typeof each === 'string') &&
    Object.hasOwn(EVENT_SCOPE, row.type)
  );
}

/** A page of another table in the place of one of the log has rows whose numbers are those of true ones: these stay. */
function keep(row: EventRow, into: Map<number, EventRow>): void {
  if (isSensible(row) && !into.has(row.seq)) {
    into.set(row.seq, row);
  }
}

type Direction = 'up' | 'down';

/** Reads rows from one end of the table until the first that cannot be read. */
function readFrom(connection: Connection, direction: Direction, into: Map<number, EventRow>): void {
  const [compare, order] = direction === 'up' ? ['>', 'ASC'] : ['<', 'DESC'];
  const sql = `SELECT ${COLUMNS} FROM event NOT INDEXED WHERE seq ${compare} ? ORDER BY seq ${order} LIMIT ?`;
  let from = direction === 'up' ? 0 : Number.MAX_SAFE_INTEGER;
  for (let limit = PAGE; ;) {
    const rows = attempt(() => connection.all<EventRow>(sql, [from, limit]));
    if (rows === undefined && limit > 1) {
      limit = 1;
      continue;
    }
    const last = rows?.at(-1);
    const isOnward = last !== undefined && (direction === 'up' ? last.seq > from : last.seq < from);
    if (rows === undefined || !isOnward || into.has(last.seq)) {
      return;
    }
    for (const row of rows) {
      keep(row, into);
    }
    from = last.seq;
  }
}

/** The greatest `seq` that was ever given, `undefined` when that cannot be read. */
function lastGivenSeq(connection: Connection): number | undefined {
  const sql = "SELECT seq FROM sqlite_sequence WHERE name = 'event'";
  const seq = attempt(() => connection.get<{ seq: number }>(sql))?.seq;
  return Number.isSafeInteger(seq) ? seq : undefined;
}

function hasEventTable(connection: Connection): boolean {
  return attempt(() => connection.all('SELECT seq FROM event LIMIT 0')) !== undefined;
}

function readSingly(connection: Connection, end: number, into: Map<number, EventRow>): void {
  const sql = `SELECT ${COLUMNS} FROM event NOT INDEXED WHERE seq = ?`;
  for (let seq = 1; seq <= end; seq += 1) {
    const row = into.has(seq) ? undefined : attempt(() => connection.get<EventRow>(sql, [seq]));
    if (row !== undefined) {
      keep(row, into);
    }
  }
}

function highestOf(rows: ReadonlyMap<number, EventRow>): number {
  return [...rows.keys()].reduce((most, seq) => Math.max(most, seq), 0);
}

function readRows(connection: Connection): { rows: EventRow[]; highest: number } {
  const rows = new Map<number, EventRow>();
  if (!hasEventTable(connection)) {
    return { rows: [], highest: 0 };
  }
  readFrom(connection, 'up', rows);
  readFrom(connection, 'down', rows);
  const found = highestOf(rows);
  const given = lastGivenSeq(connection);
  const isPlausible = given !== undefined && given >= found && given <= found + MAX_SEARCH;
  const highest = isPlausible ? given : Math.max(found, BLIND_SEARCH);
  if (rows.size < highest) {
    readSingly(connection, highest, rows);
  }
  return { rows: [...rows.values()], highest: isPlausible ? given : highestOf(rows) };
}

function readEvents(connection: Connection): { events: LodestarEvent[]; lostEvents: number } {
  const { rows, highest } = readRows(connection);
  const events = rows
    .sort((a, b) => a.seq - b.seq)
    .map((row) => attempt(() => eventOfRow(row)))
    .filter((event) => event !== undefined);
  return { events, lostEvents: Math.max(highest, rows.length) - events.length };
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
