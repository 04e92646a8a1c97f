import { LodestarError, type ErrorCode } from '../errors.ts';
import { systemCodeOf } from '../util/system-error.ts';

const ERROR_CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EFBIG: 'DISK_FULL',
  EROFS: 'SPEC_READONLY',
  EACCES: 'SPEC_READONLY',
  EPERM: 'SPEC_READONLY',
};

/** The folder was taken away: by a checkout of a branch without it, or by a clean. */
const GONE = new Set(['ENOENT', 'ENOTDIR', 'ESTALE']);

/** Whether the file, or its folder, was not there when the operating system was asked for it. */
export function isGone(error: unknown): boolean {
  return GONE.has(systemCodeOf(error) ?? '');
}

/** A refusal of the operating system as the failure that callers know; anything else as it is. */
export function toWriteError(error: unknown, path: string): unknown {
  const code = systemCodeOf(error);
  if (code === undefined || !(error instanceof Error)) {
    return error;
  }
  const known = ERROR_CODES[code] ?? 'RUNTIME_IO';
  return new LodestarError(known, `Cannot write ${path}: ${error.message}`, {
    cause: error,
    details: { path },
  });
}
