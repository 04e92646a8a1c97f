import { isRenamedTask, isSameTask } from '../../model/reconcile.ts';
import type { QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { TaskIdentity } from './evidence.ts';

/** A criterion that was checked off, by its text with white space folded. */
export interface CheckedCriterion {
  readonly text: string;
  readonly actor: string;
  readonly atMs: number;
}

const selectOfTask = statement<{ taskId: string }>('criterion.selectOfTask')((db, param) =>
  db
    .selectFrom('criterion')
    .select(['created_at as createdAt', 'text', 'actor', 'at as atMs'])
    .where('task_id', '=', param('taskId'))
    .orderBy('at')
    .orderBy('text'),
);

/**
 * What is checked off of a task, also under the ids that it had before. Rows of another task that had one of these ids, by
 * its date of creation, are left out.
 */
export async function criteriaOf(
  tx: QueryTx,
  { id, createdAt, formerIds }: TaskIdentity,
): Promise<CheckedCriterion[]> {
  const own = await tx.all(selectOfTask, { taskId: id });
  const rows = own.filter((row) => isSameTask(createdAt, row.createdAt === '' ? null : row.createdAt));
  for (const former of formerIds) {
    const earlier = await tx.all(selectOfTask, { taskId: former });
    rows.push(...earlier.filter((row) => isRenamedTask(createdAt, row.createdAt)));
  }
  const first = new Map(rows.toReversed().map(({ text, actor, atMs }) => [text, { text, actor, atMs }]));
  return [...first.values()].reverse();
}
