import { appendFileSync, rmSync, statSync } from 'node:fs';

/**
 * Waits until a change of the file will show in its times: they are kept in ticks of some milliseconds, and a second change
 * within one is seen by no stat.
 */
export function awaitNextTick(path: string): void {
  const { ctimeNs } = statSync(path, { bigint: true });
  const scratch = `${path}-tick`;
  do {
    appendFileSync(scratch, '.');
  } while (statSync(scratch, { bigint: true }).mtimeNs <= ctimeNs);
  rmSync(scratch);
}
