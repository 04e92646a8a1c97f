import { LodestarError } from '../errors.ts';
import { Connection } from './connection.ts';
import { DatabasePlace } from './database-place.ts';
import { insertMeta } from './epoch.ts';
import type { FileIdentity } from './file-identity.ts';
import { migrate } from './migrate.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { RuntimeSession } from './runtime-session.ts';
import type { OpenRuntimeOptions, Runtime } from './runtime.ts';

export type { OpenRuntimeOptions, Runtime } from './runtime.ts';

const NO_FILE: FileIdentity = { dev: 0n, ino: 0n, birthNs: 0n, size: 0n, isFile: false, mode: 0, uid: 0 };

/** An empty runtime in memory stands in where none can be had, so that reading commands need no second way. */
function openMemory(): OpenFile {
  const connection = new Connection(':memory:');
  migrate(connection);
  insertMeta(connection, NO_FILE);
  return { connection, place: new DatabasePlace(':memory:'), epoch: 'unavailable' };
}

function isLackOfPermission(error: unknown): error is LodestarError {
  return (
    error instanceof LodestarError &&
    (error.code === 'RUNTIME_READONLY' || error.code === 'RUNTIME_FOREIGN_OWNER')
  );
}

/**
 * Opens the runtime at a path, making it where it is missing. Throws RUNTIME_BUSY, RUNTIME_NEWER, RUNTIME_DAMAGED,
 * RUNTIME_FOREIGN, RUNTIME_NETWORK_FS, RUNTIME_IO, DISK_FULL, NATIVE_BINDING_MISSING.
 */
export async function openRuntime(options: OpenRuntimeOptions): Promise<Runtime> {
  try {
    return new RuntimeSession(options, { file: await openFile(options), unavailable: undefined });
  } catch (error) {
    if (!isLackOfPermission(error)) {
      throw error;
    }
    return new RuntimeSession(options, { file: openMemory(), unavailable: error });
  }
}
