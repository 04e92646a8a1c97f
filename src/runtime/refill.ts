import type { LodestarEvent } from '../model/event.ts';
import { applyEvent } from './apply/registry.ts';
import type { Connection } from './connection.ts';
import { insertMeta } from './epoch.ts';
import type { FileIdentity } from './file-identity.ts';
import type { Salvage } from './salvage.ts';
import { StatementRunner } from './statement-runner.ts';

const INSERT_EVENT =
  'INSERT INTO event (seq, origin, n, at, clock, actor, via, type, task_id, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

function insertAsItWas(connection: Connection, event: LodestarEvent): void {
  const { seq, origin, n, at, clock, actor, via, type, taskId, data } = event;
  connection.run(INSERT_EVENT, [seq, origin, n, at, clock, actor, via, type, taskId, JSON.stringify(data)]);
}

/** Takes an event over, or nothing of it when it is not what an event of its type is. */
async function takeOver(
  connection: Connection,
  runner: StatementRunner,
  event: LodestarEvent,
): Promise<boolean> {
  connection.exec('SAVEPOINT one_event');
  try {
    insertAsItWas(connection, event);
    await applyEvent(runner, event);
    return true;
  } catch {
    connection.exec('ROLLBACK TO one_event');
    return false;
  } finally {
    connection.exec('RELEASE one_event');
  }
}

function inFoldOrder(a: LodestarEvent, b: LodestarEvent): number {
  const byOrigin = a.origin < b.origin ? -1 : Number(a.origin > b.origin);
  return a.clock - b.clock || byOrigin || a.n - b.n;
}

/** Fills a new runtime, which becomes the file's own, with what was saved of another; how many events were good. */
export async function refill(
  connection: Connection,
  saved: Salvage,
  identity: FileIdentity,
): Promise<number> {
  const runner = new StatementRunner(connection);
  let count = 0;
  connection.exec('BEGIN IMMEDIATE');
  insertMeta(connection, identity, saved.fence);
  for (const { prefix, last } of saved.reservations) {
    connection.run('INSERT OR REPLACE INTO id_reservation (prefix, last) VALUES (?, ?)', [prefix, last]);
  }
  for (const event of [...saved.events].sort(inFoldOrder)) {
    count += (await takeOver(connection, runner, event)) ? 1 : 0;
  }
  connection.exec('COMMIT');
  return count;
}
