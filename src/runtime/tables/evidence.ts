import type { EventData } from '../../model/event.ts';
import { isSameTask } from '../../model/reconcile.ts';
import type { QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';

/** What somebody gave as proof of a task's work. */
export interface EvidenceRecord {
  readonly createdAt: string | null;
  readonly kind: EventData['evidence.added']['kind'];
  readonly value: string;
  readonly branch: string | null;
  readonly head: string | null;
  readonly actor: string;
  readonly atMs: number;
}

const selectOfTask = statement<{ taskId: string }>('evidence.selectOfTask')((db, param) =>
  db
    .selectFrom('evidence')
    .select(['created_at as createdAt', 'kind', 'value', 'branch', 'head', 'actor', 'at as atMs'])
    .where('task_id', '=', param('taskId'))
    .orderBy('clock')
    .orderBy('origin')
    .orderBy('n')
    .$narrowType<{ kind: EvidenceRecord['kind'] }>(),
);

/** The evidence of a task, oldest first. That of another task that had this id, by its date of creation, is left out. */
export async function evidenceOf(
  tx: QueryTx,
  taskId: string,
  createdAt: string | null = null,
): Promise<EvidenceRecord[]> {
  const rows = await tx.all(selectOfTask, { taskId });
  return rows.filter((row) => isSameTask(createdAt, row.createdAt));
}
