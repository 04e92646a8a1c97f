import type { State, Status } from '../../model/status.ts';
import type { SpecTask } from '../../model/task.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { deriveState } from '../../model/transition.ts';
import { evidenceOf, identityOf } from '../../runtime/tables/evidence.ts';
import { listSendersOfTask, type ThreadSender } from '../../runtime/tables/message.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import {
  listUnmetDependencies,
  threadsOf,
  type FreshTask,
  type UnmetDependency,
} from '../../workspace/fresh-task.ts';
import { listWarningsOf } from '../../workspace/view/problems.ts';
import { listDependents } from '../../workspace/view/rows.ts';
import type { OperationContext } from '../context.ts';
import type { Hint, Outcome, Warning } from '../outcome.ts';
import { readCriteria, type CriterionState } from './criteria.ts';
import type { EvidenceEntry } from './evidence-entry.ts';
import { readHandoff, type Handoff } from './handoff.ts';
import type { NamedCommit } from './named-commits.ts';
import { nextStep } from './next-step.ts';
import { ownLease } from './own-lease.ts';
import { claimedBy, expiresAt, nextHints, runtimeMark, runtimeWarnings, type ClaimedBy } from './present.ts';
import { requireTask } from './require-task.ts';
import { readReturned, type Returned } from './returned.ts';
import { readRevoked, type Revoked } from './revoked.ts';
import { taskHint } from './task-hint.ts';

export type { CommitPlace, EvidenceEntry } from './evidence-entry.ts';

/** A task as the spec defines it, with what both planes say of it. */
export interface ShowResult extends Omit<SpecTask, 'status' | 'extra'> {
  /** The keys of the task that begin with `x-`. */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly status: Status;
  readonly state: State;
  readonly status_from: 'spec' | 'runtime';
  /** Only where it differs from `status`. */
  readonly spec_status?: Status;
  /** The hash of the task's block; pass it as `--if-revision`. */
  readonly revision: string;
  readonly claimable: boolean;
  /** Absent when nobody holds it. */
  readonly claimed_by?: ClaimedBy;
  /** Who held it last, when that lease lapsed and nobody took the task since. */
  readonly lapsed?: { readonly holder: string; readonly expired_at: string | null };
  /** The rejection or reopening that made it ready again. */
  readonly returned: Returned | null;
  /** The revocation that ended its last lease, where nobody took the task since. */
  readonly revoked: Revoked | null;
  readonly dependents: readonly string[];
  readonly unmet_dependencies: readonly UnmetDependency[];
  readonly criteria: readonly CriterionState[];
  readonly evidence: readonly EvidenceEntry[];
  /** The newest note that a holder left, with `release` or `done`. */
  readonly handoff_message: Handoff | null;
  readonly communication: {
    readonly message_count: number;
    /** On its thread, or to the caller about it, and not read yet. */
    readonly unread_count: number;
    readonly participating_agents: readonly string[];
  };
  /** The latest transition that the runtime holds. */
  readonly transition: {
    readonly status: Status;
    readonly by: string;
    readonly at: string;
    readonly reason: string | null;
    readonly branch: string | null;
    readonly head: string | null;
  } | null;
  /** The commits whose messages name it, the newest first, where they were asked for; null where Git cannot tell. */
  readonly commits?: readonly NamedCommit[] | null;
  readonly runtime?: 'unknown';
}

export interface ShowInput {
  readonly id: string;
  /** List the commits of HEAD's history that name it, which takes as long as its history is. */
  readonly commits?: boolean | undefined;
}

export async function readEvidence(tx: ReadTx, task: SpecTask): Promise<EvidenceEntry[]> {
  const rows = await evidenceOf(tx, identityOf(task));
  return rows.map(({ kind, value, actor, atMs, branch, head, tree }) => ({
    kind,
    value,
    by: actor,
    at: formatTimestamp(atMs),
    branch,
    head,
    tree,
  }));
}

async function readMessages(
  tx: ReadTx,
  task: SpecTask,
  reader: string,
): Promise<Pick<ShowResult, 'handoff_message' | 'communication'>> {
  const { handoff, unread } = await readHandoff(tx, task, reader);
  const senders: ThreadSender[] = [];
  for (const id of await threadsOf(tx, task)) {
    senders.push(...(await listSendersOfTask(tx, id)));
  }
  const communication = {
    message_count: senders.reduce((sum, each) => sum + each.count, 0),
    unread_count: unread,
    participating_agents: [...new Set(senders.map((each) => each.actor))],
  };
  return { handoff_message: handoff, communication };
}

