import type { SqlValue } from './connection.ts';
import type { TableName } from './database.ts';
import type { RawTx } from './statement-runner.ts';
import { parseStored } from './stored-value.ts';

/** So many rows are held at a time. */
const PAGE = 500;

/** Columns that hold JSON as text. */
const JSON_COLUMNS: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  event: ['data'],
  actor: ['capabilities', 'session_meta'],
  lease: ['locks'],
};

/** A row by its columns, with what is stored as JSON read. */
export type TableRow = Readonly<Record<string, unknown>>;

async function primaryKeyOf(tx: RawTx, table: TableName): Promise<string[]> {
  const columns = await tx.raw<{ name: string; pk: number }>(
    'SELECT name, pk FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk',
    [table],
  );
  return columns.map(({ name }) => name);
}

function parsed(table: TableName, row: Readonly<Record<string, SqlValue>>): TableRow {
  const columns = JSON_COLUMNS[table] ?? [];
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      columns.includes(name) && typeof value === 'string' ? parseStored(value) : value,
    ]),
  );
}

/** Every row of a table of the runtime in the order of its key, page by page: whoever reads all of it holds little. */
export async function* tableRows(tx: RawTx, table: TableName): AsyncGenerator<TableRow> {
  const keys = await primaryKeyOf(tx, table);
  const list = keys.join(', ');
  const behind = `WHERE (${list}) > (${keys.map(() => '?').join(', ')})`;
  let after: SqlValue[] | undefined;
  for (;;) {
    const rows = await tx.raw<Record<string, SqlValue>>(
      `SELECT * FROM main.${table} ${after === undefined ? '' : behind} ORDER BY ${list} LIMIT ${String(PAGE)}`,
      after ?? [],
    );
    for (const row of rows) {
      yield parsed(table, row);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) {
      return;
    }
    after = keys.map((key) => last[key] ?? null);
  }
}
