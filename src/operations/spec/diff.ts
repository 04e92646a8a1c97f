import { LodestarError } from '../../errors.ts';
import type { Lease } from '../../model/lease.ts';
import { newOverlaps, type NewOverlap } from '../../model/new-overlaps.ts';
import { diffPlans, pairTasks, type PlanDiff, type TaskChange } from '../../model/plan-diff.ts';
import { isSameTask } from '../../model/reconcile.ts';
import { statusRank, type Status } from '../../model/status.ts';
import type { SpecTask } from '../../model/task.ts';
import type { FolderContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { readClaims, type Claims, type ClaimsLook } from './read-claims.ts';
import { readVersion, type SpecVersion, type VersionSource } from './read-version.ts';
import { findSpecPlace } from './spec-place.ts';
import { namesOf, type DiffNames } from './version-name.ts';

/** A change to a task that somebody works on now, or that was agreed to be finished. */
export interface NotedChange {
  readonly id: string;
  readonly title: string;
  readonly change: 'changed' | 'removed';
  /** What the base says of it. */
  readonly status: Status;
  /** Who holds it now; null where nobody does, or where that was not looked at. */
  readonly holder: string | null;
  /** Names of the changed fields; none of a task that is removed. */
  readonly fields: readonly string[];
}

export interface DiffCounts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly edges_added: number;
  readonly edges_removed: number;
  readonly blocked: number;
  readonly freed: number;
  readonly settled: number;
  readonly lock_overlaps: number;
}

export interface SpecDiffResult extends PlanDiff {
  readonly base: VersionSource;
  readonly head: VersionSource;
  readonly counts: DiffCounts;
  readonly claims: ClaimsLook;
  /** Changes to tasks that are claimed now, or that were done or verified already. */
  readonly noted: readonly NotedChange[];
  /** Locks that are new, and overlap those of another task that is open too. */
  readonly lock_overlaps: readonly NewOverlap[];
  /** False where more of them overlap than are listed. */
  readonly lock_overlaps_complete: boolean;
}

/** What a settle writes: of a finished task it is no change of what was agreed. */
const OUTCOME_FIELD = /^(?:status|status_reason|\w+_(?:by|at))$/u;

function holderOf(task: SpecTask, leases: readonly Lease[]): string | null {
  const lease = leases.find((each) => each.taskId === task.id && isSameTask(task.created_at, each.createdAt));
  return lease?.holder ?? null;
}

function isNoted(change: TaskChange): boolean {
  const isFinished = change.status_before === 'done' || change.status_before === 'verified';
  const isTakenBack =
    statusRank(change.status) < statusRank(change.status_before) || change.status === 'deleted';
  return isFinished && (isTakenBack || change.fields.some(({ field }) => !OUTCOME_FIELD.test(field)));
}

function notedChanges(
  { removed, changed }: PlanDiff,
  baseTask: (change: TaskChange) => SpecTask | undefined,
  leases: readonly Lease[],
): NotedChange[] {
  const gone = removed.flatMap((task): NotedChange[] => {
    const { id, title, status } = task;
    const holder = holderOf(task, leases);
    const isFinished = status === 'done' || status === 'verified';
    return holder === null && !isFinished
      ? []
      : [{ id, title, change: 'removed', status, holder, fields: [] }];
  });
  const edited = changed.flatMap((change): NotedChange[] => {
    const task = baseTask(change);
    const holder = task === undefined ? null : holderOf(task, leases);
    const { id, title, status_before: status } = change;
    const fields = change.fields.map(({ field }) => field);
    return holder === null && !isNoted(change)
      ? []
      : [{ id, title, change: 'changed', status, holder, fields }];
  });
  // What somebody works on right now is more pressing than what is finished.
  return [...gone, ...edited].sort((a, b) => Number(a.holder === null) - Number(b.holder === null));
}

function countsOf(diff: PlanDiff, overlaps: readonly NewOverlap[]): DiffCounts {
  return {
    added: diff.added.length,
    removed: diff.removed.length,
    changed: diff.changed.length,
    edges_added: diff.edges_added.length,
    edges_removed: diff.edges_removed.length,
    blocked: diff.blocked.length,
    freed: diff.freed.length,
    settled: diff.settled.length,
    lock_overlaps: overlaps.length,
  };
}

function look({ checked, why_not: whyNot }: Claims): ClaimsLook {
  return { checked, why_not: whyNot };
}

/** What leads from one version to another, and what that means for what is claimed. */
export function compareVersions(
  base: Pick<SpecVersion, 'source' | 'plan'>,
  head: Pick<SpecVersion, 'source' | 'plan'>,
  claims: Claims,
): SpecDiffResult {
  const diff = diffPlans(base.plan, head.plan);
  const { overlaps, complete } = newOverlaps(head.plan, pairTasks(base.plan, head.plan));
  const baseTask = ({ id, renamed_from: former }: TaskChange): SpecTask | undefined =>
    base.plan.tasks.get(former ?? id);
  return {
    base: base.source,
    head: head.source,
    counts: countsOf(diff, overlaps),
    claims: look(claims),
    noted: notedChanges(diff, baseTask, claims.leases),
    ...diff,
    lock_overlaps: overlaps,
    lock_overlaps_complete: complete,
  };
}

/**
 * What leads from one version of the plan to another. A version without a spec is an empty plan, so that a new plan is all
 * additions. Errors: REVISION_NOT_FOUND, FILE_NOT_FOUND (neither version has a spec), SPEC_INVALID and SPEC_CONFLICTED with
 * all problems, SPEC_BUSY, USAGE.
 */
export async function diffSpecs(context: FolderContext, input: DiffNames): Promise<Outcome<SpecDiffResult>> {
  const names = namesOf(input, context.dir);
  const place = findSpecPlace(context.dir);
  const reader = { context, place };
  const base = await readVersion(reader, names.base);
  const head = await readVersion(reader, names.head, base);
  if (base.parsed === undefined && head.parsed === undefined) {
    const message = `neither ${base.source.name} nor ${head.source.name} has a spec (${place.files.join(', ')})`;
    throw new LodestarError('FILE_NOT_FOUND', message, { details: { files: place.files } });
  }
  return { data: compareVersions(base, head, await readClaims(context, place)), next: [], warnings: [] };
}
