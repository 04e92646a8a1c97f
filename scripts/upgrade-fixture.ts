/**
 * Makes the upgrade fixture of this version, by the built command: `node scripts/run.mjs scripts/upgrade-fixture.ts`. The
 * life of a workspace in which every table has rows and every type of event happens goes to
 * test/fixtures/upgrades/VERSION. One of a released version is never made again: what is there is what people have.
 */
import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dumpDatabase } from './upgrade-fixture/dump-database.ts';
import { readFacts } from './upgrade-fixture/read-facts.ts';

const BUNDLE = join(process.cwd(), 'dist', 'lodestar.cjs');
const PLAN = join('test', 'contract', 'fixtures', 'every-state.yaml');
const FIXTURES = join('test', 'fixtures', 'upgrades');
/** Whatever the clock says where a fixture is opened, its leases have run out. */
const TEN_YEARS_MS = 10 * 365 * 86_400_000;

type Step = readonly [as: string, ...args: readonly string[]];

const ONE = 'ai:one';
const TWO = 'ai:two';
const ADA = 'human:ada-lovelace';
const BOB = 'human:bob';

/** What happens until a lease has run out, and after. */
const BEFORE: readonly Step[] = [
  [ONE, 'agent', 'join', '--name', 'one', '--role', 'builder', '--capability', 'typescript'],
  [TWO, 'agent', 'join', '--name', 'two', '--model', 'large', '--tool', 'editor'],
  ['ai:gone', 'agent', 'join', '--name', 'gone'],
  ['ai:gone', 'agent', 'leave', '--reason', 'Out of budget'],
  [ONE, 'task', 'claim', 'DONE'],
  [ONE, 'task', 'done', 'DONE', '--note', "It's in the file", '--evidence', 'file:plan.md'],
  [ONE, 'task', 'claim', 'UNSETTLED'],
  [
    ONE,
    'task',
    'done',
    'UNSETTLED',
    '--evidence',
    'commit:HEAD',
    '--evidence',
    'url:https://example.org/run/7',
  ],
  [ADA, 'task', 'verify', 'UNSETTLED'],
  [TWO, 'task', 'claim', 'GIVEN-BACK'],
  [TWO, 'task', 'release', 'GIVEN-BACK', '--note', 'Half of it works:\n\tsee "done"'],
  [ONE, 'msg', 'send', '--task', 'GIVEN-BACK', 'Where is the other half?'],
  [TWO, 'msg', 'send', '--to', ONE, '--task', 'GIVEN-BACK', '--subject', 'Half', 'On my branch'],
  [ADA, 'msg', 'send', '--all', '--severity', 'warning', 'main is frozen'],
  [TWO, 'msg', 'read', '--all'],
  [ONE, 'msg', 'read', '--task', 'GIVEN-BACK'],
  [ADA, 'task', 'block', 'STOPPED', '--reason', 'Waits for a decision'],
  [ADA, 'task', 'cancel', 'DROPPED', '--reason', 'Not needed'],
  [ADA, 'task', 'reopen', 'AGAIN', '--reason', 'It broke'],
  [ADA, 'task', 'block', 'OPENED', '--reason', 'Wait'],
  [ADA, 'task', 'unblock', 'OPENED'],
  [ONE, 'task', 'claim', 'UNCHECKED'],
  [ONE, 'task', 'done', 'UNCHECKED', '--criteria', '1', '--evidence', 'Seen by eye, é ü'],
  [BOB, 'task', 'verify', 'UNCHECKED', '--reject', '--reason', 'Look again'],
  [ADA, 'settle', '--all'],
  [ADA, 'task', 'cancel', 'OVERLAPS', '--reason', 'Nor this'],
  [ADA, 'task', 'create', '--title', 'Made by a command', '--criterion', 'It holds', '--set', 'x-size=3'],
  [ADA, 'task', 'create', '--title', 'Made and taken out', '--id', 'TAKEN-OUT'],
  [ADA, 'task', 'update', 'NEXT', '--add-label', 'late', '--title', 'The first that is offered, edited'],
  [ADA, 'task', 'delete', 'TAKEN-OUT'],
  [TWO, 'task', 'claim', 'REVOKED'],
  [ADA, 'lease', 'revoke', 'REVOKED', '--reason', 'Somebody else has to'],
  [TWO, 'task', 'claim', 'LAPSED'],
];
const AFTER: readonly Step[] = [
  [ONE, 'task', 'claim', 'LAPSED'],
  [ONE, 'task', 'claim', 'MINE'],
  [ONE, 'worktree', 'add', 'MINE', '--path', 'linked'],
  [ONE, 'config', 'set', 'lease_ttl', '20m'],
];

function git(root: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=Ada Lovelace', '-c', 'user.email=ada@example.org'];
  execFileSync('git', ['-C', root, ...identity, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}

function makeWorkspace(root: string): void {
  mkdirSync(join(root, '.lodestar'), { recursive: true });
  const plan = readFileSync(PLAN, 'utf8').replace(
    '  DONE:\n',
    '  REVOKED:\n    title: Taken back\n    status: ready\n  DONE:\n',
  );
  writeFileSync(join(root, '.lodestar', 'spec.yaml'), plan);
  writeFileSync(join(root, 'plan.md'), '# Plan\n');
  git(root, 'init', '--quiet', '--initial-branch=main', '--template=');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'Plan the work');
}

function run(root: string, [as, ...args]: Step): unknown {
  const env = { PATH: process.env.PATH ?? '', HOME: root, LODESTAR_AGENT: as };
  const answer = execFileSync(process.execPath, [BUNDLE, ...args, '--json'], {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (JSON.parse(answer) as { data: unknown }).data;
}

function lapse(runtime: string, taskId: string): void {
  const database = new Database(runtime, { fileMustExist: true });
  const sql =
    'UPDATE lease_clock SET monotonic_deadline_ms = monotonic_deadline_ms - @ms, wall_deadline_ms = wall_deadline_ms - @ms WHERE task_id = @taskId';
  database.prepare(sql).run({ ms: TEN_YEARS_MS, taskId });
  database.close();
}

async function make(root: string, target: string): Promise<void> {
  const folder = join(root, '.lodestar');
  makeWorkspace(root);
  BEFORE.forEach((step) => run(root, step));
  lapse(join(folder, 'runtime.sqlite'), 'LAPSED');
  AFTER.forEach((step) => run(root, step));
  ['LAPSED', 'MINE'].forEach((taskId) => lapse(join(folder, 'runtime.sqlite'), taskId));
  const facts = await readFacts(async (...args) => Promise.resolve(run(root, [ADA, ...args])));
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'runtime.sql'), dumpDatabase(join(folder, 'runtime.sqlite')));
  writeFileSync(join(target, 'facts.json'), `${JSON.stringify(facts, undefined, 1)}\n`);
  for (const name of ['spec.yaml', 'config.yaml']) {
    cpSync(join(folder, name), join(target, name));
  }
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const heading = readFileSync('CHANGELOG.md', 'utf8')
  .split('\n')
  .find((line) => line.startsWith(`## [${version}]`));
if (heading?.endsWith('unreleased') !== true) {
  throw new Error(`CHANGELOG.md does not say that ${version} is unreleased: its fixture is never made again`);
}
const root = realpathSync(mkdtempSync(join(tmpdir(), 'lodestar-fixture-')));
try {
  await make(root, join(FIXTURES, version));
} finally {
  rmSync(root, { recursive: true, force: true });
}
