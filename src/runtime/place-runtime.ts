import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Connection } from './connection.ts';
import { insertMeta } from './epoch.ts';
import { identifyFile, isMissing, type FileIdentity } from './file-identity.ts';
import type { HeldMutex } from './file-mutex.ts';
import { foldWal } from './fold-wal.ts';
import { makeFile, makeRuntimeFolder, syncFolder } from './folders.ts';
import { migrate } from './migrate.ts';
import { removeDatabase } from './move-database.ts';
import { configure, type JournalMode } from './pragmas.ts';
import { APPLICATION_ID } from './recognise.ts';
import { modesOf, type RuntimeLocation } from './runtime-files.ts';
import { codeOf } from './sqlite-error.ts';
import { invariant } from '../util/invariant.ts';
import { linkOrRename } from '../util/link-or-rename.ts';

/** A runtime that is to be made. */
export interface NewRuntime {
  readonly location: RuntimeLocation;
  readonly journalMode: JournalMode;
}

/** Fills a new database before anybody can see it. */
export type Fill = (connection: Connection, identity: FileIdentity) => Promise<void>;

/** In the local folder, which Git ignores, unless a rename from there would cross file systems. */
function temporaryFolder(location: RuntimeLocation): string {
  const folder = dirname(location.path);
  return statSync(location.localDir).dev === statSync(folder).dev ? location.localDir : folder;
}

function temporaryPrefix(location: RuntimeLocation): string {
  return `${basename(location.path)}-new-`;
}

function removeLeftOver(location: RuntimeLocation, folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(temporaryPrefix(location)))) {
    rmSync(join(folder, name), { force: true });
  }
}

async function makeDatabase(path: string, { location, journalMode }: NewRuntime, fill: Fill): Promise<void> {
  makeFile(path, modesOf(location));
  const identity = identifyFile(path);
  invariant(identity !== undefined, 'a file that was just made is there');
  const connection = new Connection(path, { mustExist: true });
  try {
    configure(connection, journalMode);
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    migrate(connection);
    await fill(connection, identity);
    // Closing would do the same, and tell nobody where it fails: then only a part would get its name.
    invariant(foldWal(connection), 'nobody else has a file open that was just made');
  } finally {
    connection.close();
  }
}

/** Makes a runtime whole, under a name that no other process uses. The caller holds `runtime.lock`. */
async function makeTemporary(runtime: NewRuntime, fill: Fill): Promise<string> {
  const { location } = runtime;
  makeRuntimeFolder(dirname(location.path), modesOf(location));
  const folder = temporaryFolder(location);
  removeLeftOver(location, folder);
  const temporary = join(folder, `${temporaryPrefix(location)}${process.pid}`);
  await makeDatabase(temporary, runtime, fill);
  return temporary;
}

const EMPTY: Fill = async (connection, identity) => {
  insertMeta(connection, identity);
  return Promise.resolve();
};

/**
 * Makes an empty runtime and links it into place, so that nobody ever opens a half-made one and one that another made is
 * never replaced. The caller holds `runtime.lock`. What an older database left beside the path goes first: SQLite would
 * take it for the new one's, and as long as somebody has the old one open, every open of the new one would fail.
 */
export async function placeRuntime(runtime: NewRuntime, mutex: HeldMutex): Promise<void> {
  const { path } = runtime.location;
  const temporary = await makeTemporary(runtime, EMPTY);
  try {
    if (mutex.isHeld() && isMissing(identifyFile(path))) {
      removeDatabase(path);
      linkOrRename(temporary, path);
    }
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw error;
    }
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dirname(path));
}

/** Makes a runtime that waits under another name to take its place; what is at that name is whole. */
export async function prepareRuntime(runtime: NewRuntime, path: string, fill: Fill): Promise<void> {
  const temporary = await makeTemporary(runtime, fill);
  removeDatabase(path);
  renameSync(temporary, path);
  syncFolder(dirname(path));
}
