import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from './connection.ts';
import { isMissing } from './create-runtime.ts';
import { identifyFile, isDatabaseAt } from './file-identity.ts';
import { makeFile } from './folders.ts';
import { moveDatabase, removeDatabase } from './move-database.ts';
import { journalModeFor, openPresentFile, type OpenFile, type OpenFileOptions } from './open-file.ts';
import { configure } from './pragmas.ts';
import { refuseForeign } from './recognise.ts';
import { modesOf, withRuntimeLock, type RuntimeLocation } from './runtime-files.ts';
import { writerQueue } from './serial-queue.ts';
import { isBusy, mapError } from './sqlite-error.ts';
import { walOf } from './sqlite-files.ts';

/** The one runtime that is kept from before a reset. */
export function keptRuntimePath(location: Pick<RuntimeLocation, 'localDir'>): string {
  return join(location.localDir, 'before-reset.sqlite');
}

/** Brings the WAL into the database, as far as its readers let it; true when nothing is left in it. */
function foldWal(connection: Connection): boolean {
  try {
    const row = connection.get<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
    return row?.busy === 0;
  } catch (error) {
    if (isBusy(error)) {
      return false;
    }
    throw error;
  }
}

/** Moves while no writer can be inside. Those who wait for the lock find that the file moved, and start over. */
function moveUnderLock(file: OpenFile, options: OpenFileOptions, aside: string): boolean {
  const { connection, identity } = file;
  try {
    foldWal(connection);
    connection.exec('BEGIN IMMEDIATE');
    if (!isDatabaseAt(options.path, identity)) {
      return false;
    }
    moveDatabase(options.path, aside, modesOf(options));
    connection.exec('ROLLBACK');
    // This connection shares its readers' marks: it can fold what they have done with, and nobody writes here any more.
    if (foldWal(connection)) {
      rmSync(walOf(aside), { force: true });
    }
    return true;
  } finally {
    connection.close();
  }
}

async function moveAside(options: OpenFileOptions, aside: string): Promise<boolean> {
  return await writerQueue(options.path).run(async () => {
    for (;;) {
      const file = openPresentFile(options);
      if (file === undefined) {
        return false;
      }
      if (moveUnderLock(file, options, aside)) {
        return true;
      }
    }
  });
}

/**
 * The reset: renames the runtime to `local/before-reset.sqlite`, so that the next open makes a new one. Where it is kept is
 * the answer, `undefined` when there was no runtime. Throws RUNTIME_BUSY, and the RUNTIME_ errors of a file that is no
 * runtime, which is left where it is.
 */
export async function moveRuntimeAside(options: OpenFileOptions): Promise<string | undefined> {
  const aside = keptRuntimePath(options);
  try {
    return await withRuntimeLock(options, async () =>
      (await moveAside(options, aside)) ? aside : undefined,
    );
  } catch (error) {
    throw mapError(error, options.path);
  }
}

/**
 * Makes a database anew from one that is kept. It is another file, never the same renamed: who still has the old one open
 * would go on in a WAL that nobody else sees. As a copy it gets an epoch of its own, so that no lease outlives it.
 */
function copyDatabase(from: string, to: string, options: OpenFileOptions): void {
  removeDatabase(to);
  makeFile(to, modesOf(options));
  const kept = new Connection(from, { mustExist: true });
  try {
    refuseForeign(kept, options);
    kept.run('VACUUM INTO ?', [to]);
  } finally {
    kept.close();
  }
  const copy = new Connection(to, { mustExist: true });
  try {
    configure(copy, journalModeFor(options));
  } finally {
    copy.close();
  }
}

/**
 * Undoes the reset: what is kept comes back, and the present runtime is kept in its place. No lease of either is live
 * afterwards. False when none is kept. Throws as `moveRuntimeAside`.
 */
export async function restoreRuntime(options: OpenFileOptions): Promise<boolean> {
  const kept = keptRuntimePath(options);
  const returning = `${kept}-returning`;
  const leaving = `${kept}-leaving`;
  try {
    return await withRuntimeLock(options, async () => {
      if (isMissing(identifyFile(kept))) {
        return false;
      }
      copyDatabase(kept, returning, options);
      const wasThere = await moveAside(options, leaving);
      moveDatabase(returning, options.path, modesOf(options));
      // The last step: cut short before it, the kept runtime is still there to come back.
      if (wasThere) {
        moveDatabase(leaving, kept, modesOf(options));
      }
      return true;
    });
  } catch (error) {
    throw mapError(error, options.path);
  }
}
