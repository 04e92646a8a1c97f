import { LodestarError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './migrations/index.ts';

/**
 * The version of the schema. RUNTIME_NEWER for that of a later Lodestar: asked before anything of the file is set, its
 * journal mode included, and at the beginning of every transaction, because a later Lodestar may have migrated since.
 */
export function refuseNewer(connection: Connection): number {
  const version = Number(connection.pragma('user_version'));
  if (version > SCHEMA_VERSION) {
    throw new LodestarError(
      'RUNTIME_NEWER',
      `${connection.path} has schema ${version}, this Lodestar knows ${SCHEMA_VERSION}`,
      { details: { path: connection.path, version, known_version: SCHEMA_VERSION } },
    );
  }
  return version;
}

function applyAfter(connection: Connection, version: number): void {
  for (const migration of MIGRATIONS.filter((each) => each.version > version)) {
    connection.exec(migration.sql);
    connection.exec(`PRAGMA user_version = ${migration.version}`);
  }
}

/**
 * Brings the schema to the newest version in one transaction. The version is read again under the write lock: of many
 * processes that meet an old database one migrates it. RUNTIME_NEWER for a schema of a later Lodestar. `version` is what was
 * read of it a moment ago.
 */
export function migrate(connection: Connection, version = refuseNewer(connection)): void {
  if (version === SCHEMA_VERSION) {
    return;
  }
  connection.exec('BEGIN IMMEDIATE');
  try {
    applyAfter(connection, refuseNewer(connection));
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) {
      connection.exec('ROLLBACK');
    }
    throw error;
  }
}
