import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { LodestarError, type ErrorCode } from '../errors.ts';
import { systemCodeOf } from '../util/system-error.ts';
import { explainAccess } from './access.ts';

/** Below this nothing can be written: SQLite extends its shared memory file by 32 KiB and its WAL by pages of 4 KiB. */
const NO_SPACE_BYTES = 64 * 1024;

interface CodedError extends Error {
  readonly code: string;
}

/** The code that better-sqlite3 or Node gives an error, `undefined` for anything else. */
export function codeOf(error: unknown): string | undefined {
  const systemCode = systemCodeOf(error);
  if (systemCode !== undefined) {
    return systemCode;
  }
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

export function isBusy(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED') || code === 'SQLITE_PROTOCOL';
}

export function isDamage(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

function hasNoSpace(path: string): boolean {
  try {
    const { bavail, bsize, ffree, files } = statfsSync(dirname(path));
    return bavail * bsize < NO_SPACE_BYTES || (files > 0 && ffree === 0);
  } catch {
    return false;
  }
}

function failure(code: ErrorCode, error: CodedError, path: string): LodestarError {
  return new LodestarError(code, `${path}: ${error.message}`, {
    details: { path, sqlite_code: codeOf(error) ?? error.code },
    cause: error,
  });
}

function mapSystemError(error: CodedError, path: string): LodestarError {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return failure('DISK_FULL', error, path);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return explainAccess(path) ?? failure('RUNTIME_READONLY', error, path);
    default:
      // Node tells ENOENT for a folder that it could not make on a read-only mount.
      return explainAccess(path) ?? failure('RUNTIME_IO', error, path);
  }
}

/** SQLite often names the call that failed and not the reason: lack of space and lack of permission are looked up. */
function mapUnclear(error: CodedError, path: string): LodestarError {
  if (hasNoSpace(path)) {
    return failure('DISK_FULL', error, path);
  }
  const denied = error.code.startsWith('SQLITE_IOERR') ? undefined : explainAccess(path);
  return denied ?? failure('RUNTIME_IO', error, path);
}

/**
 * The catalogue's error for a failure of SQLite or of the file system. What is no operating failure (a constraint, a
 * mistake in SQL) stays as it is: it is a fault of ours.
 */
export function mapError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (error instanceof LodestarError || code === undefined) {
    return error;
  }
  const coded = error as CodedError;
  if (isBusy(error)) {
    return failure('RUNTIME_BUSY', coded, path);
  }
  if (isDamage(error)) {
    return failure('RUNTIME_DAMAGED', coded, path);
  }
  if (code === 'SQLITE_FULL') {
    return failure('DISK_FULL', coded, path);
  }
  if (/^SQLITE_(?:IOERR|CANTOPEN|READONLY|PERM|AUTH|NOLFS)/u.test(code)) {
    return mapUnclear(coded, path);
  }
  return 'syscall' in coded ? mapSystemError(coded, path) : error;
}
