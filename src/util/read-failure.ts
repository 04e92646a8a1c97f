import { LodestarError } from '../errors.ts';
import { systemCodeOf } from './system-error.ts';

/** Another try may succeed: a disk that answers again, a process with descriptors to spare. */
const TRANSIENT = new Set(['EMFILE', 'ENFILE', 'EIO', 'ENOMEM']);

/** Whether the operating system had no answer this time, which says nothing about the file. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT.has(systemCodeOf(error) ?? '');
}

/** Node asks no operating system for a name with a NUL in it. */
function isNoName(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_INVALID_ARG_VALUE';
}

/** A refusal of the operating system to show a file as the failure that callers know; anything else as it is. */
export function readFailure(error: unknown, path: string): unknown {
  const code = systemCodeOf(error);
  if (!(error instanceof Error) || (code === undefined && !isNoName(error))) {
    return error;
  }
  return new LodestarError(
    isTransient(error) ? 'RUNTIME_IO' : 'FILE_NOT_FOUND',
    `Cannot read ${path}: ${error.message}`,
    { cause: error, details: { path } },
  );
}
