import { statSync } from 'node:fs';
import { Connection } from './connection.ts';
import { walOf } from './sqlite-files.ts';

function hasLog(path: string): boolean {
  return (statSync(walOf(path), { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** A connection that can only read, with the lock that every connection keeps as long as it is open. */
function openReader(path: string): Connection | undefined {
  try {
    const reader = new Connection(path, { mustExist: true, readonly: true });
    reader.pragma('user_version');
    return reader;
  } catch {
    return undefined;
  }
}

/**
 * Closes a database that is refused. Whoever closes one last brings its log into it, as SQLite has it; here that is somebody
 * who cannot write, so that it stays as it is, byte by byte.
 */
export function closeUntouched(connection: Connection): void {
  const reader = hasLog(connection.path) ? openReader(connection.path) : undefined;
  connection.close();
  reader?.close();
}
