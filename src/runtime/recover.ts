import { join } from 'node:path';
import { LodestarError } from '../errors.ts';
import type { LodestarEvent } from '../model/event.ts';
import type { Now } from '../model/now.ts';
import { applyEvent } from './apply/registry.ts';
import type { Connection } from './connection.ts';
import { placeRuntime, type NewRuntime } from './create-runtime.ts';
import { dateInName } from './dated-path.ts';
import { insertMeta } from './epoch.ts';
import { identifyFile, isMissing, type FileIdentity } from './file-identity.ts';
import { finishReplacement } from './finish-replacement.ts';
import { moveDatabase } from './move-database.ts';
import { journalModeFor, openPresentFile, type OpenFileOptions } from './open-file.ts';
import { modesOf, withRuntimeLock } from './runtime-files.ts';
import { salvage, type Salvage } from './salvage.ts';
import { mapError } from './sqlite-error.ts';
import { StatementRunner } from './statement-runner.ts';

export interface Recovery {
  /** The folder that holds the damaged file as it was. */
  readonly keptIn: string;
  readonly savedEvents: number;
  /** Events that were there, by their numbers, and could not be saved. */
  readonly lostEvents: number;
}

export interface RecoverOptions extends OpenFileOptions {
  readonly now: () => Now;
}

/** Opens the runtime, if it is one of ours: another program's database and a newer one are no damage, and a busy one is perhaps none. */
export function refuseOthers(options: OpenFileOptions): void {
  try {
    openPresentFile(options)?.connection.close();
  } catch (error) {
    const mapped = mapError(error, options.path);
    if (!(mapped instanceof LodestarError && mapped.code === 'RUNTIME_DAMAGED')) {
      throw mapped;
    }
  }
}

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

async function fillFrom(saved: Salvage, connection: Connection, identity: FileIdentity): Promise<number> {
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

/**
 * Moves the runtime to `local/corrupt-<time>/` and makes a new one, of a new epoch, from what can be read of its log: no
 * lease outlives it. `undefined` when there is no file. Throws RUNTIME_FOREIGN and RUNTIME_NEWER for what is no damaged
 * runtime of ours, RUNTIME_BUSY, DISK_FULL.
 */
export async function recoverRuntime(options: RecoverOptions): Promise<Recovery | undefined> {
  const keptIn = join(options.localDir, `corrupt-${dateInName(options.now())}`);
  const kept = join(keptIn, 'runtime.sqlite');
  try {
    return await withRuntimeLock(options, async (mutex) => {
      finishReplacement(options);
      if (isMissing(identifyFile(options.path))) {
        return undefined;
      }
      refuseOthers(options);
      moveDatabase(options.path, kept, modesOf(options));
      const saved = salvage(kept);
      let savedEvents = 0;
      const fill: NewRuntime['fill'] = async (connection, identity) => {
        savedEvents = await fillFrom(saved, connection, identity);
      };
      await placeRuntime({ location: options, journalMode: journalModeFor(options), fill }, mutex);
      return { keptIn, savedEvents, lostEvents: saved.lostEvents + saved.events.length - savedEvents };
    });
  } catch (error) {
    throw mapError(error, options.path);
  }
}
