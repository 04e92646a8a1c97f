import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from './paths.ts';

/** The tables of a Python lodestar's runtime. */
export const PYTHON_SCHEMA = readFileSync(
  join(REPOSITORY_ROOT, 'test/integration/fixtures/python-runtime.sql'),
  'utf8',
);
const HOUR_MS = 3_600_000;

/** As Python writes it: microseconds, and the zone as digits. */
function pythonTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '123+00:00');
}

const NOW = Date.now();
export const JOINED = pythonTime(NOW - 5 * HOUR_MS);
export const SENT = pythonTime(NOW - 2 * HOUR_MS);
export const ENDS = pythonTime(NOW + HOUR_MS);

function fill(database: Database.Database): void {
  const agent = database.prepare('INSERT INTO agents VALUES (?, ?, ?, ?, ?, ?, ?)');
  agent.run('A0000001', 'Worker One', 'builder', JOINED, SENT, '["python"]', '{"model": "large"}');
  agent.run('A0000002', 'Worker One', '', JOINED, JOINED, '[]', '{}');
  const lease = database.prepare('INSERT INTO leases VALUES (?, ?, ?, ?, ?)');
  lease.run('L1', 'T1', 'A0000001', SENT, ENDS);
  lease.run('L2', 'T1', 'A0000002', pythonTime(NOW - HOUR_MS), ENDS);
  lease.run('L3', 'T2', 'A0000002', JOINED, SENT);
  lease.run('L4', 'GONE', 'A0000002', SENT, ENDS);
  const message = database.prepare('INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?)');
  const meta = '{"subject": "Half", "severity": "handoff"}';
  message.run('M1', SENT, 'A0000001', 'T1', 'See the branch', meta, '["A0000002"]');
  message.run('M2', SENT, 'A0000001', 'T1', 'And the tests', '{}', '[]');
  message.run('M3', 'yesterday', 'A0000001', 'T1', 'Lost', '{}', '[]');
}

/** Makes such a runtime, with agents, leases and messages where its tables are the usual ones. */
export function makePythonRuntime(path: string, schema = PYTHON_SCHEMA): void {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.exec(schema);
  if (schema === PYTHON_SCHEMA) {
    fill(database);
  }
  database.close();
}
