import { isSameTask } from '../../model/reconcile.ts';
import { touch } from '../../runtime/actors.ts';
import { checkHolder, endLease } from '../../runtime/leases.ts';
import type { ReadTx, WriteTx } from '../../runtime/transaction.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';
import { listErrors } from '../../workspace/view/problems.ts';
import type { LodestarError } from '../../errors.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Hint, Outcome, Warning } from '../outcome.ts';
import { withoutSecrets } from '../without-secrets.ts';
import { actingFor, type Acting } from './acting-for.ts';
import { alreadyHolds, heldSince } from './already-holds.ts';
import { changedMeanwhile, isStillOpen } from './changed-meanwhile.ts';
import { checkOff, readCriteria, reportCriteria, selectCriteria, type CriterionState } from './criteria.ts';
import { addEvidence, locateEvidence, parseEvidence, withTrees, type Evidence } from './evidence.ts';
import { sendHandoff } from './handoff.ts';
import { notHeldOfEarlier } from './earlier-task.ts';
import { leaseNotHeld } from './lease-not-held.ts';
import { headOf, recordTransition, transitionRefused } from './record-transition.ts';
import { repeatDone } from './repeat-done.ts';
import { requireTask } from './require-task.ts';
import { taskHint } from './task-hint.ts';

export interface DoneInput {
  readonly id: string;
  readonly note?: string | undefined;
  readonly evidence: readonly string[];
  /** `1,3` or `all`. */
  readonly criteria?: string | undefined;
}

export interface DoneResult {
  readonly task_id: string;
  readonly status: 'done';
  readonly completed_by: string;
  readonly completed_at: string | null;
  /** False when the same actor, or the same person for it, had marked it done already. */
  readonly changed: boolean;
  readonly criteria: readonly CriterionState[];
  /** What this call gave and is stored. */
  readonly evidence: readonly Evidence[];
}

interface Done {
  readonly result: DoneResult;
  readonly warnings: readonly Warning[];
}

/** A refusal that nevertheless changed something (it ended the lease), so that it is thrown only after the commit. */
interface Refused {
  readonly refusal: LodestarError;
}

interface DoneRequest extends DoneInput {
  readonly parsed: readonly Evidence[];
}

async function complete(
  tx: WriteTx,
  context: OperationContext,
  work: { fresh: FreshTask; acting: Acting; request: DoneRequest },
): Promise<Done> {
  const { fresh, acting, request } = work;
  const { task } = fresh;
  const warnings = await changedMeanwhile(tx, fresh);
  const texts = request.criteria === undefined ? [] : selectCriteria(task, request.criteria);
  await addEvidence(tx, context, { task, acting, evidence: request.parsed });
  const checked = await checkOff(tx, task, { texts, acting });
  const recorded = await recordTransition(tx, context, {
    fresh,
    request: { verb: 'done', reason: null, acting },
  });
  const ending = { taskId: task.id, ...acting, by: 'done', note: request.note ?? null };
  await endLease(tx, ending, fresh);
  if (request.note !== undefined) {
    await sendHandoff(tx, task.id, { acting, body: request.note });
  }
  await touch(tx, acting.actor);
  const { criteria } = reportCriteria(task, checked);
  const answer = {
    task_id: task.id,
    status: 'done',
    completed_by: acting.actor,
    completed_at: recorded.at,
  } as const;
  return { result: { ...answer, changed: true, criteria, evidence: request.parsed }, warnings };
}

/** The same actor, or a person for it, marked it done before: a call whose answer was not seen. */
async function repeat(
  tx: ReadTx,
  work: { fresh: FreshTask; acting: Acting; request: DoneRequest },
): Promise<Done> {
  const { fresh, acting, request } = work;
  const { stored, warnings } = await repeatDone(tx, fresh, request);
  const { criteria } = await readCriteria(tx, fresh.task);
  const answer = {
    task_id: fresh.task.id,
    status: 'done',
    completed_by: acting.actor,
    completed_at: heldSince(fresh),
  } as const;
  return { result: { ...answer, changed: false, criteria, evidence: stored }, warnings };
}

