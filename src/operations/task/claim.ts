import { parseTtl } from '../../model/duration.ts';
import { remainingMs } from '../../model/lease.ts';
import type { Now } from '../../model/now.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { ensureActor, touch } from '../../runtime/actors.ts';
import { grantLease, type GrantOutcome } from '../../runtime/leases.ts';
import type { ReadTx, WriteTx } from '../../runtime/transaction.ts';
import { findFreshTask, listUnmetDependencies, type FreshTask } from '../../workspace/fresh-task.ts';
import { upstreamIn } from '../../workspace/view/state.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome, Warning } from '../outcome.ts';
import { changedMeanwhile, isStillOpen } from './changed-meanwhile.ts';
import {
  isNothingToClaim,
  leaseHeld,
  lockOverlap,
  nothingToClaim,
  notReady,
  notVerified,
  settledUpstream,
} from './claim-refusals.ts';
import { heldOfEarlier } from './earlier-task.ts';
import type { ClaimContext } from './claim-context.ts';
import type { RuntimeFacts } from './context.ts';
import type { ContextResult } from './context-pieces.ts';
import { warnOfLabels, type OfferFilters } from './filters.ts';
import { readHandoff, type Handoff } from './handoff.ts';
import { OverlapFinder, type LockOverlap } from './lock-overlap.ts';
import { findOffers } from './offer.ts';
import { ownLease } from './own-lease.ts';
import { branchOf } from './record-transition.ts';
import { expiresAt } from './present.ts';
import { requireTask } from './require-task.ts';
import { readReturned, type Returned } from './returned.ts';
import { readRevoked, type Revoked } from './revoked.ts';
import { taskHint } from './task-hint.ts';
import { warnOfSettled, warnOfUnmerged } from './unmerged.ts';

export interface ClaimInput {
  /** Without it the first task that `task next` with the same filters would offer. */
  readonly id?: string | undefined;
  readonly ttl?: string | undefined;
  readonly filters: OfferFilters;
  readonly allowOverlap: boolean;
  /** Take also what the default branch has settled. */
  readonly allowUpstream?: boolean | undefined;
  /** What `task context` says of the task, with the answer, in so many characters. */
  readonly context?: { readonly maxChars: number | undefined } | undefined;
}

/** A lease, granted or (to its own holder) renewed. */
export interface ClaimResult {
  readonly task_id: string;
  readonly title: string;
  /** The fencing token, `<epoch>.<fence>`; pass it on as `--lease` or LODESTAR_LEASE. */
  readonly token: string;
  /** The same as `token`. */
  readonly lease_id: string;
  readonly agent_id: string;
  readonly expires_at: string;
  readonly ttl_seconds: number;
  /** False when the caller held the lease already: then it was renewed. */
  readonly changed: boolean;
  readonly description: string;
  readonly acceptance_criteria: readonly string[];
  readonly locks: readonly string[];
  /** The newest note that an earlier holder left. */
  readonly handoff_message: Handoff | null;
  /** The rejection or reopening that made the task ready again: why it is to be done once more. */
  readonly returned: Returned | null;
  /** The revocation that ended the task's last lease, where nobody held it since. */
  readonly revoked: Revoked | null;
  /** Messages of others on the task's thread, and to the caller about it, that the caller has not read. */
  readonly unread_count: number;
  /** Who held the task last, when that lease lapsed without being given back. */
  readonly lapsed: { readonly holder: string; readonly expired_at: string | null } | null;
  /** Locks of others that overlap, when that was allowed. */
  readonly overlaps: readonly LockOverlap[];
  /** Only where it was asked for; null when it could not be read, which takes nothing from the claim. */
  readonly context?: ContextResult | null;
}

interface Claimed {
  readonly data: ClaimResult;
  readonly warnings: readonly Warning[];
  /** Where a context was asked for. */
  readonly facts?: RuntimeFacts | undefined;
}

type Granted = Exclude<GrantOutcome, { readonly outcome: 'held' }>;

interface ClaimRequest extends ClaimInput {
  /** What config.yaml says for tasks that say nothing. */
  readonly defaultTtlMs: number;
}

