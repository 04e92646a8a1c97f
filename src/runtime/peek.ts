import { existsSync, readFileSync, statSync } from 'node:fs';
import { openSqlite, type SqliteDatabase } from './load-sqlite.ts';
import { walOf } from './sqlite-files.ts';

/** Above this a copy in memory takes longer than anybody waits for. */
const MAX_IMAGE_BYTES = 64 * 1024 * 1024;

/** Where SQLite's header says how the file is written and read; 1 is without a log beside it: https://sqlite.org/fileformat.html#file_format_version_numbers. */
const WRITE_VERSION_AT = 18;
const READ_VERSION_AT = 19;
const WITHOUT_LOG = 1;

/** A database that nobody has open is whole without its log; a copy in memory makes no files beside it. */
function openImage(path: string): SqliteDatabase | undefined {
  if (statSync(path).size > MAX_IMAGE_BYTES) {
    return undefined;
  }
  const image = readFileSync(path);
  image[WRITE_VERSION_AT] = WITHOUT_LOG;
  image[READ_VERSION_AT] = WITHOUT_LOG;
  return openSqlite(image, { readonly: true });
}

/** Whoever only reads a log that is there makes no file either. */
function openAsItIs(path: string): SqliteDatabase | undefined {
  return existsSync(walOf(path)) && existsSync(`${path}-shm`)
    ? openSqlite(path, { readonly: true, fileMustExist: true })
    : openImage(path);
}

/**
 * Rows of a database that is not opened as a runtime or a view is: nothing is written, made or waited for. They may be
 * behind by what another process is writing. `undefined` where the file is too large. Throws SQLite's errors.
 */
export function peek(
  path: string,
  sql: string,
  values: readonly string[] = [],
): readonly Readonly<Record<string, unknown>>[] | undefined {
  const database = openAsItIs(path);
  try {
    return database?.prepare<unknown[], Record<string, unknown>>(sql).all(...values);
  } finally {
    database?.close();
  }
}
