import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';
import { foreignOwnerOf } from './recognise.ts';
import { compareWithFold } from './replay.ts';
import { compareSchema, SELECT_SCHEMA, type SchemaRow } from './schema-differences.ts';
import { codeOf, isDamage } from './sqlite-error.ts';
import { StatementRunner } from './statement-runner.ts';
import { listEvents } from './tables/event.ts';
import { listLeases } from './tables/lease.ts';

/** What is in a runtime that was read from its first page to its last. */
export interface DatabaseFacts {
  /** As the file had it; it has the newest schema now. */
  readonly schemaVersion: number;
  readonly epoch: string;
  readonly events: number;
  /** Wall clock of the newest event, epoch milliseconds; null when there is none. */
  readonly lastEventAtMs: number | null;
  /** Every lease in it, live or lapsed. */
  readonly leases: readonly { readonly taskId: string; readonly holder: string }[];
}

/** Why a file is not a runtime that can be used. */
export interface DatabaseFault {
  readonly reason: 'foreign' | 'newer' | 'damaged';
  /** What is wrong, without the file's name: `is a database of another program`. */
  readonly message: string;
}

export type Verification =
  | { readonly sound: true; readonly facts: DatabaseFacts }
  | { readonly sound: false; readonly fault: DatabaseFault };

function faulty(reason: DatabaseFault['reason'], message: string): Verification {
  return { sound: false, fault: { reason, message } };
}

function firstPageProblem(connection: Connection): string | undefined {
  const rows = connection.all<{ integrity_check: string }>('PRAGMA integrity_check(1)');
  return rows.map((row) => row.integrity_check).find((line) => line !== 'ok');
}

async function readFacts(runner: StatementRunner, schemaVersion: number): Promise<Verification> {
  const [meta] = await runner.raw<{ epoch: string }>('SELECT epoch FROM meta');
  if (meta === undefined) {
    return faulty('damaged', 'lacks the row that names it');
  }
  const [changed] = compareSchema(await runner.raw<SchemaRow>(SELECT_SCHEMA));
  if (changed !== undefined) {
    return faulty(
      'damaged',
      `has a schema of its own: ${changed.type} ${changed.name} is ${changed.difference}`,
    );
  }
  const { events, differences } = await compareWithFold(runner);
  if (differences.length > 0) {
    return faulty('damaged', `has ${differences.length} rows that are not what its log folds to`);
  }
  const [last] = await listEvents(runner, { order: 'newest', limit: 1 });
  const leases = (await listLeases(runner)).map(({ taskId, holder }) => ({ taskId, holder }));
  return {
    sound: true,
    facts: { schemaVersion, epoch: meta.epoch, events, lastEventAtMs: last?.at ?? null, leases },
  };
}

async function examine(connection: Connection): Promise<Verification> {
  // The file may be anybody's: no trigger or view of it may do more than SQLite's own functions do.
  connection.exec('PRAGMA trusted_schema = OFF');
  const owner = foreignOwnerOf(connection);
  if (owner !== undefined) {
    return faulty('foreign', `is a database of ${owner}`);
  }
  const version = Number(connection.pragma('user_version'));
  if (version > SCHEMA_VERSION) {
    return faulty('newer', `has schema ${version}, this Lodestar knows ${SCHEMA_VERSION}`);
  }
  const problem = firstPageProblem(connection);
  if (problem !== undefined) {
    return faulty('damaged', `is damaged: ${problem}`);
  }
  migrate(connection);
  return await readFacts(new StatementRunner(connection), version);
}

/**
 * Reads a database whole: whose it is, its version, every page, its schema, and every row against the fold of its log. It
 * is the caller's alone: an older one is migrated in place. Throws what is no matter of its contents: a full disk, say.
 */
export async function verifyDatabase(path: string): Promise<Verification> {
  let connection: Connection | undefined;
  try {
    connection = new Connection(path, { mustExist: true });
    return await examine(connection);
  } catch (error) {
    // With our application_id, SQL that fails means a table that is not there, or not as it was made.
    if (isDamage(error) || codeOf(error) === 'SQLITE_ERROR') {
      return faulty('damaged', `is damaged: ${error instanceof Error ? error.message : String(error)}`);
    }
    throw error;
  } finally {
    connection?.close();
  }
}
