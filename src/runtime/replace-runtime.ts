import { LodestarError } from '../errors.ts';
import { Connection } from './connection.ts';
import { copyDatabase } from './copy-database.ts';
import { adoptFile } from './epoch.ts';
import { identifyFile, isMissing } from './file-identity.ts';
import type { HeldMutex } from './file-mutex.ts';
import { leavingPath, returningPath } from './finish-replacement.ts';
import { syncFile } from './folders.ts';
import { moveDatabase, removeDatabase } from './move-database.ts';
import { journalModeFor, type OpenFileOptions } from './open-file.ts';
import { configure } from './pragmas.ts';
import { putAside } from './put-aside.ts';
import { modesOf } from './runtime-files.ts';
import { isDamage, mapError } from './sqlite-error.ts';
import { invariant } from '../util/invariant.ts';

interface Locals {
  readonly fence: number;
  readonly reservations: readonly { readonly prefix: string; readonly last: number }[];
}

/** A damaged runtime has nothing to carry over: the wall clock takes the fence's place. */
function readLocals(connection: Connection): Locals {
  try {
    return {
      fence: connection.get<{ fence: number }>('SELECT fence FROM meta')?.fence ?? 0,
      reservations: connection.all<Locals['reservations'][number]>('SELECT prefix, last FROM id_reservation'),
    };
  } catch (error) {
    if (isDamage(error)) {
      return { fence: 0, reservations: [] };
    }
    throw error;
  }
}

/**
 * Brings what is of the present file alone into the one that replaces it, where it is the greater: a token or an id that
 * was given out since is not given out again.
 */
function carryOver(present: Connection, returning: string): void {
  const { fence, reservations } = readLocals(present);
  const connection = new Connection(returning, { mustExist: true });
  try {
    connection.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE');
    connection.run('UPDATE meta SET fence = max(fence, ?)', [fence]);
    for (const { prefix, last } of reservations) {
      connection.run(
        'INSERT INTO id_reservation (prefix, last) VALUES (?, ?) ON CONFLICT (prefix) DO UPDATE SET last = max(last, excluded.last)',
        [prefix, last],
      );
    }
    connection.exec('COMMIT');
  } finally {
    connection.close();
  }
}

/** Makes the copy a runtime by itself: of its own epoch, so that no lease in it is live and no token of before holds. */
function adopt(path: string, options: OpenFileOptions): void {
  const identity = identifyFile(path);
  invariant(identity !== undefined, 'a copy that was just made is there');
  const connection = new Connection(path, { mustExist: true });
  try {
    configure(connection, journalModeFor(options));
    adoptFile(connection, identity);
  } finally {
    connection.close();
  }
}

/**
 * Copies a database to where it waits to take the runtime's place. It is another file, never the same renamed: who still
 * has that one open would go on in a WAL that nobody else sees. `check` throws when the copy is not what is wanted. The
 * caller holds `runtime.lock`.
 */
export async function prepareReplacement<T>(
  from: string,
  options: OpenFileOptions,
  check: (copy: string) => Promise<T>,
): Promise<T> {
  const returning = returningPath(options);
  try {
    const source = new Connection(from, { mustExist: true });
    try {
      await copyDatabase(source, returning, modesOf(options));
    } finally {
      source.close();
    }
    const checked = await check(returning);
    adopt(returning, options);
    syncFile(returning);
    return checked;
  } catch (error) {
    removeDatabase(returning);
    throw error;
  }
}

/** Takes the present runtime out of its place. What is damaged is moved as it is. */
async function leave(options: OpenFileOptions, aside: string): Promise<boolean> {
  const beforeMove = (present: Connection): void => carryOver(present, returningPath(options));
  try {
    return await putAside(options, { aside, beforeMove });
  } catch (error) {
    const mapped = mapError(error, options.path);
    if (!(mapped instanceof LodestarError && mapped.code === 'RUNTIME_DAMAGED')) {
      throw mapped;
    }
    moveDatabase(options.path, aside, modesOf(options));
    return true;
  }
}

/**
 * Puts what `prepareReplacement` made in the runtime's place, and keeps the present one as `keepAs`; false when there was
 * none. Cut short after the present one left, it is ended by the next command (`finishReplacement`).
 */
export async function replaceRuntime(
  options: OpenFileOptions,
  keepAs: string,
  mutex: HeldMutex,
): Promise<boolean> {
  const returning = returningPath(options);
  const leaving = leavingPath(keepAs);
  try {
    if (!mutex.isHeld()) {
      throw new LodestarError('RUNTIME_BUSY', 'the lock of the runtime was removed meanwhile', {
        details: { path: options.path },
      });
    }
    const wasThere = await leave(options, leaving);
    moveDatabase(returning, options.path, modesOf(options));
    if (wasThere) {
      moveDatabase(leaving, keepAs, modesOf(options));
    }
    return wasThere;
  } catch (error) {
    if (isMissing(identifyFile(leaving))) {
      removeDatabase(returning);
    }
    throw error;
  }
}
