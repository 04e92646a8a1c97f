import { join } from 'node:path';
import { DEFAULT_BUSY_TIMEOUT_MS } from './connection.ts';
import { withFileMutex, type HeldMutex } from './file-mutex.ts';
import { PRIVATE_MODES, type Modes } from './modes.ts';

/** Where a runtime is and how its files are made. */
export interface RuntimeLocation {
  /** The database itself, an absolute path. */
  readonly path: string;
  /** Holds `runtime.lock` and what is put aside; ignored by Git as a whole. */
  readonly localDir: string;
  /** How long to wait for a lock; 10 s when not given. */
  readonly busyTimeoutMs?: number;
  readonly sharedModes?: Modes;
}

export function modesOf(location: RuntimeLocation): Modes {
  return location.sharedModes ?? PRIVATE_MODES;
}

/** Runs `fn` while no other process makes, moves or mends this runtime's file. RUNTIME_BUSY when that takes too long. */
export async function withRuntimeLock<T>(
  location: RuntimeLocation,
  fn: (mutex: HeldMutex) => Promise<T>,
): Promise<T> {
  const deadlineMs = location.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS;
  const options = { deadlineMs, busyCode: 'RUNTIME_BUSY', modes: modesOf(location) } as const;
  return await withFileMutex(join(location.localDir, 'runtime.lock'), options, fn);
}