function ttlMsFor(request: ClaimRequest, fresh: FreshTask): number {
  const text = request.ttl ?? fresh.task.lease_ttl;
  return text === null ? request.defaultTtlMs : parseTtl(text);
}

async function requireClaimable(
  tx: WriteTx,
  context: OperationContext,
  { fresh, allowUpstream }: { fresh: FreshTask; allowUpstream: boolean },
): Promise<void> {
  const { task, lease } = fresh;
  const isOwn = ownLease(fresh, context.actor) !== undefined;
  if (lease !== undefined && !isOwn) {
    throw lease.holder === context.actor ? heldOfEarlier(lease, tx.now) : leaseHeld(lease, tx.now);
  }
  if (isOwn ? !isStillOpen(fresh.status) : fresh.status !== 'ready') {
    throw notReady(fresh);
  }
  if (!isOwn && !allowUpstream && fresh.settledUpstream !== undefined) {
    throw settledUpstream(fresh, upstreamIn(tx));
  }
  const unmet = isOwn ? [] : await listUnmetDependencies(tx, task.id);
  if (unmet.length > 0) {
    throw notVerified(fresh, unmet);
  }
}

/** Who is told that another holds the task need not wait for the lock to hear it. */
async function refuseHeld(tx: ReadTx, { actor }: OperationContext, id: string): Promise<void> {
  const lease = (await findFreshTask(tx, id))?.lease;
  if (lease !== undefined && lease.holder !== actor) {
    throw leaseHeld(lease, tx.now);
  }
}

/** With an id the task is judged; without one it was found claimable, in this very transaction. */
async function pick(
  tx: WriteTx,
  context: OperationContext,
  { input, overlaps }: { input: ClaimInput; overlaps: OverlapFinder },
): Promise<FreshTask> {
  const allowUpstream = input.allowUpstream === true;
  if (input.id !== undefined) {
    const fresh = await requireTask(tx, input.id);
    await requireClaimable(tx, context, { fresh, allowUpstream });
    return fresh;
  }
  const { filters, allowOverlap } = input;
  const request = { actor: context.actor, filters, limit: 1, allowOverlap, allowUpstream };
  const [first] = await findOffers(tx, request, overlaps);
  if (first === undefined) {
    throw nothingToClaim();
  }
  return first;
}

function lapsedOf(granted: Granted): ClaimResult['lapsed'] {
  const expired = granted.outcome === 'granted' ? granted.expired : undefined;
  if (expired === undefined) {
    return null;
  }
  return {
    holder: expired.holder,
    expired_at: expired.deadline === null ? null : formatTimestamp(expired.deadline),
  };
}

function leaseFields(
  granted: Granted,
  now: Now,
): Pick<ClaimResult, 'token' | 'lease_id' | 'expires_at' | 'ttl_seconds' | 'changed' | 'lapsed'> {
  const { lease } = granted;
  const left = lease.deadline === undefined ? 0 : remainingMs(lease.deadline, now);
  return {
    token: lease.token,
    lease_id: lease.token,
    expires_at: expiresAt(lease, now) ?? formatTimestamp(now.wallMs),
    ttl_seconds: Math.round(left / 1000),
    changed: granted.outcome === 'granted',
    lapsed: lapsedOf(granted),
  };
}

async function grant(
  tx: WriteTx,
  context: OperationContext,
  picked: { fresh: FreshTask; ttlMs: number },
): Promise<Granted> {
  const { task } = picked.fresh;
  await ensureActor(tx, context.actor);
  const request = {
    taskId: task.id,
    createdAt: task.created_at,
    holder: context.actor,
    via: null,
    title: task.title,
    locks: task.locks,
    branch: branchOf(context),
    ttlMs: picked.ttlMs,
  };
  const outcome = await grantLease(tx, request, picked.fresh);
  if (outcome.outcome === 'held') {
    throw leaseHeld(outcome.lease, tx.now);
  }
  await touch(tx, context.actor);
  return outcome;
}

