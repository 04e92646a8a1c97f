import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';
import { LodestarError } from '../errors.ts';
import { invariant } from '../util/invariant.ts';
import { keepAlive } from './keep-alive.ts';

export type SqliteDatabase = BetterSqlite3.Database;
type SqliteModule = typeof BetterSqlite3;

/** SQLite 3.7.0 to 3.51.2 can damage a database when several processes write and checkpoint one WAL. */
const MIN_SQLITE_VERSION = [3, 51, 3] as const;

let loaded: SqliteModule | undefined;
let versionChecked = false;

function bindingMissing(cause: unknown): LodestarError {
  const message = "better-sqlite3's native part is missing or was built for another version of Node";
  return new LodestarError('NATIVE_BINDING_MISSING', message, { hint: 'npm rebuild better-sqlite3', cause });
}

/** The failures of Node's loader and of the search for the addon; SQLite's own have a code that begins with SQLITE_. */
export function isBindingFailure(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const code = 'code' in error ? String(error.code) : '';
  return (
    code === 'MODULE_NOT_FOUND' ||
    code === 'ERR_DLOPEN_FAILED' ||
    error.message.startsWith('Could not locate the bindings file')
  );
}

function loadModule(): SqliteModule {
  try {
    return createRequire(import.meta.filename)('better-sqlite3') as SqliteModule;
  } catch (error) {
    throw isBindingFailure(error) ? bindingMissing(error) : error;
  }
}

function isOldVersion(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of MIN_SQLITE_VERSION.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) {
      return part < least;
    }
  }
  return false;
}

function checkVersion(database: SqliteDatabase): void {
  if (versionChecked) {
    return;
  }
  const statement = keepAlive(database.prepare('SELECT sqlite_version()'));
  const version = String(statement.pluck().get());
  invariant(!isOldVersion(version), `SQLite ${version} is older than ${MIN_SQLITE_VERSION.join('.')}`);
  versionChecked = true;
}

/**
 * Opens a database with better-sqlite3, which is loaded at the first call: through `require`, because it is CommonJS
 * and stays outside of a bundle. NATIVE_BINDING_MISSING where its addon cannot be loaded.
 */
export function openSqlite(path: string, options: BetterSqlite3.Options): SqliteDatabase {
  loaded ??= loadModule();
  let database: SqliteDatabase;
  try {
    database = keepAlive(new loaded(path, options));
  } catch (error) {
    throw isBindingFailure(error) ? bindingMissing(error) : error;
  }
  checkVersion(database);
  return database;
}
