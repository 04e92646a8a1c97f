import Database from 'better-sqlite3';

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

/** What a machine says of itself is no part of a fixture. */
const BOOT_ID = '00000000-0000-4000-8000-000000000000';

/** SQLite quotes each value as its own text; rows are in the order of their keys. */
function insertsOf(database: Database.Database, table: string): string[] {
  const columns = database
    .prepare(`SELECT name FROM pragma_table_info('${table}')`)
    .pluck()
    .all() as string[];
  const values = columns.map((name) => (name === 'boot_id' ? `'''${BOOT_ID}'''` : `quote("${name}")`));
  const row = `'INSERT INTO "${table}" VALUES (' || ${values.join(` || ', ' || `)} || ');'`;
  const keys = columns.map((name) => `"${name}"`).join(', ');
  const sql = `SELECT line FROM (SELECT ${row} AS line, * FROM "${table}") ORDER BY ${keys}`;
  return database.prepare(sql).pluck().all() as string[];
}

/**
 * A database as SQL that makes it again: whose it is, its version, tables, rows, and last what watches over the rows. Text,
 * so that a review shows what is in a fixture.
 */
export function dumpDatabase(path: string): string {
  const database = new Database(path, { fileMustExist: true, readonly: true });
  try {
    const pragma = (name: string): string =>
      `PRAGMA ${name} = ${String(database.pragma(name, { simple: true }))};`;
    const schema = database
      .prepare('SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid')
      .all() as SchemaRow[];
    const own = schema.filter(({ name }) => !name.startsWith('sqlite_'));
    const tables = own.filter(({ type }) => type === 'table');
    const others = own.filter(({ type }) => type !== 'table');
    return [
      pragma('application_id'),
      pragma('user_version'),
      ...tables.map(({ sql }) => `${sql ?? ''};`),
      ...tables.flatMap(({ name }) => insertsOf(database, name)),
      ...others.map(({ sql }) => `${sql ?? ''};`),
      '',
    ].join('\n');
  } finally {
    database.close();
  }
}
