import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimResult } from '../../../src/operations/task/claim.ts';
import { dumpRuntime } from '../../support/dump-runtime.ts';
import { dataOf, verdictOf } from '../../support/envelope.ts';
import type { Random } from '../../support/random.ts';
import { lapseLease } from '../../support/runtime-rows.ts';
import { readyTasks } from '../../support/spec-text.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import type { RigRun } from '../harness/rig-run.ts';

const ID = 'T1';
const FORMER = 'ai:former';
const PRESENT = 'ai:present';

/** One way in which a lease comes to an end without its holder's doing. */
interface Theft {
  readonly name: string;
  /** Ends it; the answer is where everybody works from then on. */
  readonly end: (workspace: TestWorkspace) => Promise<TestWorkspace>;
  /** Who holds the task next. */
  readonly taker?: typeof PRESENT | typeof FORMER;
}

async function lapse(workspace: TestWorkspace): Promise<TestWorkspace> {
  lapseLease(workspace.runtimePath, ID);
  return Promise.resolve(workspace);
}

async function revoke(workspace: TestWorkspace): Promise<TestWorkspace> {
  await workspace.data(['lease', 'revoke', ID, '--reason', 'it is needed elsewhere'], { as: 'human:ada' });
  return workspace;
}

async function reset(workspace: TestWorkspace): Promise<TestWorkspace> {
  await workspace.data(['reset', '--yes']);
  return workspace;
}

async function deleteRuntime(workspace: TestWorkspace): Promise<TestWorkspace> {
  ['', '-wal', '-shm'].forEach((suffix) => rmSync(`${workspace.runtimePath}${suffix}`, { force: true }));
  return Promise.resolve(workspace);
}

async function copyRepository(workspace: TestWorkspace): Promise<TestWorkspace> {
  const copy = join(makeTempFolder(), 'repo');
  execFileSync('cp', ['-a', workspace.root, copy]);
  return Promise.resolve(workspace.at(copy));
}

const THEFTS: readonly Theft[] = [
  { name: 'lapsed', end: lapse },
  { name: 'lapsed and taken', end: lapse, taker: PRESENT },
  { name: 'lapsed and taken by the same agent', end: lapse, taker: FORMER },
  { name: 'revoked and taken', end: revoke, taker: PRESENT },
  { name: 'reset and taken', end: reset, taker: PRESENT },
  { name: 'runtime deleted and task taken', end: deleteRuntime, taker: PRESENT },
  { name: 'repository copied', end: copyRepository },
  { name: 'repository copied and task taken', end: copyRepository, taker: PRESENT },
];

/** What the former holder tries, and with which code it must be refused. */
interface Attempt {
  readonly args: readonly string[];
  readonly code: string;
  readonly lease?: string;
}

function attemptsAfter({ taker }: Theft, oldToken: string): Attempt[] {
  const code = 'LEASE_NOT_HELD';
  const asHolder = [
    ['task', 'done', ID],
    ['task', 'done', ID, '--note', 'it is done', '--evidence', 'file:.lodestar/spec.yaml'],
    ['task', 'renew', ID],
    ['task', 'renew', ID, '--ttl', '2h'],
    ['task', 'release', ID, '--note', 'half of it is there'],
  ];
  const shown = asHolder.map((args) => ({ args: [...args, '--lease', oldToken], code }));
  const inEnvironment = asHolder.map((args) => ({ args, code, lease: oldToken }));
  // To the same agent all is allowed that shows no token.
  const bare = taker === FORMER ? [] : asHolder.map((args) => ({ args, code }));
  const ofOthers = ['block', 'cancel'].map((verb) => ({
    args: ['task', verb, ID, '--reason', 'in the way'],
    code: 'LEASE_HELD',
  }));
  const held = taker === PRESENT ? [...ofOthers, { args: ['task', 'delete', ID], code: 'LEASE_HELD' }] : [];
  const verify = { args: ['task', 'verify', ID], code: 'TRANSITION_REFUSED' };
  return [...shown, ...inEnvironment, ...bare, ...held, verify];
}

function fenceOf(token: string): number {
  return Number(token.slice(token.lastIndexOf('.') + 1));
}

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: random.below(2 ** 30) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** The token of a claim; `undefined`, and a fault, where it is refused. */
async function claim(run: RigRun, workspace: TestWorkspace, as: string): Promise<string | undefined> {
  const claimed = await workspace.json(['task', 'claim', ID], { as });
  const verdict = verdictOf(claimed);
  run.check(verdict === 'ok', `the claim of ${as}: ${verdict}`);
  return verdict === 'ok' ? dataOf<ClaimResult>(claimed).token : undefined;
}

interface Aftermath {
  readonly run: RigRun;
  readonly theft: Theft;
  readonly workspace: TestWorkspace;
  readonly oldToken: string;
}

/** The former holder tries `tries` of all that it could with its lease; nothing of it may leave a trace. */
async function tryAsFormer({ run, theft, workspace, oldToken }: Aftermath, tries: number): Promise<void> {
  await workspace.data(['agent', 'join', '--name', 'former', '--resume'], { as: FORMER });
  await workspace.data(['agent', 'heartbeat', '--renew'], { as: FORMER });
  const before = dumpRuntime(workspace.runtimePath);
  for (const { args, code, lease } of shuffled(run.random, attemptsAfter(theft, oldToken)).slice(0, tries)) {
    const env = lease === undefined ? {} : { LODESTAR_LEASE: lease };
    const verdict = verdictOf(await workspace.json(args, { as: FORMER, env }));
    run.count('attempts');
    const told = `${theft.name}: ${args.join(' ')}${lease === undefined ? '' : ' with its token'}`;
    run.check(verdict === code, `${told}: ${verdict}, not ${code}`);
  }
  const after = dumpRuntime(workspace.runtimePath);
  run.check(after === before, `${theft.name}: a refused attempt left something`);
}

/** A lease ends, its former holder tries what it could with it, and then the present one is done. */
export async function playTheft(
  run: RigRun,
  { script, tries }: { readonly script: number; readonly tries: number },
): Promise<void> {
  const original = run.workspace({ tasks: readyTasks(1) });
  const theft = THEFTS[script % THEFTS.length];
  const oldToken = await claim(run, original, FORMER);
  if (theft === undefined || oldToken === undefined) {
    return;
  }
  run.count('scripts');
  const workspace = await theft.end(original);
  const taken = theft.taker === undefined ? undefined : await claim(run, workspace, theft.taker);
  await tryAsFormer({ run, theft, workspace, oldToken }, tries);
  const holder = theft.taker ?? FORMER;
  const token = taken ?? (await claim(run, workspace, holder)) ?? '';
  run.check(fenceOf(token) > fenceOf(oldToken), `${theft.name}: the fence went from ${oldToken} to ${token}`);
  const done = verdictOf(await workspace.json(['task', 'done', ID, '--lease', token], { as: holder }));
  run.check(done === 'ok', `${theft.name}: the present holder is refused: ${done}`);
}
