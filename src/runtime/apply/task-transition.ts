import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { EventOf } from './event-of.ts';
import { invariant } from '../../util/invariant.ts';

/** The events that leave a row in `transition`. */
export const TRANSITION_TYPES = [
  'task.blocked',
  'task.unblocked',
  'task.done',
  'task.verified',
  'task.rejected',
  'task.reopened',
  'task.cancelled',
] as const;

type TransitionEvent = EventOf<(typeof TRANSITION_TYPES)[number]>;

interface TransitionParams {
  readonly taskId: string;
  readonly createdAt: string | null;
  readonly status: string;
  readonly stamp: number;
  readonly actor: string;
  readonly reason: string | null;
  readonly branch: string | null;
  readonly head: string | null;
  readonly completedBy: string | null;
  readonly completedAt: number | null;
}

const COLUMNS = [
  'created_at',
  'status',
  'stamp',
  'actor',
  'reason',
  'branch',
  'head',
  'completed_by',
  'completed_at',
] as const;

/** Dates of creation that contradict make it another task of that id; for one task the greater stamp holds. */
const putTransition = statement<TransitionParams>('task-transition.putTransition')((db, param, sql) =>
  db
    .insertInto('transition')
    .values({
      task_id: param('taskId'),
      created_at: param('createdAt'),
      status: param('status'),
      stamp: param('stamp'),
      actor: param('actor'),
      reason: param('reason'),
      branch: param('branch'),
      head: param('head'),
      completed_by: param('completedBy'),
      completed_at: param('completedAt'),
    })
    .onConflict((conflict) =>
      conflict
        .column('task_id')
        .doUpdateSet((eb) =>
          Object.fromEntries(COLUMNS.map((column) => [column, eb.ref(`excluded.${column}`)])),
        )
        .where(
          sql<boolean>`excluded.stamp >= "transition".stamp OR excluded.created_at <> "transition".created_at`,
        ),
    ),
);

export async function applyTransition(tx: ApplyTx, event: TransitionEvent): Promise<void> {
  const { taskId, actor, data } = event;
  invariant(taskId !== null, 'a transition is of a task');
  const { created_at: createdAt, status, stamp, reason, branch, head } = data;
  const completed = { completedBy: data.completed_by, completedAt: data.completed_at };
  await tx.run(putTransition, {
    taskId,
    createdAt,
    status,
    stamp,
    actor,
    reason,
    branch,
    head,
    ...completed,
  });
}
