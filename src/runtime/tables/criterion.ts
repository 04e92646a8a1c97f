import { isSameTask } from '../../model/reconcile.ts';
import type { QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';

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

/** What is checked off of a task. Rows of another task that had this id, by its date of creation, are left out. */
export async function criteriaOf(
  tx: QueryTx,
  taskId: string,
  createdAt: string | null = null,
): Promise<CheckedCriterion[]> {
  const rows = await tx.all(selectOfTask, { taskId });
  return rows
    .filter((row) => isSameTask(createdAt, row.createdAt === '' ? null : row.createdAt))
    .map(({ text, actor, atMs }) => ({ text, actor, atMs }));
}
