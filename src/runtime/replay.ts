import type { LodestarEvent } from '../model/event.ts';
import { applyEvent } from './apply/registry.ts';
import { Connection, type SqlValue } from './connection.ts';
import type { TableName } from './database.ts';
import { migrate } from './migrate.ts';
import { PROJECTED_TABLES } from './migrations/table-kinds.ts';
import { StatementRunner, type RawTx } from './statement-runner.ts';
import { StoredValueError } from './stored-value.ts';
import { eventsInFoldOrder } from './tables/event.ts';

type Row = Readonly<Record<string, SqlValue>>;

/** A row that the fold of the log does not give, or gives otherwise. */
export interface TableDifference {
  readonly table: TableName;
  /** The row's primary key. */
  readonly key: readonly SqlValue[];
  /** As the runtime has it, null where it has none. */
  readonly stored: Row | null;
  /** As the fold gives it, null where it gives none. */
  readonly folded: Row | null;
}

export interface FoldComparison {
  readonly events: number;
  readonly differences: readonly TableDifference[];
}

/** Nothing of ours appends an event that cannot be applied: one that is in a log is damaged. */
async function foldOne(runner: StatementRunner, event: LodestarEvent): Promise<void> {
  try {
    await applyEvent(runner, event);
  } catch (cause) {
    throw new StoredValueError(`event ${event.seq} is not what one of its type is`, { cause });
  }
}

/**
 * Folds events into the tables of a new database in memory, in the order in which they come. The caller closes it. Throws
 * StoredValueError.
 */
export async function foldEvents(
  events: AsyncIterable<LodestarEvent> | Iterable<LodestarEvent>,
): Promise<{ connection: Connection; count: number }> {
  const connection = new Connection(':memory:');
  migrate(connection);
  const runner = new StatementRunner(connection);
  let count = 0;
  try {
    connection.exec('BEGIN');
    for await (const event of events) {
      await foldOne(runner, event);
      count += 1;
    }
    connection.exec('COMMIT');
    return { connection, count };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function primaryKeyOf(connection: Connection, table: TableName): string[] {
  const columns = connection.all<{ name: string; pk: number }>(`PRAGMA table_info(${table})`);
  return columns
    .filter((column) => column.pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map((column) => column.name);
}

function keyed(rows: readonly Row[], keyColumns: readonly string[]): Map<string, Row> {
  return new Map(rows.map((row) => [JSON.stringify(keyColumns.map((column) => row[column])), row]));
}

function compareRows(
  table: TableName,
  stored: ReadonlyMap<string, Row>,
  folded: ReadonlyMap<string, Row>,
): TableDifference[] {
  const keys = [...new Set([...stored.keys(), ...folded.keys()])];
  return keys
    .map((key) => ({
      table,
      key: JSON.parse(key) as SqlValue[],
      stored: stored.get(key) ?? null,
      folded: folded.get(key) ?? null,
    }))
    .filter((each) => JSON.stringify(each.stored) !== JSON.stringify(each.folded));
}

/** Compares every row of every projected table with what the log folds to. An empty list is what must come out. */
export async function compareWithFold(tx: RawTx): Promise<FoldComparison> {
  const { connection, count } = await foldEvents(eventsInFoldOrder(tx));
  try {
    const differences: TableDifference[] = [];
    for (const table of PROJECTED_TABLES) {
      const keyColumns = primaryKeyOf(connection, table);
      const stored = keyed(await tx.raw<Row>(`SELECT * FROM main.${table}`), keyColumns);
      const folded = keyed(connection.all<Row>(`SELECT * FROM ${table}`), keyColumns);
      differences.push(...compareRows(table, stored, folded));
    }
    return { events: count, differences };
  } finally {
    connection.close();
  }
}
