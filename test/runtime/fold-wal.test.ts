import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Connection } from '../../src/runtime/connection.ts';
import { ensureActor, touch } from '../../src/runtime/actors.ts';
import { walOf } from '../../src/runtime/sqlite-files.ts';
import { lacksMounts, SmallDisk } from '../faults/harness/small-disk.ts';
import { codeOfFailure } from './support/code-of-failure.ts';
import { makePlace, openAt } from './support/runtimes.ts';

const DISK_BYTES = 4 * 2 ** 20;

/** Fills the WAL with changes for which the database has room already. */
function beatOften(path: string): void {
  const connection = new Connection(path);
  for (let beat = 0; beat < 200; beat += 1) {
    connection.run('UPDATE heartbeat SET seen_at_ms = seen_at_ms + 1');
  }
  connection.close();
}

test.skipIf(lacksMounts() !== undefined)(
  'on a full disk the space that the WAL takes is used before a write is refused',
  async () => {
    const disk = new SmallDisk(DISK_BYTES);
    try {
      const place = makePlace(disk.path);
      const runtime = await openAt(place);
      const register = async (actor: string) =>
        await runtime.transact(async (tx) => {
          await ensureActor(tx, actor);
          await touch(tx, actor);
        });
      await register('ai:one');
      beatOften(place.path);
      const { size } = statSync(walOf(place.path));
      disk.fill();
      expect(await codeOfFailure(register('ai:two'))).toBe('no failure');
      expect(statSync(walOf(place.path)).size).toBeLessThan(size);
      runtime.close();
    } finally {
      disk.remove();
    }
  },
);
