import { join } from 'node:path';
import { LodestarError } from '../errors.ts';
import type { Connection } from './connection.ts';
import type { FileIdentity } from './file-identity.ts';
import { makeLocalFolder } from './folders.ts';
import { modesOf, type RuntimeLocation } from './runtime-files.ts';

/** `Lode` in ASCII: the `application_id` of a runtime. */
export const APPLICATION_ID = 0x4c6f6465;

/** What the Python lodestar keeps in the file of the same name. */
const PYTHON_TABLES = ['schema_version', 'leases', 'agents'];

/** Whose database it is, in words. */
export const PYTHON = 'the Python lodestar';

function isOfPython(connection: Connection): boolean {
  const tables = connection.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
  return PYTHON_TABLES.every((name) => tables.some((table) => table.name === name));
}

/** Whose database it is, in words; `undefined` when it is a runtime of ours. */
export function foreignOwnerOf(connection: Connection): string | undefined {
  if (connection.pragma('application_id') === APPLICATION_ID) {
    return undefined;
  }
  return isOfPython(connection) ? PYTHON : 'another program';
}

/** Makes the folder that the hint names, which Git ignores as a whole; where it cannot be made, the hint still holds. */
function makeRoomAside(location: RuntimeLocation): void {
  try {
    makeLocalFolder(location.localDir, modesOf(location));
  } catch {
    // What the caller has to know is whose file it is.
  }
}

/** How to keep what is at the path, and make room for a runtime. */
function howToMoveAside(path: string, localDir: string, end = ''): string {
  const aside = join(localDir, 'foreign');
  return `Keep it in a folder that Git ignores: mkdir -p '${aside}' && mv '${path}'${end} '${aside}/'`;
}

/** RUNTIME_FOREIGN when a folder, a pipe or a device is where the runtime should be. */
export function refuseNoFile(present: FileIdentity, location: RuntimeLocation): void {
  if (!present.isFile) {
    const { path, localDir } = location;
    makeRoomAside(location);
    throw new LodestarError('RUNTIME_FOREIGN', `${path} is no file`, {
      details: { path },
      hint: howToMoveAside(path, localDir),
    });
  }
}

/**
 * RUNTIME_FOREIGN when the database is another program's. It is not changed. The hint moves it with what SQLite keeps
 * beside it; a path of the caller's own choice may be the beginning of other names, and is moved alone.
 */
export function refuseForeign(connection: Connection, location: RuntimeLocation): void {
  const owner = foreignOwnerOf(connection);
  if (owner === undefined) {
    return;
  }
  const { path } = connection;
  makeRoomAside(location);
  const adopt =
    owner === PYTHON ? 'Take over what it holds with `lodestar init --adopt`. Or keep it aside. ' : '';
  throw new LodestarError('RUNTIME_FOREIGN', `${path} is a database of ${owner}`, {
    details: { path, owner },
    hint: adopt + howToMoveAside(path, location.localDir, location.localDir.startsWith(path) ? '' : '*'),
  });
}
