import type { ChangedPlans, ChangeFinding } from './change-finding.ts';
import { mergeEdges } from './merge-edges.ts';
import { danglingAfterMerge, mergeCycles } from './merge-findings.ts';
import { pairTasks, type Pairing, type TaskPair } from './plan-diff.ts';
import { dateOfStatus, formerIdsOf, isSameTask, specOutcome } from './reconcile.ts';
import { isSameValue } from './same-value.ts';
import { isOver, type Status } from './status.ts';
import type { SpecTask } from './task.ts';
import { parseTimestamp } from './timestamp.ts';

const FINISHED: ReadonlySet<Status> = new Set(['done', 'verified']);

function reusedIds({ base, head, newest, newestName }: ChangedPlans, { added }: Pairing): ChangeFinding[] {
  const former = new Map<string, string>();
  for (const task of [...base.tasks.values(), ...head.tasks.values()]) {
    formerIdsOf(task).forEach((old) => former.set(old, task.id));
  }
  return added.flatMap((task): ChangeFinding[] => {
    const { id, created_at: created } = task;
    const finding = { code: 'ID_REUSED', taskId: id, path: [] } as const;
    const hint = 'Give the new task an id that no task has had.';
    const before = base.tasks.get(id);
    const theirs = newest?.tasks.get(id);
    const renamed = former.get(id);
    if (before !== undefined) {
      return [
        {
          ...finding,
          message: `${id} was another task before, created at ${before.created_at ?? '?'}`,
          hint,
        },
      ];
    }
    if (renamed !== undefined && renamed !== id) {
      return [{ ...finding, message: `${id} is the id that ${renamed} had before it was renamed`, hint }];
    }
    if (theirs !== undefined && !isSameTask(theirs.created_at, created)) {
      const message = `${newestName} has another task ${id} by now, created at ${theirs.created_at ?? '?'}`;
      return [{ ...finding, message, hint: 'A merge gives the later one of the two another id.' }];
    }
    return [];
  });
}

function changedCriteria({ before, after }: TaskPair): ChangeFinding[] {
  const isFinished = FINISHED.has(before.status) && FINISHED.has(after.status);
  if (!isFinished || isSameValue(before.acceptance_criteria, after.acceptance_criteria)) {
    return [];
  }
  return [
    {
      code: 'CRITERIA_CHANGED',
      taskId: after.id,
      path: after.acceptance_criteria.length === 0 ? [] : ['acceptance_criteria'],
      message: `the criteria of ${after.id} are changed, although it is ${before.status}`,
      hint: `Reopen ${after.id}, or make a new task for what is asked for now.`,
    },
  ];
}

function missingVerifier(before: SpecTask | undefined, after: SpecTask, separate: boolean): ChangeFinding[] {
  const { id, verified_by: verifier, completed_by: completer } = after;
  if (after.status !== 'verified' || before?.status === 'verified') {
    return [];
  }
  const finding = { code: 'VERIFIER_MISSING', taskId: id, path: ['status'] } as const;
  if (verifier === null) {
    const message = `${id} is verified, and \`verified_by\` does not say by whom`;
    return [{ ...finding, message, hint: 'Verify it with `lodestar task verify`, then settle.' }];
  }
  return separate && verifier === completer
    ? [
        {
          ...finding,
          message: `${id} was verified by who completed it, ${verifier}`,
          hint: '`verify.separate` asks for two.',
        },
      ]
    : [];
}

const RANK: Partial<Record<Status, number>> = { done: 1, verified: 2, cancelled: 2 };

/** Not where it was reopened after what the base says, which is how an outcome is taken back. */
function loweredOutcome({ before, after }: TaskPair): ChangeFinding[] {
  const isLower = after.status !== 'deleted' && (RANK[after.status] ?? 0) < (RANK[before.status] ?? 0);
  const reopened = after.reopened_at === null ? undefined : parseTimestamp(after.reopened_at);
  const outcome = dateOfStatus(before, before.status) ?? specOutcome(before).stamp;
  if (!isLower || (reopened !== undefined && reopened > outcome)) {
    return [];
  }
  return [
    {
      code: 'OUTCOME_LOWERED',
      taskId: after.id,
      path: ['status'],
      message: `${after.id} was ${before.status} and is ${after.status} now, and it was not reopened`,
      hint: `If that is meant, \`lodestar task reopen ${after.id}\` says so; if not, take over what the base says.`,
    },
  ];
}

function waitsFor(task: SpecTask | undefined, id: string): boolean {
  return task !== undefined && !isOver(task.status) && task.status !== 'done' && task.depends_on.includes(id);
}

/** Tombstones that are new, with those who wait for them on either side. */
function withdrawnDependencies(
  { head, newest, newestName }: ChangedPlans,
  { before, after }: TaskPair,
): ChangeFinding[] {
  if (after.status !== 'deleted' || before.status === 'deleted') {
    return [];
  }
  const here = [...head.tasks.values()].filter((task) => waitsFor(task, after.id)).map(({ id }) => id);
  const there = [...(newest?.tasks.values() ?? [])]
    .filter((task) => !head.tasks.has(task.id) && waitsFor(task, after.id))
    .map(({ id }) => `${id} of ${newestName}`);
  const dependents = [...here, ...there];
  return dependents.length === 0
    ? []
    : [
        {
          code: 'DEPENDENCY_REMOVED',
          taskId: after.id,
          path: ['status'],
          message: `${after.id} is deleted, and ${dependents.join(', ')} wait${dependents.length === 1 ? 's' : ''} for it`,
          hint: 'Change their dependencies first.',
        },
      ];
}

/** What the rules about a change find, in no order. The plans are valid, each by itself. */
export function findChangeFindings(plans: ChangedPlans): ChangeFinding[] {
  const { base, head, newest, separate } = plans;
  const pairing = pairTasks(base, head);
  const merged = newest === undefined ? undefined : mergeEdges(base, head, newest);
  return [
    ...reusedIds(plans, pairing),
    ...pairing.pairs.flatMap((pair) => [
      ...changedCriteria(pair),
      ...missingVerifier(pair.before, pair.after, separate),
      ...loweredOutcome(pair),
      ...withdrawnDependencies(plans, pair),
    ]),
    ...pairing.added.flatMap((task) => missingVerifier(undefined, task, separate)),
    ...(merged === undefined ? [] : [...danglingAfterMerge(merged, plans), ...mergeCycles(merged, plans)]),
  ];
}
