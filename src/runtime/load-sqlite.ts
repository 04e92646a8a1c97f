import BetterSqlite3 from 'better-sqlite3';
import { LodestarError } from '../errors.ts';
import { findAddon } from './find-addon.ts';
import { keepAlive } from './keep-alive.ts';

export type SqliteDatabase = BetterSqlite3.Database;

let addon: string | undefined;

function bindingMissing(cause: unknown): LodestarError {
  const message = "better-sqlite3's native part is missing or was built for another version of Node";
  return new LodestarError('NATIVE_BINDING_MISSING', message, { hint: 'npm rebuild better-sqlite3', cause });
}

/**
 * What `bindings` says, without a code. The second is of a folder that is gone: it asks in which file its caller stands,
 * and code that was kept compiled names that of the installation that compiled it.
 */
const BINDINGS_FAILURE = /^Could not (?:locate the bindings file|find module root)/u;

/** The failures of Node's loader and of the search for the addon; SQLite's own have a code that begins with SQLITE_. */
export function isBindingFailure(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  const code = 'code' in error ? String(error.code) : '';
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_DLOPEN_FAILED' || BINDINGS_FAILURE.test(error.message);
}

/** better-sqlite3 looks for the folder itself, and what it says then has no code: a folder that cannot be seen is no mistake of ours. */
function asCannotOpen(error: unknown, path: string): unknown {
  if (!(error instanceof TypeError) || !error.message.includes('directory does not exist')) {
    return error;
  }
  const message = `the folder of ${path} is not there, or cannot be seen`;
  return Object.assign(new Error(message, { cause: error }), { code: 'SQLITE_CANTOPEN' });
}

/** Opens a database with better-sqlite3: a file, or the bytes of one. NATIVE_BINDING_MISSING where its addon cannot be loaded. */
export function openSqlite(source: string | Buffer, options: BetterSqlite3.Options): SqliteDatabase {
  addon ??= findAddon(import.meta.dirname);
  try {
    const binding = addon === undefined ? {} : { nativeBinding: addon };
    return keepAlive(new BetterSqlite3(source, { ...options, ...binding }));
  } catch (error) {
    throw isBindingFailure(error) ? bindingMissing(error) : asCannotOpen(error, String(source));
  }
}
