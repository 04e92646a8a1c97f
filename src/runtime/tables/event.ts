import type { EventType, LodestarEvent } from '../../model/event.ts';
import type { ApplyTx, QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import { parseStored } from '../stored-value.ts';

/** An event as its row is. */
export interface EventRow {
  readonly seq: number;
  readonly origin: string;
  readonly n: number;
  readonly at: number;
  readonly clock: number;
  readonly actor: string;
  readonly via: string | null;
  readonly type: string;
  readonly task_id: string | null;
  readonly data: string;
}

const EVENT_COLUMNS = [
  'seq',
  'origin',
  'n',
  'at',
  'clock',
  'actor',
  'via',
  'type',
  'task_id',
  'data',
] as const;

/** Only `append` writes events, checked by type, so that their data is what their type says. */
export function eventOfRow(row: EventRow): LodestarEvent {
  const { seq, origin, n, at, clock, actor, via, task_id: taskId } = row;
  const data = parseStored(row.data);
  return { seq, origin, n, at, clock, actor, via, type: row.type, taskId, data } as LodestarEvent;
}

const selectLastSeq = statement('event.selectLastSeq')((db) =>
  db.selectFrom('event').select((eb) => eb.fn.coalesce(eb.fn.max('seq'), eb.lit(0)).as('seq')),
);

export async function getLastSeq(tx: QueryTx): Promise<number> {
  return (await tx.get(selectLastSeq, {}))?.seq ?? 0;
}

const selectPosition = statement<{ origin: string }>('event.selectPosition')((db, param) =>
  db.selectNoFrom((eb) => [
    eb
      .selectFrom('event')
      .select((e) => e.fn.coalesce(e.fn.max('clock'), e.lit(0)).as('clock'))
      .as('clock'),
    eb
      .selectFrom('event')
      .select((e) => e.fn.coalesce(e.fn.max('n'), e.lit(0)).as('n'))
      .where('origin', '=', param('origin'))
      .as('n'),
  ]),
);

/** The clock of the newest event of all and the number of the newest of an origin, 0 where there is none. */
export async function getLogPosition(tx: QueryTx, origin: string): Promise<{ clock: number; n: number }> {
  const row = await tx.get(selectPosition, { origin });
  return { clock: row?.clock ?? 0, n: row?.n ?? 0 };
}

type NewRow = Omit<EventRow, 'seq'>;

const insertNewEvent = statement<NewRow>('event.insertNewEvent')((db, param) =>
  db.insertInto('event').values({
    origin: param('origin'),
    n: param('n'),
    at: param('at'),
    clock: param('clock'),
    actor: param('actor'),
    via: param('via'),
    type: param('type'),
    task_id: param('task_id'),
    data: param('data'),
  }),
);

/** Adds an event at the end of the log; its `seq`. */
export async function insertEvent(tx: ApplyTx, row: NewRow): Promise<number> {
  return await tx.insert(insertNewEvent, row);
}

/** What of the log is wanted; what is left out does not limit. */
export interface EventFilter {
  readonly task?: string;
  readonly actor?: string;
  readonly type?: EventType;
  /** Wall clock in epoch milliseconds: events at or after it. */
  readonly since?: number;
  /** A cursor: only what lies beyond this `seq`, in the order asked for. */
  readonly afterSeq?: number;
  readonly limit?: number;
  /** Oldest first unless `newest` is asked for. */
  readonly order?: 'oldest' | 'newest';
}

interface FilterParams {
  readonly task: string | null;
  readonly actor: string | null;
  readonly type: string | null;
  readonly since: number;
  readonly low: number;
  readonly high: number;
  readonly limit: number;
}

function declareList(order: 'asc' | 'desc', ofTask: boolean) {
  return statement<FilterParams>(`event.list.${order}.${ofTask ? 'task' : 'all'}`)((db, param, sql) => {
    const query = db
      .selectFrom('event')
      .select(EVENT_COLUMNS)
      .where('seq', '>', param('low'))
      .where('seq', '<', param('high'))
      .where('at', '>=', param('since'))
      .where(sql<boolean>`(${param('actor')} IS NULL OR actor = ${param('actor')})`)
      .where(sql<boolean>`(${param('type')} IS NULL OR type = ${param('type')})`)
      .orderBy('seq', order)
      .limit(sql<number>`${param('limit')} + 0`);
    return ofTask ? query.where('task_id', '=', param('task')) : query;
  });
}

const LISTS = {
  oldest: { all: declareList('asc', false), ofTask: declareList('asc', true) },
  newest: { all: declareList('desc', false), ofTask: declareList('desc', true) },
};

const countFiltered = statement<Omit<FilterParams, 'limit'>>('event.countFiltered')((db, param, sql) =>
  db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('seq', '>', param('low'))
    .where('seq', '<', param('high'))
    .where('at', '>=', param('since'))
    .where(sql<boolean>`(${param('task')} IS NULL OR task_id = ${param('task')})`)
    .where(sql<boolean>`(${param('actor')} IS NULL OR actor = ${param('actor')})`)
    .where(sql<boolean>`(${param('type')} IS NULL OR type = ${param('type')})`),
);

function filterParams(filter: EventFilter): FilterParams {
  const { order = 'oldest', afterSeq } = filter;
  return {
    task: filter.task ?? null,
    actor: filter.actor ?? null,
    type: filter.type ?? null,
    since: filter.since ?? Number.MIN_SAFE_INTEGER,
    low: order === 'oldest' ? (afterSeq ?? 0) : 0,
    high: order === 'newest' ? (afterSeq ?? Number.MAX_SAFE_INTEGER) : Number.MAX_SAFE_INTEGER,
    limit: filter.limit ?? Number.MAX_SAFE_INTEGER,
  };
}

/** The events that a filter lets through, in the order of their arrival or, newest first, against it. */
export async function listEvents(tx: QueryTx, filter: EventFilter = {}): Promise<LodestarEvent[]> {
  const lists = LISTS[filter.order ?? 'oldest'];
  const rows = await tx.all(filter.task === undefined ? lists.all : lists.ofTask, filterParams(filter));
  return rows.map(eventOfRow);
}

const selectNewestOfType = statement<{ taskId: string; type: string }>('event.selectNewestOfType')(
  (db, param) =>
    db
      .selectFrom('event')
      .select(EVENT_COLUMNS)
      .where('task_id', '=', param('taskId'))
      .where('type', '=', param('type'))
      .orderBy('seq', 'desc')
      .limit((eb) => eb.lit(1)),
);

/** The newest event of one type on a task. */
export async function newestEventOf<Type extends EventType>(
  tx: QueryTx,
  { taskId, type }: { readonly taskId: string; readonly type: Type },
): Promise<Extract<LodestarEvent, { type: Type }> | undefined> {
  const row = await tx.get(selectNewestOfType, { taskId, type });
  return row === undefined ? undefined : (eventOfRow(row) as Extract<LodestarEvent, { type: Type }>);
}

const countOfTask = statement<{ task: string; low: number; high: number }>('event.countOfTask')((db, param) =>
  db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('task_id', '=', param('task'))
    .where('seq', '>', param('low'))
    .where('seq', '<', param('high')),
);

/**
 * How many events a filter lets through, whatever its limit. Without a filter it is told from their numbers, which have
 * gaps only where a recovery lost some: a log of years is not counted row by row.
 */
export async function countEvents(tx: QueryTx, filter: EventFilter = {}): Promise<number> {
  const params = filterParams(filter);
  const { task, actor, type, low, high } = params;
  if (actor !== null || type !== null || filter.since !== undefined) {
    return (await tx.get(countFiltered, params))?.count ?? 0;
  }
  if (task !== null) {
    return (await tx.get(countOfTask, { task, low, high }))?.count ?? 0;
  }
  return Math.max(0, Math.min(high - 1, await getLastSeq(tx)) - low);
}

const selectInFoldOrder = statement<{ limit: number; clock: number; origin: string; n: number }>(
  'event.selectInFoldOrder',
)((db, param, sql) =>
  db
    .selectFrom('event')
    .select(EVENT_COLUMNS)
    .where(sql<boolean>`(clock, origin, n) > (${param('clock')}, ${param('origin')}, ${param('n')})`)
    .orderBy('clock')
    .orderBy('origin')
    .orderBy('n')
    .limit(sql<number>`${param('limit')} + 0`),
);

/** So many events are read at a time where all of them are wanted. */
const FOLD_PAGE = 500;

/** Every event in the order in which `apply` folds them: `(clock, origin, n)`. */
export async function* eventsInFoldOrder(tx: QueryTx): AsyncGenerator<LodestarEvent> {
  let after = { clock: Number.MIN_SAFE_INTEGER, origin: '', n: 0 };
  for (;;) {
    const rows = await tx.all(selectInFoldOrder, { ...after, limit: FOLD_PAGE });
    for (const row of rows) {
      yield eventOfRow(row);
    }
    const last = rows.at(-1);
    if (last === undefined) {
      return;
    }
    after = { clock: last.clock, origin: last.origin, n: last.n };
  }
}
