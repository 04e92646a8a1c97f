import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';

/** Overwritten by every sign of life, also of a command that only reads. */
const VOLATILE = new Set(['heartbeat']);

interface TableRow {
  readonly name: string;
}

/** Every row of every table of a runtime but signs of life, as text; `undefined` where there is no runtime. */
export function dumpRuntime(runtimePath: string): string | undefined {
  if (!existsSync(runtimePath)) {
    return undefined;
  }
  const database = new Database(runtimePath, { fileMustExist: true });
  try {
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .all() as TableRow[];
    return tables
      .filter(({ name }) => !VOLATILE.has(name))
      .flatMap(({ name }) => [
        `-- ${name}`,
        ...database
          .prepare(`SELECT * FROM "${name}"`)
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      ])
      .join('\n');
  } finally {
    database.close();
  }
}