export function transitionOf(fresh: Pick<FreshTask, 'transition'>): ShowResult['transition'] {
  const { transition } = fresh;
  if (transition === undefined) {
    return null;
  }
  const { status, actor, stamp, reason, branch, head } = transition;
  return { status, by: actor, at: formatTimestamp(stamp), reason, branch, head };
}

function leaseFields(tx: ReadTx, fresh: FreshTask): Pick<ShowResult, 'claimed_by' | 'lapsed'> {
  const claimed = claimedBy(fresh.lease, tx.now);
  if (claimed !== null) {
    return { claimed_by: claimed };
  }
  const { leaseRow } = fresh;
  return leaseRow === undefined
    ? {}
    : { lapsed: { holder: leaseRow.holder, expired_at: expiresAt(leaseRow, tx.now) } };
}

async function showIn(
  tx: ReadTx,
  context: OperationContext,
  id: string,
): Promise<{ data: ShowResult; stale: readonly string[]; held: boolean }> {
  const fresh = await requireTask(tx, id);
  const { task } = fresh;
  const unmet = await listUnmetDependencies(tx, id);
  const { criteria, stale } = await readCriteria(tx, task);
  const state = deriveState(fresh.status, fresh.lease !== undefined, unmet.length);
  const data: ShowResult = {
    ...task,
    status: fresh.status,
    state,
    status_from: fresh.statusFrom,
    ...(fresh.specStatus === fresh.status ? {} : { spec_status: fresh.specStatus }),
    revision: fresh.revision,
    claimable: state === 'claimable' && context.runtime.mode === 'writable',
    ...leaseFields(tx, fresh),
    returned: await readReturned(tx, fresh),
    revoked: await readRevoked(tx, task),
    dependents: (await listDependents(tx, id)).map((each) => each.id),
    unmet_dependencies: unmet,
    criteria,
    evidence: await readEvidence(tx, task),
    ...(await readMessages(tx, fresh.task, context.actor)),
    transition: transitionOf(fresh),
    ...runtimeMark(context.runtime),
  };
  return { data, stale, held: ownLease(fresh, context.actor) !== undefined };
}

function usualHints({ id, status, claimable }: ShowResult, held: boolean): Hint[] {
  const why = taskHint('why', id, 'See what stands in the way');
  return [nextStep({ id, status, claimable, held }) ?? why];
}

/** A hand edit without its date can still lose to a transition that was never settled: that is told here. */
async function specWarnings(tx: ReadTx, id: string): Promise<Warning[]> {
  const warnings = await listWarningsOf(tx, id);
  return warnings.map(({ code, message }) => ({ code: code.toLowerCase().replaceAll('_', '-'), message }));
}

/** What has become of the document that it was cut from; a task that was cut from none reads none. */
async function documentWarnings(context: OperationContext, { prd, id }: ShowResult): Promise<Warning[]> {
  if (prd === null) {
    return [];
  }
  const { readPrdWarnings } = await import('../spec/prd-of-task.ts');
  return await readPrdWarnings({ id, prd }, context.workspace.paths);
}

/** Git is asked only where a commit is named. */
async function placedEvidence(
  { workspace }: OperationContext,
  { evidence }: ShowResult,
): Promise<readonly EvidenceEntry[]> {
  if (!evidence.some(({ kind }) => kind === 'commit')) {
    return evidence;
  }
  const { placeCommits } = await import('./evidence-commits.ts');
  return await placeCommits(workspace, evidence);
}

async function namedCommits(
  { workspace }: OperationContext,
  data: ShowResult,
): Promise<Required<Pick<ShowResult, 'commits'>>> {
  const { listNamedCommits } = await import('./named-commits.ts');
  return { commits: await listNamedCommits(workspace.paths, data) };
}

/** One task whole. Errors: TASK_NOT_FOUND. */
export async function showTask(context: OperationContext, input: ShowInput): Promise<Outcome<ShowResult>> {
  const { data, stale, held, ofSpec } = await context.workspace.read(async (tx) => ({
    ...(await showIn(tx, context, input.id)),
    ofSpec: await specWarnings(tx, input.id),
  }));
  const staleWarnings = stale.map((text) => ({
    code: 'criterion-changed',
    message: `a check-off no longer fits any criterion, so that it counts as unchecked: ${JSON.stringify(text)}`,
  }));
  const warnings = [...context.warnings, ...runtimeWarnings(context.runtime), ...staleWarnings, ...ofSpec];
  warnings.push(...(await documentWarnings(context, data)));
  const evidence = await placedEvidence(context, data);
  return {
    data: { ...data, evidence, ...(input.commits === true ? await namedCommits(context, data) : {}) },
    next: nextHints(context.runtime, usualHints(data, held)),
    warnings,
  };
}
