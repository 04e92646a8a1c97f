import { LodestarError } from '../errors.ts';
import { systemCodeOf } from './system-error.ts';

/** Another try may succeed: a disk that answers again, a process with descriptors to spare. */
const TRANSIENT = new Set(['EMFILE', 'ENFILE', 'EIO', 'ENOMEM']);

/** Whether the operating system had no answer this time, which says nothing about the file. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT.has(systemCodeOf(error) ?? '');
}

/** A refusal of the operating system to show a file as the failure that callers know; anything else as it is. */
export function readFailure(error: unknown, path: string): unknown {
  const code = systemCodeOf(error);
  if (code === undefined || !(error instanceof Error)) {
    return error;
  }
  return new LodestarError(
    TRANSIENT.has(code) ? 'RUNTIME_IO' : 'FILE_NOT_FOUND',
    `Cannot read ${path}: ${error.message}`,
    { cause: error, details: { path } },
  );
}