/** Grants in one transaction: two racing claims never both win, and racing claims without an id take different tasks. */
async function claimIn(tx: WriteTx, context: OperationContext, request: ClaimRequest): Promise<Claimed> {
  const finder = new OverlapFinder(tx, context.actor);
  const fresh = await pick(tx, context, { input: request, overlaps: finder });
  const isRenewal = fresh.lease !== undefined;
  const overlaps = await finder.of(fresh.task);
  const [first] = overlaps;
  if (first !== undefined && !request.allowOverlap && !isRenewal) {
    throw lockOverlap(fresh.task.id, first, overlaps);
  }
  const revoked = isRenewal ? null : await readRevoked(tx, fresh.task);
  const granted = await grant(tx, context, { fresh, ttlMs: ttlMsFor(request, fresh) });
  const { handoff, unread } = await readHandoff(tx, fresh.task, context.actor);
  const { task } = fresh;
  const data: ClaimResult = {
    task_id: task.id,
    title: task.title,
    agent_id: context.actor,
    ...leaseFields(granted, tx.now),
    description: task.description,
    acceptance_criteria: task.acceptance_criteria,
    locks: task.locks,
    handoff_message: handoff,
    returned: await readReturned(tx, fresh),
    revoked,
    unread_count: unread,
    overlaps,
  };
  const changed = isRenewal ? await changedMeanwhile(tx, fresh) : [];
  const behind = await warnOfUnmerged(tx, fresh.task.id);
  return { data, warnings: [...changed, ...overlapWarnings(overlaps), ...behind] };
}

function overlapWarnings(overlaps: readonly LockOverlap[]): Warning[] {
  return overlaps.map((each) => ({
    code: 'lock-overlap',
    message: `lock ${each.lock} overlaps ${each.other_lock} of ${each.task_id}, held by ${each.holder}`,
  }));
}

/** What reads a context, loaded before anybody has to wait for it; `undefined` where none was asked for. */
async function contextReader(
  context: OperationContext,
  { context: asked }: ClaimInput,
): Promise<ClaimContext | undefined> {
  if (asked === undefined) {
    return undefined;
  }
  const { ClaimContext } = await import('./claim-context.ts');
  return new ClaimContext(context, asked.maxChars);
}

/**
 * Takes a lease on a task, or renews the caller's own. Errors: TASK_NOT_FOUND, LEASE_HELD, NOT_CLAIMABLE, LOCK_OVERLAP,
 * NOTHING_TO_CLAIM, INPUT_INVALID (the TTL).
 */
export async function claimTask(context: OperationContext, input: ClaimInput): Promise<Outcome<ClaimResult>> {
  const { workspace, dryRun } = context;
  if (input.ttl !== undefined) {
    parseTtl(input.ttl);
  }
  const request = { ...input, defaultTtlMs: (await workspace.config()).lease_ttl_ms };
  const { id } = input;
  const reader = await contextReader(context, input);
  const options = {
    dryRun,
    // Only what is offered is taken from the view; a task that is named is joined anew.
    follows: id === undefined,
    upstream: true,
    whileBusy: id === undefined ? undefined : async (tx: ReadTx) => await refuseHeld(tx, context, id),
  };
  const claimed = await workspace
    .transact(async (tx): Promise<Claimed> => {
      const done = await claimIn(tx, context, request);
      return { ...done, facts: await reader?.read(tx, done.data.task_id) };
    }, options)
    .catch(async (error: unknown) => {
      throw isNothingToClaim(error)
        ? nothingToClaim([
            ...(await warnOfLabels(workspace, request.filters)),
            ...(request.allowUpstream === true ? [] : await warnOfSettled(workspace)),
          ])
        : error;
    });
  const { data, warnings } = (await reader?.add(claimed)) ?? claimed;
  const unread = hint('msg.inbox', ['msg', 'inbox', '--task', data.task_id], 'Read what others wrote of it');
  const next = [
    ...(data.unread_count > 0 ? [unread] : []),
    taskHint('done', data.task_id, 'Mark it done when it is'),
    taskHint('renew', data.task_id, 'Keep the lease for longer'),
    taskHint('release', data.task_id, 'Give it back'),
  ];
  return { data, next, warnings: [...context.warnings, ...warnings] };
}
