import { constants } from 'node:os';

interface SystemError extends Error {
  readonly errno?: number;
  readonly code?: unknown;
}

/**
 * The operating system's name for a failure: `ENOSPC`; `undefined` for what is not one of its own. Node does not know a
 * quota that is used up, and tells only its number.
 */
export function systemCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error)) {
    return undefined;
  }
  const { errno, code } = error as SystemError;
  return errno === -constants.errno.EDQUOT ? 'EDQUOT' : String(code);
}
