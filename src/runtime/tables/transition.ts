import type { TransitionStatus } from '../../model/status.ts';
import type { Transition } from '../../model/transition.ts';
import { TRANSITION_TYPES } from '../apply/task-transition.ts';
import type { SqlBuilder } from '../compile.ts';
import type { QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';

function selectTransitions(db: SqlBuilder) {
  return db
    .selectFrom('transition')
    .select([
      'task_id as taskId',
      'created_at as createdAt',
      'status',
      'stamp',
      'actor',
      'reason',
      'branch',
      'head',
      'completed_by as completedBy',
      'completed_at as completedAt',
    ]);
}

interface Row extends Omit<Transition, 'status'> {
  readonly status: string;
}

/** `apply` writes no other status than an event of a transition can carry. */
function transitionOf(row: Row): Transition {
  return { ...row, status: row.status as TransitionStatus };
}

const selectOfTask = statement<{ taskId: string }>('transition.selectOfTask')((db, param) =>
  selectTransitions(db).where('task_id', '=', param('taskId')),
);

const selectAll = statement('transition.selectAll')((db) => selectTransitions(db).orderBy('task_id'));

const selectTouchedAfter = statement<{ seq: number }>('transition.selectTouchedAfter')((db, param) =>
  db
    .selectFrom('event')
    .select('task_id as taskId')
    .where('seq', '>', param('seq'))
    .where('type', 'in', TRANSITION_TYPES)
    .$narrowType<{ taskId: string }>(),
);

/** The latest transition of a task, `undefined` when this runtime holds none. */
export async function getTransition(tx: QueryTx, taskId: string): Promise<Transition | undefined> {
  const row = await tx.get(selectOfTask, { taskId });
  return row === undefined ? undefined : transitionOf(row);
}

/** The latest transition of every task that has one. */
export async function listTransitions(tx: QueryTx): Promise<Transition[]> {
  return (await tx.all(selectAll, {})).map(transitionOf);
}

/** The tasks whose transition was changed by an event after `seq`. */
export async function listTouchedAfter(tx: QueryTx, seq: number): Promise<string[]> {
  return [...new Set((await tx.all(selectTouchedAfter, { seq })).map((row) => row.taskId))];
}
