import { LodestarError } from '../errors.ts';
import type { Connection } from './connection.ts';

/** `Lode` in ASCII: the `application_id` of a runtime. */
export const APPLICATION_ID = 0x4c6f6465;

/** What the Python lodestar keeps in the file of the same name. */
const PYTHON_TABLES = ['schema_version', 'leases', 'agents'];

function isOfPython(connection: Connection): boolean {
  const tables = connection.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
  return PYTHON_TABLES.every((name) => tables.some((table) => table.name === name));
}

/** RUNTIME_FOREIGN when the database is another program's. It is not changed. */
export function refuseForeign(connection: Connection): void {
  if (connection.pragma('application_id') === APPLICATION_ID) {
    return;
  }
  const { path } = connection;
  const owner = isOfPython(connection) ? 'the Python lodestar' : 'another program';
  throw new LodestarError('RUNTIME_FOREIGN', `${path} is a database of ${owner}`, {
    details: { path, owner },
    hint: `Keep it under another name: mv '${path}' '${path.replace(/\.sqlite$/u, '')}.other.sqlite'`,
  });
}
