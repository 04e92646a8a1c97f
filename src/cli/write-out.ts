import { fstatSync, writeSync } from 'node:fs';
import { pause } from './pause.ts';

export const STDOUT = 1;
export const STDERR = 2;

/** Whether the descriptor is a device: a terminal, or /dev/null. To know more costs Node's module of terminals. */
export function mayBeTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    return false;
  }
}

/** A pipe that is full and does not block: how long to sleep before the next try. */
const RETRY_MS = 2;

export type WriteOutcome = 'written' | 'closed';

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/**
 * Writes all of the text, whatever the file descriptor is: partial writes go on, a full pipe is waited for, a reader that
 * went away is `closed`. `process.stdout.write` followed by an exit loses what is above 64 KB in a pipe. Anything else
 * (a full disk) throws.
 */
export function writeOut(fd: number, text: string): WriteOutcome {
  const bytes = Buffer.from(text, 'utf8');
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += writeSync(fd, bytes, offset);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EPIPE' || code === 'ECONNRESET') {
        return 'closed';
      }
      if (code !== 'EAGAIN' && code !== 'EINTR') {
        throw error;
      }
      pause(RETRY_MS);
    }
  }
  return 'written';
}
