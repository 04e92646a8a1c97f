import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import type { RawTx } from './statement-runner.ts';

/** A table, index, trigger or view that is not as the migrations make it. */
export interface SchemaDifference {
  /** As SQLite calls it: `table`, `index`, `trigger`, `view`. */
  readonly type: string;
  readonly name: string;
  readonly difference: 'missing' | 'changed' | 'unknown';
}

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** What SQLite makes by itself (the index of a primary key, the statistics of ANALYZE) is left out. */
const SELECT_SCHEMA =
  "SELECT type, name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

function keyOf({ type, name }: SchemaRow): string {
  return `${type} ${name}`;
}

function readExpected(): SchemaRow[] {
  const connection = new Connection(':memory:');
  try {
    migrate(connection);
    return connection.all<SchemaRow>(SELECT_SCHEMA);
  } finally {
    connection.close();
  }
}

/**
 * Compares the schema of a runtime with that of a new one. Rows alone do not tell that a trigger is gone that keeps events
 * from being changed, or that an index is that keeps two rows from being one.
 */
export async function compareSchema(tx: RawTx): Promise<SchemaDifference[]> {
  const expected = new Map(readExpected().map((row) => [keyOf(row), row]));
  const present = new Map((await tx.raw<SchemaRow>(SELECT_SCHEMA)).map((row) => [keyOf(row), row]));
  const lacking = [...expected.values()].flatMap((row): SchemaDifference[] => {
    const found = present.get(keyOf(row));
    const difference = found === undefined ? 'missing' : 'changed';
    return found?.sql === row.sql ? [] : [{ type: row.type, name: row.name, difference }];
  });
  const unknown = [...present.values()]
    .filter((row) => !expected.has(keyOf(row)))
    .map(({ type, name }): SchemaDifference => ({ type, name, difference: 'unknown' }));
  return [...lacking, ...unknown];
}
