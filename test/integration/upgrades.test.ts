import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMAND_TABLE } from '../../src/command-table.generated.ts';
import { EVENT_SCOPE } from '../../src/model/event.ts';
import { Connection } from '../../src/runtime/connection.ts';
import { MIGRATIONS, SCHEMA_VERSION } from '../../src/runtime/migrations/index.ts';
import { TABLE_NAMES } from '../../src/runtime/migrations/table-kinds.ts';
import { readFacts } from '../../scripts/upgrade-fixture/read-facts.ts';
import type { DoctorResult } from '../../src/operations/workspace/doctor.ts';
import { answerHere } from '../support/answer-here.ts';
import { dataOf } from '../support/envelope.ts';
import { contractOf } from '../support/manifest.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { factsOf, FIXTURE_VERSIONS, placeRuntimeOf, workspaceOf } from '../support/upgrade-fixture.ts';
import type { TestWorkspace } from '../support/workspace.ts';

const ADA = { as: 'human:ada-lovelace' };
const ONE = { as: 'ai:one' };

function ownText(name: string): string {
  return readFileSync(join(REPOSITORY_ROOT, name), 'utf8');
}

const { version: OWN_VERSION } = JSON.parse(ownText('package.json')) as { version: string };

/** The schema's version of the runtime at a path. */
function schemaVersionOf(path: string): number {
  const database = new Database(path, { fileMustExist: true });
  try {
    return Number(database.pragma('user_version', { simple: true }));
  } finally {
    database.close();
  }
}

function databaseOf(version: string): string {
  const path = join(makeTempFolder(), 'runtime.sqlite');
  placeRuntimeOf(version, path);
  return path;
}

const SCHEMA = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name";

/** What the first migrations make, as many as there were then. */
function schemaAfter(version: number): unknown[] {
  const connection = new Connection(':memory:');
  for (const migration of MIGRATIONS.slice(0, version)) {
    connection.exec(migration.sql);
  }
  return connection.all(SCHEMA);
}

