import { dirname } from 'node:path';
import { existsSync } from 'node:fs';
import { LodestarError } from '../errors.ts';
import { explainAccess } from './access.ts';
import { closeUntouched } from './close-untouched.ts';
import { Connection } from './connection.ts';
import { createRuntime } from './create-runtime.ts';
import { settleEpoch } from './epoch.ts';
import { DatabasePlace } from './database-place.ts';
import { identifyFile, isMissing, isSameFile, type FileIdentity } from './file-identity.ts';
import { makeRuntimeFolder } from './folders.ts';
import { migrate, refuseNewer } from './migrate.ts';
import { widenMode } from './modes.ts';
import { fileSystemType, networkFileSystem, refuseNetworkFs, type FileSystemType } from './network-fs.ts';
import { configure, type JournalMode } from './pragmas.ts';
import { refuseForeign, refuseNoFile } from './recognise.ts';
import { modesOf, type RuntimeLocation } from './runtime-files.ts';
import { codeOf, mapError } from './sqlite-error.ts';

export interface OpenFileOptions extends RuntimeLocation {
  readonly allowNetworkFs?: boolean;
  readonly fileSystemType?: FileSystemType;
}

/** A runtime's database, open, with the newest schema, and known to be what is at its path. */
export interface OpenFile {
  readonly connection: Connection;
  /** What is open, to be compared with what is at the path. */
  readonly place: DatabasePlace;
  readonly epoch: string;
}

/** Somebody who removes the file as fast as it is made would make this go on for ever. */
const MAX_ATTEMPTS = 50;

function damaged(path: string, cause: unknown): LodestarError {
  const options = { details: { path }, cause };
  return new LodestarError('RUNTIME_DAMAGED', `${path} lacks what every runtime has`, options);
}

interface Preparation {
  readonly location: RuntimeLocation;
  readonly identity: FileIdentity;
  readonly journalMode: JournalMode;
}

function prepare(connection: Connection, { location, identity, journalMode }: Preparation): string {
  refuseForeign(connection, location);
  const version = refuseNewer(connection);
  configure(connection, journalMode);
  migrate(connection, version);
  const epoch = settleEpoch(connection, identity);
  if (epoch === undefined) {
    throw damaged(connection.path, undefined);
  }
  return epoch;
}

/** What is another program's, or a later Lodestar's, is not changed even by being closed. */
function close(connection: Connection | undefined, error: unknown): void {
  if (error instanceof LodestarError && connection !== undefined) {
    closeUntouched(connection);
  } else {
    connection?.close();
  }
}

/** `undefined` when the file moved while it was opened: what was opened may be another one than was looked at. */
function tryOpen(
  options: OpenFileOptions,
  identity: FileIdentity,
  journalMode: JournalMode,
): OpenFile | undefined {
  const { path, busyTimeoutMs } = options;
  let connection: Connection | undefined;
  try {
    connection = new Connection(path, {
      mustExist: true,
      ...(busyTimeoutMs === undefined ? {} : { busyTimeoutMs }),
    });
    const epoch = prepare(connection, { location: options, identity, journalMode });
    const place = new DatabasePlace(path);
    if (isSameFile(identity, place.main)) {
      return { connection, place, epoch };
    }
  } catch (error) {
    close(connection, error);
    if (!isSameFile(identity, identifyFile(path))) {
      return undefined;
    }
    // With our application_id, a table that is not there can only have been lost.
    throw codeOf(error) === 'SQLITE_ERROR' ? damaged(path, error) : mapError(error, path);
  }
  connection.close();
  return undefined;
}

/** How the database of a new or present runtime is to be kept. RUNTIME_NETWORK_FS when it must not be there at all. */
export function journalModeFor(options: OpenFileOptions): JournalMode {
  const folder = dirname(options.path);
  const typeOf = options.fileSystemType ?? fileSystemType;
  if (options.allowNetworkFs !== true) {
    refuseNetworkFs(folder, typeOf);
    return 'wal';
  }
  // WAL's shared memory does not reach other machines; the rollback journal's locks may.
  return networkFileSystem(typeOf(folder)) === undefined ? 'wal' : 'delete';
}

/**
 * Opens the runtime that is at a path; `undefined` when none is. Throws the RUNTIME_ errors, DISK_FULL and
 * NATIVE_BINDING_MISSING.
 */
export function openPresentFile(options: OpenFileOptions): OpenFile | undefined {
  const { path } = options;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const file = identifyFile(path);
    if (isMissing(file)) {
      return undefined;
    }
    refuseNoFile(file, options);
    const denied = explainAccess(path);
    if (denied !== undefined) {
      throw denied;
    }
    widenMode(path, file, modesOf(options));
    const opened = tryOpen(options, file, journalModeFor(options));
    if (opened !== undefined) {
      return opened;
    }
  }
  throw new LodestarError('RUNTIME_BUSY', `${path} kept being replaced while it was opened`, {
    details: { path },
  });
}

/** Opens the runtime at a path, making it where it is missing. Throws as `openPresentFile`. */
export async function openFile(options: OpenFileOptions): Promise<OpenFile> {
  const { path } = options;
  try {
    makeRuntimeFolder(dirname(path), modesOf(options));
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const opened = openPresentFile(options);
      if (opened !== undefined) {
        return opened;
      }
      await createRuntime({ location: options, journalMode: journalModeFor(options) });
    }
  } catch (error) {
    throw mapError(error, existsSync(dirname(path)) ? path : dirname(path));
  }
  throw new LodestarError('RUNTIME_BUSY', `${path} kept being removed while it was opened`, {
    details: { path },
  });
}
