import { LodestarError } from '../errors.ts';
import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { codeOf } from './sqlite-error.ts';

/** A table, index, trigger or view that is not as the migrations make it. */
export interface SchemaDifference {
  /** As SQLite calls it: `table`, `index`, `trigger`, `view`. */
  readonly type: string;
  readonly name: string;
  readonly difference: 'missing' | 'changed' | 'unknown';
  /** What makes it as the migrations do; null where they make none. */
  readonly sql: string | null;
}

export interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** What SQLite makes by itself (the index of a primary key, the statistics of ANALYZE) is left out. */
export const SELECT_SCHEMA =
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
 * Compares the schema of a runtime, as `SELECT_SCHEMA` answers it, with that of a new one. Rows alone do not tell that a
 * trigger is gone that keeps events from being changed, or an index that keeps two rows from being one.
 */
export function compareSchema(rows: readonly SchemaRow[]): SchemaDifference[] {
  const expected = new Map(readExpected().map((row) => [keyOf(row), row]));
  const present = new Map(rows.map((row) => [keyOf(row), row]));
  const lacking = [...expected].flatMap(([key, { type, name, sql }]): SchemaDifference[] => {
    const found = present.get(key);
    const difference = found === undefined ? 'missing' : 'changed';
    return found?.sql === sql ? [] : [{ type, name, difference, sql }];
  });
  const unknown = [...present]
    .filter(([key]) => !expected.has(key))
    .map(([, { type, name }]): SchemaDifference => ({ type, name, difference: 'unknown', sql: null }));
  return [...lacking, ...unknown];
}

/** Without a table, or with another one of its name, nothing can be read; all else can be told by doctor. */
export function lacksTable(differences: readonly SchemaDifference[]): SchemaDifference | undefined {
  return differences.find(({ type, difference }) => type === 'table' && difference !== 'unknown');
}

export function damagedSchema(path: string, { type, name, difference }: SchemaDifference): LodestarError {
  return new LodestarError('RUNTIME_DAMAGED', `${path}: its ${type} ${name} is ${difference}`, {
    details: { path, [type]: name },
  });
}

/**
 * RUNTIME_DAMAGED where SQL failed on a runtime whose schema is not as it was made; `undefined` where it is, so that the
 * SQL is at fault.
 */
export function explainSqlError(error: unknown, connection: Connection): LodestarError | undefined {
  if (codeOf(error) !== 'SQLITE_ERROR') {
    return undefined;
  }
  const [first] = compareSchema(connection.all<SchemaRow>(SELECT_SCHEMA));
  return first === undefined ? undefined : damagedSchema(connection.path, first);
}
