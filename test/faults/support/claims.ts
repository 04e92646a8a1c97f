import Database from 'better-sqlite3';
import type { DoctorResult } from '../../../src/operations/workspace/doctor.ts';
import type { LeaseListResult } from '../../../src/operations/lease/list.ts';
import { envelopeOf } from '../../support/envelope.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import type { RigRun } from '../harness/rig-run.ts';

/** What `claimer.mjs` prints. Times are of the clock that all processes share, in nanoseconds. */
export type ClaimerLine =
  | {
      readonly kind: 'granted' | 'renewed';
      readonly task: string;
      readonly token: string;
      readonly atNs: number;
      readonly tookMs: number;
    }
  | { readonly kind: 'releasing'; readonly task: string; readonly atNs: number }
  | { readonly kind: 'released'; readonly task: string }
  | { readonly kind: 'end'; readonly refused: Readonly<Record<string, number>> };

/** What one actor was told, in the order in which it was told. */
export interface Acknowledged {
  readonly actor: string;
  readonly lines: readonly ClaimerLine[];
}

/** From the answer to the claim up to the call that gave the task back: in between nobody else may hold it. */
interface Hold {
  readonly task: string;
  readonly actor: string;
  readonly token: string;
  readonly fromNs: number;
  toNs: number;
}

function holdsOf({ actor, lines }: Acknowledged): Hold[] {
  const holds: Hold[] = [];
  const open = new Map<string, Hold>();
  for (const line of lines) {
    if (line.kind === 'granted') {
      const { task, token, atNs: fromNs } = line;
      const hold = { task, actor, token, fromNs, toNs: Infinity };
      holds.push(hold);
      open.set(task, hold);
    } else if (line.kind === 'releasing') {
      const hold = open.get(line.task);
      if (hold !== undefined) {
        hold.toNs = line.atNs;
      }
    }
  }
  return holds;
}

function judgeHolders(run: RigRun, holds: readonly Hold[]): void {
  const last = new Map<string, Hold>();
  for (const hold of holds.toSorted((a, b) => a.fromNs - b.fromNs)) {
    const before = last.get(hold.task);
    if (before !== undefined && before.toNs > hold.fromNs) {
      run.fault(`${hold.task} was held by ${before.actor} and ${hold.actor} at the same time`);
    }
    if (before === undefined || before.toNs <= hold.toNs) {
      last.set(hold.task, hold);
    }
  }
}

interface GrantRow {
  readonly holder: string;
  readonly token: string;
}

function grantsInLog(runtimePath: string): GrantRow[] {
  const database = new Database(runtimePath, { readonly: true });
  try {
    const sql = `SELECT data ->> 'holder' AS holder, data ->> 'token' AS token FROM event WHERE type = 'lease.granted'`;
    return database.prepare(sql).all() as GrantRow[];
  } finally {
    database.close();
  }
}

function judgeLog(run: RigRun, holds: readonly Hold[], logged: readonly GrantRow[]): void {
  const holders = new Map(logged.map(({ token, holder }) => [token, holder]));
  run.check(holders.size === logged.length, 'the log grants one token twice');
  const told = new Set<string>();
  for (const { token, actor, task } of holds) {
    run.check(!told.has(token), `token ${token} of ${task} was given twice`);
    run.check(holders.get(token) === actor, `the grant of ${task} to ${actor} is not in the log`);
    told.add(token);
  }
  const untold = logged.filter(({ token }) => !told.has(token)).length;
  run.check(untold === 0, `${untold} grants are in the log and nobody was told`);
}

function judgeRefusals(run: RigRun, all: readonly Acknowledged[], expected: readonly string[]): void {
  for (const { actor, lines } of all) {
    for (const line of lines) {
      for (const [code, times] of Object.entries(line.kind === 'end' ? line.refused : {})) {
        run.count('refused claims', times);
        run.check(expected.includes(code), `${actor} was refused with ${code}, ${times} times`);
      }
    }
  }
}

async function judgeTables(run: RigRun, workspace: TestWorkspace, holds: readonly Hold[]): Promise<void> {
  const { leases } = await workspace.data<LeaseListResult>(['lease', 'list']);
  const inTable = new Set(leases.map(({ task_id, holder }) => `${task_id} of ${holder}`));
  const held = holds.filter(({ toNs }) => toNs === Infinity).map(({ task, actor }) => `${task} of ${actor}`);
  for (const lease of held) {
    run.check(inTable.delete(lease), `the lease of ${lease} was given and is not there`);
  }
  run.check(inTable.size === 0, `leases that nobody was given: ${[...inTable].join(', ')}`);
  const doctor = envelopeOf(await workspace.json(['doctor']));
  const { findings } = doctor.data as DoctorResult;
  run.check(doctor.ok, `doctor: ${JSON.stringify(findings.filter(({ severity }) => severity === 'error'))}`);
}

/** Holds what many claimers were told to each other, to the log and to the tables; only `expected` codes may refuse. */
export async function judgeClaims(
  run: RigRun,
  workspace: TestWorkspace,
  { all, expected }: { readonly all: readonly Acknowledged[]; readonly expected: readonly string[] },
): Promise<void> {
  const holds = all.flatMap(holdsOf);
  run.count('granted claims', holds.length);
  run.count('given back', holds.filter(({ toNs }) => toNs < Infinity).length);
  judgeHolders(run, holds);
  judgeLog(run, holds, grantsInLog(workspace.runtimePath));
  judgeRefusals(run, all, expected);
  await judgeTables(run, workspace, holds);
}
