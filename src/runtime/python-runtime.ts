import { join } from 'node:path';
import { LodestarError } from '../errors.ts';
import { closeUntouched } from './close-untouched.ts';
import { Connection } from './connection.ts';
import { identifyFile, isMissing } from './file-identity.ts';
import { makeLocalFolder } from './folders.ts';
import { moveDatabase } from './move-database.ts';
import { foreignOwnerOf, PYTHON } from './recognise.ts';
import { modesOf, withRuntimeLock, type RuntimeLocation } from './runtime-files.ts';
import { mapError } from './sqlite-error.ts';

/** Rows of the Python lodestar's tables, as they are stored: times are text, lists and objects are JSON. */
export interface PythonAgent {
  readonly agent_id: string;
  readonly display_name: string;
  readonly role: string;
  readonly created_at: string;
  readonly last_seen_at: string;
  readonly capabilities: string;
  readonly session_meta: string;
}

export interface PythonLease {
  readonly lease_id: string;
  readonly task_id: string;
  readonly agent_id: string;
  readonly created_at: string;
  readonly expires_at: string;
}

export interface PythonMessage {
  readonly message_id: string;
  readonly created_at: string;
  readonly from_agent_id: string;
  readonly task_id: string;
  readonly text: string;
  readonly meta: string;
  readonly read_by: string;
}

export interface PythonRuntime {
  readonly agents: readonly PythonAgent[];
  readonly leases: readonly PythonLease[];
  readonly messages: readonly PythonMessage[];
}

/** Each table with the columns that are read, and what makes the order of its rows the same each time. */
const TABLES = {
  agents: {
    columns: 'agent_id display_name role created_at last_seen_at capabilities session_meta',
    order: 'created_at, agent_id',
  },
  leases: { columns: 'lease_id task_id agent_id created_at expires_at', order: 'created_at, lease_id' },
  messages: {
    columns: 'message_id created_at from_agent_id task_id text meta read_by',
    order: 'created_at, message_id',
  },
} as const;

type Table = keyof typeof TABLES;

function refused(path: string, reason: 'damaged' | 'schema', message: string): LodestarError {
  return new LodestarError('RUNTIME_FOREIGN', `${path} ${message}`, {
    details: { path, owner: PYTHON, reason },
    hint: 'It stays where it is. Keep it aside by hand to begin with an empty runtime: `lodestar doctor` says how.',
  });
}

function readTable(connection: Connection, table: Table): unknown[] {
  const { columns, order } = TABLES[table];
  const present = connection.all<{ name: string }>(`PRAGMA table_info(${table})`).map(({ name }) => name);
  const missing = columns.split(' ').filter((name) => !present.includes(name));
  if (missing.length > 0) {
    throw refused(
      connection.path,
      'schema',
      `is of a version that is not known: ${table} has no ${missing.join(', ')}`,
    );
  }
  return connection.all(`SELECT ${columns.replaceAll(' ', ', ')} FROM ${table} ORDER BY ${order}`);
}

function readAll(connection: Connection): PythonRuntime {
  const check = connection.pragma('quick_check');
  if (check !== 'ok') {
    throw refused(connection.path, 'damaged', `is damaged: ${String(check)}`);
  }
  return {
    agents: readTable(connection, 'agents') as PythonAgent[],
    leases: readTable(connection, 'leases') as PythonLease[],
    messages: readTable(connection, 'messages') as PythonMessage[],
  };
}

function isDatabaseOfPython(connection: Connection): boolean {
  return foreignOwnerOf(connection) === PYTHON;
}

/**
 * What the Python lodestar keeps at a path, read whole and left as it is; `undefined` where nothing is, or what is there is
 * not its. RUNTIME_FOREIGN, `details.reason` damaged or schema, where it is and cannot be understood; RUNTIME_DAMAGED where
 * whose it is cannot be told.
 */
export function readPythonRuntime(path: string): PythonRuntime | undefined {
  let connection: Connection | undefined;
  try {
    if (isMissing(identifyFile(path))) {
      return undefined;
    }
    connection = new Connection(path, { mustExist: true });
    connection.exec('BEGIN');
    return isDatabaseOfPython(connection) ? readAll(connection) : undefined;
  } catch (error) {
    throw mapError(error, path);
  } finally {
    leave(connection);
  }
}

/** Closes it as it was; whoever only read loses nothing where that fails. */
function leave(connection: Connection | undefined): void {
  try {
    if (connection?.inTransaction === true) {
      connection.exec('ROLLBACK');
    }
    if (connection !== undefined) {
      closeUntouched(connection);
    }
  } catch {
    // What was read is whole.
  }
}

/** Where a Python lodestar's runtime is kept, in a folder that Git ignores. */
export function keptPythonPath({ localDir }: Pick<RuntimeLocation, 'localDir'>): string {
  return join(localDir, 'runtime.python.sqlite');
}

/** Moves it there, with its log. FILE_EXISTS where one is kept already: neither is lost. */
export async function keepPythonRuntime(location: RuntimeLocation, from: string): Promise<void> {
  const kept = keptPythonPath(location);
  try {
    makeLocalFolder(location.localDir, modesOf(location));
    await withRuntimeLock(location, async () => {
      if (!isMissing(identifyFile(kept))) {
        throw new LodestarError('FILE_EXISTS', `${kept} is already there`, {
          details: { path: kept },
          hint: 'It is kept from an earlier time: move it elsewhere.',
        });
      }
      moveDatabase(from, kept, modesOf(location));
      return Promise.resolve();
    });
  } catch (error) {
    throw mapError(error, from);
  }
}
