import { patternsOverlap } from './glob-overlap.ts';
import { parseLock, type LockPattern } from './glob-pattern.ts';
import { reachable, reverseEdges } from './graph.ts';
import { dependenciesIn, type Plan } from './plan.ts';
import type { TaskPair } from './plan-diff.ts';
import { isOver } from './status.ts';
import type { SpecTask } from './task.ts';

/** Two tasks that may not be worked on at once, because a lock that one was given covers what the other's covers. */
export interface NewOverlap {
  readonly id: string;
  readonly lock: string;
  readonly other_id: string;
  readonly other_lock: string;
}

/** More comparisons than this take seconds, and nobody reads what comes of them. */
const MAX_COMPARISONS = 500_000;

/** A plan in which everything overlaps says no more by saying it thousands of times. */
const MAX_OVERLAPS = 500;

interface Lock {
  readonly task: SpecTask;
  readonly text: string;
  readonly pattern: LockPattern;
}

function locksOf(task: SpecTask, parsed: Map<string, LockPattern>): Lock[] {
  return [...new Set(task.locks)].map((text) => {
    const pattern = parsed.get(text) ?? parseLock(text);
    parsed.set(text, pattern);
    return { task, text, pattern };
  });
}

/**
 * Locks that `head` gives to a task and `base` did not, which overlap those of another task that is not over. Tasks of which
 * one waits for the other cannot be held at once and are left out. `complete` is false where there was more than is listed.
 */
export function newOverlaps(
  head: Plan,
  changes: { readonly pairs: readonly TaskPair[]; readonly added: readonly SpecTask[] },
): { readonly overlaps: readonly NewOverlap[]; readonly complete: boolean } {
  const parsed = new Map<string, LockPattern>();
  const open = [...head.tasks.values()].filter(({ status }) => !isOver(status) && status !== 'done');
  const all = open.flatMap((task) => locksOf(task, parsed));
  const had = new Map(changes.pairs.map(({ before, after }) => [after.id, new Set(before.locks)]));
  const isNew = ({ task, text }: Lock): boolean => had.get(task.id)?.has(text) !== true;
  const fresh = all.filter(isNew);
  const dependencies = dependenciesIn(head);
  const dependents = reverseEdges(dependencies);
  const overlaps: NewOverlap[] = [];
  let comparisons = 0;
  for (const lock of fresh) {
    const ordered = new Set([
      ...reachable(lock.task.id, dependencies),
      ...reachable(lock.task.id, dependents),
    ]);
    for (const other of all) {
      comparisons += 1;
      if (comparisons > MAX_COMPARISONS || overlaps.length >= MAX_OVERLAPS) {
        return { overlaps, complete: false };
      }
      // Where both are new the pair is told once, of the task that stands first.
      const isTold = isNew(other) && other.task.id <= lock.task.id;
      const isApart = other.task.id === lock.task.id || ordered.has(other.task.id) || isTold;
      if (!isApart && patternsOverlap(lock.pattern, other.pattern)) {
        overlaps.push({
          id: lock.task.id,
          lock: lock.text,
          other_id: other.task.id,
          other_lock: other.text,
        });
      }
    }
  }
  return { overlaps, complete: true };
}
