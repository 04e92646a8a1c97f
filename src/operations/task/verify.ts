import { LodestarError } from '../../errors.ts';
import { ensureActor, touch } from '../../runtime/actors.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome, Warning } from '../outcome.ts';
import { withoutSecrets } from '../without-secrets.ts';
import { notSettled, settleAfterVerify } from '../settle/settle-after-verify.ts';
import { readCriteria, type CriterionState } from './criteria.ts';
import { alreadyHolds, heldSince } from './already-holds.ts';
import { reasonNotStored } from './not-stored.ts';
import { recordTransition, requireVerb } from './record-transition.ts';
import { requireTask } from './require-task.ts';
import { listUnblockedBy } from './unblocked.ts';
import { idAtEnd, taskHint } from './task-hint.ts';

export interface VerifyInput {
  readonly id: string;
  /** Verify although criteria are unchecked; needs a reason. */
  readonly acceptUnchecked: boolean;
  readonly reason?: string | undefined;
}

export interface VerifyResult {
  readonly task_id: string;
  readonly status: 'verified';
  readonly verified_by: string;
  readonly verified_at: string | null;
  readonly completed_by: string | null;
  /** False when the same actor had verified it already. */
  readonly changed: boolean;
  /** Dependents that can be claimed now. */
  readonly unblocked: readonly string[];
  readonly criteria: readonly CriterionState[];
  /** Written into this checkout's spec already (`settle: on-verify`). */
  readonly settled: boolean;
}

function requireSeparate(fresh: FreshTask, completedBy: string | null, actor: string): void {
  if (completedBy === actor) {
    throw new LodestarError(
      'VERIFIER_NOT_SEPARATE',
      `${actor} completed ${fresh.task.id} and cannot verify it as well`,
      {
        details: { task_id: fresh.task.id, completed_by: completedBy },
      },
    );
  }
}

function requireChecked(fresh: FreshTask, criteria: readonly CriterionState[]): void {
  const unchecked = criteria.filter((each) => !each.checked);
  if (unchecked.length > 0) {
    const numbers = unchecked.map((each) => String(each.number)).join(',');
    const done = taskHint('done', { id: fresh.task.id, flags: ['--criteria', numbers] }, '').cmd;
    const message = `${fresh.task.id}: of its ${String(criteria.length)} criteria these are unchecked: ${numbers}`;
    throw new LodestarError('CRITERIA_UNCHECKED', message, {
      details: { task_id: fresh.task.id, unchecked },
      hint: `Send it back with \`--reject --reason TEXT\`, so that its holder checks them off with \`${done}\`; or accept it with \`--accept-unchecked --reason TEXT\`.`,
    });
  }
}

interface Verified {
  readonly data: VerifyResult;
  readonly warnings: readonly Warning[];
}

interface VerifyRequest extends VerifyInput {
  readonly separate: boolean;
}

async function verifyIn(tx: WriteTx, context: OperationContext, request: VerifyRequest): Promise<Verified> {
  const { actor } = context;
  const fresh = await requireTask(tx, request.id);
  const { criteria } = await readCriteria(tx, fresh.task);
  const completedBy =
    fresh.statusFrom === 'runtime' ? (fresh.transition?.completedBy ?? null) : fresh.task.completed_by;
  const answer = {
    task_id: fresh.task.id,
    status: 'verified',
    verified_by: actor,
    completed_by: completedBy,
    criteria,
    settled: false,
  } as const;
  if (alreadyHolds(fresh, 'verify', actor)) {
    const data = { ...answer, verified_at: heldSince(fresh), changed: false, unblocked: [] };
    return { data, warnings: reasonNotStored(fresh, request.reason ?? null) };
  }
  requireVerb(fresh, 'verify');
  if (request.separate) {
    requireSeparate(fresh, completedBy, actor);
  }
  if (!request.acceptUnchecked) {
    requireChecked(fresh, criteria);
  }
  await ensureActor(tx, actor);
  const recorded = await recordTransition(tx, context, {
    fresh,
    request: {
      verb: 'verify',
      reason: request.reason ?? null,
      acting: { actor, via: null },
      acceptedUnchecked: request.acceptUnchecked,
    },
  });
  await touch(tx, actor);
  const unblocked = await listUnblockedBy(tx, fresh.task.id);
  return { data: { ...answer, verified_at: recorded.at, changed: true, unblocked }, warnings: [] };
}

function nextHints(result: VerifyResult): Outcome<VerifyResult>['next'] {
  const claims = result.unblocked.slice(0, 3).map((id) => taskHint('claim', id, 'It can be claimed now'));
  return result.settled
    ? claims
    : [...claims, hint('settle', ['settle', ...idAtEnd(result.task_id)], 'Write the outcome into the spec')];
}

/** The mutex first, throughout; a checkout that cannot be written, so that there is none, keeps nobody from verifying. */
async function verifyAndSettle(
  context: OperationContext,
  verify: () => Promise<Verified>,
): Promise<Verified> {
  try {
    return await context.workspace.withSpecMutex(async () => {
      const { data, warnings } = await verify();
      const settling = await settleAfterVerify(context, data.task_id);
      return {
        data: { ...data, settled: settling.settled },
        warnings: [...warnings, ...settling.warnings],
      };
    });
  } catch (error) {
    if (!(error instanceof LodestarError && error.code === 'SPEC_READONLY')) {
      throw error;
    }
    const { data, warnings } = await verify();
    return { data, warnings: [...warnings, notSettled(error)] };
  }
}

/**
 * Confirms that a task is done, which opens its dependents. With `settle: on-verify` the outcome is written into this
 * checkout's spec as well; where that fails the verification stands and `not-settled` says why.
 * Errors: TASK_NOT_FOUND, TRANSITION_REFUSED, CRITERIA_UNCHECKED, VERIFIER_NOT_SEPARATE, USAGE.
 */
export async function verifyTask(
  context: OperationContext,
  input: VerifyInput,
): Promise<Outcome<VerifyResult>> {
  const { workspace, dryRun } = context;
  if (input.acceptUnchecked && (input.reason ?? '').trim() === '') {
    throw new LodestarError('USAGE', '--accept-unchecked needs --reason', {
      hint: 'Say why: `--accept-unchecked --reason TEXT`.',
    });
  }
  const config = await workspace.config();
  const { texts, warnings: redacted } = await withoutSecrets(context, { reason: input.reason });
  const request = { ...input, ...texts, separate: config.verify.separate };
  const verify = async (): Promise<Verified> =>
    await workspace.transact(async (tx) => await verifyIn(tx, context, request), { dryRun, follows: false });
  const { data, warnings } =
    config.settle === 'on-verify' ? await verifyAndSettle(context, verify) : await verify();
  return { data, next: nextHints(data), warnings: [...context.warnings, ...redacted, ...warnings] };
}
