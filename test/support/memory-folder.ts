import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const IN_MEMORY = '/dev/shm';

/** Where files are in memory, and syncing them costs nothing; on a system without such a place, as all others. */
export function memoryFolder(): string {
  return existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir();
}
