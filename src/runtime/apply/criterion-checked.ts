import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { EventOf } from './event-of.ts';
import { invariant } from '../../util/invariant.ts';

interface CheckedRow {
  readonly taskId: string;
  readonly createdAt: string;
  readonly text: string;
  readonly actor: string;
  readonly at: number;
}

const putCriterion = statement<CheckedRow>('criterion-checked.putCriterion')((db, param) =>
  db.replaceInto('criterion').values({
    task_id: param('taskId'),
    created_at: param('createdAt'),
    text: param('text'),
    actor: param('actor'),
    at: param('at'),
  }),
);

/** The latest check-off of a text is the one that is shown. */
export async function applyCriterionChecked(tx: ApplyTx, event: EventOf<'criterion.checked'>): Promise<void> {
  const { taskId, actor, at, data } = event;
  invariant(taskId !== null, 'a criterion is of a task');
  await tx.run(putCriterion, { taskId, createdAt: data.created_at ?? '', text: data.text, actor, at });
}