async function doneIn(tx: WriteTx, context: OperationContext, request: DoneRequest): Promise<Done | Refused> {
  const fresh = await requireTask(tx, request.id);
  const { task } = fresh;
  const acting = await actingFor(tx, context, { taskId: task.id, leaseRow: fresh.leaseRow });
  const { actor } = acting;
  const check = await checkHolder(tx, { taskId: task.id, actor, token: context.leaseToken }, fresh);
  if (!check.held && alreadyHolds(fresh, 'done', actor)) {
    return await repeat(tx, { fresh, acting, request });
  }
  if (!check.held) {
    throw leaseNotHeld(task.id, actor, check);
  }
  if (!isSameTask(task.created_at, check.lease.createdAt)) {
    throw notHeldOfEarlier(check.lease);
  }
  if (!isStillOpen(fresh.status)) {
    const ending = { taskId: task.id, ...acting, by: 'release', note: request.note ?? null };
    await endLease(tx, ending, fresh);
    return { refusal: transitionRefused(fresh, 'done') };
  }
  return await complete(tx, context, { fresh, acting, request });
}

async function brokenWarnings(tx: WriteTx): Promise<Warning[]> {
  const [broken] = await listErrors(tx);
  return broken === undefined
    ? []
    : [
        {
          code: 'spec-broken',
          message: `${broken.file}:${String(broken.line)}: ${broken.message}; worked from the last valid copy`,
        },
      ];
}

/** Until the spec is mended, nothing else can be done. */
const CHECK_SPEC = hint('spec.check', ['spec', 'check'], 'See what is wrong with the spec');

function nextHints({ task_id: id, criteria }: DoneResult): Hint[] {
  return [
    criteria.every((each) => each.checked)
      ? taskHint('verify', id, 'Have it verified')
      : taskHint('show', id, 'See which criteria are unchecked'),
    hint('task.claim', ['task', 'claim'], 'Take the next task'),
  ];
}

function parseAll(context: OperationContext, evidence: readonly string[]): Evidence[] {
  if (evidence.length === 0) {
    return [];
  }
  const { head } = headOf(context);
  return evidence.map((text) => parseEvidence(locateEvidence(context, text), head));
}

/** A commit is looked for by its id later, and no secret is one. */
async function requestOf(
  context: OperationContext,
  input: DoneInput,
): Promise<{ request: DoneRequest; redacted: readonly Warning[] }> {
  const parsed = await withTrees(context, parseAll(context, input.evidence));
  const evidence = parsed.map(({ kind, value }) => (kind === 'commit' ? undefined : value));
  const { texts, warnings } = await withoutSecrets(context, { note: input.note, evidence });
  const clean = parsed.map((each, index) => ({ ...each, value: texts.evidence[index] ?? each.value }));
  return { request: { ...input, note: texts.note, parsed: clean }, redacted: warnings };
}

/**
 * Marks a task done by the holder of its live lease and ends the lease, in one transaction. While the spec is broken it
 * works from the last valid copy. Errors: TASK_NOT_FOUND, LEASE_NOT_HELD, TRANSITION_REFUSED, INPUT_INVALID.
 */
export async function completeTask(
  context: OperationContext,
  input: DoneInput,
): Promise<Outcome<DoneResult>> {
  const { request, redacted } = await requestOf(context, input);
  const outcome = await context.workspace.transact(
    async (tx) => ({ ...(await doneIn(tx, context, request)), broken: await brokenWarnings(tx) }),
    { dryRun: context.dryRun, need: 'last-good', follows: false },
  );
  if ('refusal' in outcome) {
    throw outcome.refusal;
  }
  const isBroken = outcome.broken.length > 0;
  return {
    data: outcome.result,
    next: isBroken ? [CHECK_SPEC] : nextHints(outcome.result),
    warnings: [...context.warnings, ...redacted, ...outcome.broken, ...outcome.warnings],
  };
}