describe('the fixtures', () => {
  it('name every version that was released, and this one', () => {
    const listed = [...ownText('CHANGELOG.md').matchAll(/^## \[(\d[^\]]*)\]/gmu)].map(
      ([, version]) => version,
    );
    expect(listed).toContain(OWN_VERSION);
    const released = FIXTURE_VERSIONS.filter((version) => !version.includes('-schema.'));
    expect(released).toEqual([...listed].sort());
  });

  it('have between them every version of the schema', () => {
    const versions = FIXTURE_VERSIONS.map((version) => schemaVersionOf(databaseOf(version)));
    expect([...new Set(versions)].sort((a, b) => a - b)).toEqual(MIGRATIONS.map((each) => each.version));
    expect(schemaVersionOf(databaseOf(OWN_VERSION))).toBe(SCHEMA_VERSION);
  });

  it.each(FIXTURE_VERSIONS)(
    '%s has the schema that its migrations make, and rows in every table',
    (version) => {
      const path = databaseOf(version);
      const database = new Database(path);
      expect(database.prepare(SCHEMA).all()).toEqual(schemaAfter(schemaVersionOf(path)));
      const tables = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .pluck()
        .all() as string[];
      const empty = tables.filter(
        (table) => database.prepare(`SELECT 1 FROM "${table}"`).get() === undefined,
      );
      expect(empty).toEqual([]);
      database.close();
    },
  );

  it('of this version has every table and every type of event', () => {
    const database = new Database(databaseOf(OWN_VERSION));
    const types = database.prepare('SELECT DISTINCT type FROM event ORDER BY type').pluck().all();
    expect(types).toEqual(Object.keys(EVENT_SCOPE).sort());
    for (const table of TABLE_NAMES) {
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBeGreaterThan(0);
    }
    database.close();
  });
});

const SPEC = '.lodestar/spec.yaml';

/** A call of every command that only reads. */
const READING: Readonly<Record<string, readonly string[]>> = {
  'agent brief': [],
  'agent find': [],
  'agent list': ['--all'],
  'agent show': ['one'],
  board: [],
  brief: ['--task', 'MINE'],
  completion: ['bash'],
  'config get': ['lease_ttl'],
  'config list': [],
  history: ['DONE'],
  'lease list': ['--lapsed'],
  log: [],
  'msg inbox': ['--include-read'],
  'msg search': [],
  'msg thread': ['GIVEN-BACK'],
  'spec check': [],
  'spec diff': [],
  'spec log': [],
  status: [],
  'task context': ['NEXT'],
  'task graph': [],
  'task list': ['--include-deleted'],
  'task next': [],
  'task show': ['MINE'],
  'task tree': [],
  'task why': ['WAITS'],
  'worktree list': [],
  version: [],
  whoami: [],
};

/** A call of every command that writes, one after the other. */
const WRITING: readonly (readonly [as: { as: string }, ...args: string[]])[] = [
  [ONE, 'agent', 'join', '--name', 'one', '--resume'],
  [ONE, 'agent', 'heartbeat'],
  [ONE, 'task', 'claim', 'MINE'],
  [ONE, 'task', 'renew', 'MINE'],
  [ONE, 'task', 'release', 'MINE', '--note', 'Later'],
  [ONE, 'task', 'claim', 'LAPSED'],
  [ONE, 'task', 'done', 'LAPSED', '--evidence', 'seen'],
  [ADA, 'task', 'verify', 'LAPSED'],
  [ADA, 'task', 'verify', 'DONE'],
  [ADA, 'task', 'ready', 'DRAFT'],
  [ADA, 'task', 'block', 'DRAFT', '--reason', 'Wait'],
  [ADA, 'task', 'unblock', 'DRAFT'],
  [ADA, 'task', 'cancel', 'DRAFT', '--reason', 'No'],
  [ADA, 'task', 'reopen', 'OVERLAPS', '--reason', 'After all'],
  [ADA, 'task', 'create', '--title', 'One more'],
  [ADA, 'task', 'update', 'NEXT', '--priority', '3'],
  [ADA, 'spec', 'drift'],
  [ADA, 'agent', 'prune'],
  [ADA, 'setup', 'claude'],
  [ADA, 'task', 'delete', 'AGAIN'],
  [ONE, 'task', 'claim', 'REVOKED'],
  [ADA, 'lease', 'revoke', 'REVOKED', '--reason', 'No'],
  [ADA, 'msg', 'send', '--task', 'NEXT', 'Begin with it'],
  [ONE, 'msg', 'read', '--all'],
  [ADA, 'task', 'rename', 'NEXT', 'SOON'],
  [ADA, 'git-setup', 'merge-driver'],
  [ADA, 'spec', 'merge', SPEC, SPEC, SPEC],
  [ADA, 'spec', 'resolve'],
  [ONE, 'task', 'claim', 'OPENED'],
  [ONE, 'worktree', 'add', 'OPENED', '--path', 'linked'],
  [ONE, 'worktree', 'remove', 'OPENED'],
  [ADA, 'config', 'set', 'lease_ttl', '30m'],
  [ADA, 'settle', '--all'],
  [ADA, 'backup', '.lodestar/local/one.sqlite'],
  [ADA, 'export', 'snapshot'],
  [ADA, 'reset', '--yes'],
  [ADA, 'restore', '.lodestar/local/one.sqlite', '--yes'],
  [ONE, 'agent', 'leave'],
  [ADA, 'init'],
  [ADA, 'doctor', '--fix'],
];

async function expectSound(workspace: TestWorkspace): Promise<void> {
  const { findings, checks } = await workspace.data<DoctorResult>(['doctor']);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(checks).toContainEqual(expect.objectContaining({ name: 'replay', status: 'pass' }));
}

describe.each(FIXTURE_VERSIONS)('a workspace of %s', (version) => {
  it('is read by every command as that version read it, and its tables are what its log folds to', async () => {
    const workspace = workspaceOf(version);
    await expectSound(workspace);
    expect(schemaVersionOf(workspace.runtimePath)).toBe(SCHEMA_VERSION);
    const facts = await readFacts(async (...args) => dataOf(await answerHere(workspace, args, ADA)));
    expect(facts).toMatchObject(factsOf(version));
    for (const [command, args] of Object.entries(READING)) {
      dataOf(await answerHere(workspace, [...command.split(' '), ...args], ADA));
    }
    await expectSound(workspace);
  });

  it('goes on with every command that writes', async () => {
    const workspace = workspaceOf(version);
    for (const [as, ...args] of WRITING) {
      dataOf(await answerHere(workspace, args, as));
    }
    await expectSound(workspace);
  });
});

it('every command is called on the fixtures', () => {
  const called = [...Object.keys(READING), ...WRITING.map(([, ...args]) => commandOf(args))];
  expect([...new Set(called)].sort()).toEqual(Object.keys(COMMAND_TABLE).sort());
  expect(Object.keys(READING).filter((command) => contractOf(command.split(' ')).writes)).toEqual([]);
});

function commandOf([topic = '', verb = '']: readonly string[]): string {
  return `${topic} ${verb}` in COMMAND_TABLE ? `${topic} ${verb}` : topic;
}
