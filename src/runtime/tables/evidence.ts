import type { EventData } from '../../model/event.ts';
import { formerIdsOf, isRenamedTask, isSameTask } from '../../model/reconcile.ts';
import type { SpecTask } from '../../model/task.ts';
import type { QueryTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';

/** What somebody gave as proof of a task's work. */
export interface EvidenceRecord {
  readonly createdAt: string | null;
  readonly kind: EventData['evidence.added']['kind'];
  readonly value: string;
  readonly branch: string | null;
  readonly head: string | null;
  /** Of a commit, the id of what it holds. */
  readonly tree: string | null;
  readonly actor: string;
  readonly atMs: number;
}

const selectOfTask = statement<{ taskId: string }>('evidence.selectOfTask')((db, param) =>
  db
    .selectFrom('evidence')
    .select(['created_at as createdAt', 'kind', 'value', 'branch', 'head', 'tree', 'actor', 'at as atMs'])
    .where('task_id', '=', param('taskId'))
    .orderBy('clock')
    .orderBy('origin')
    .orderBy('n')
    .$narrowType<{ kind: EvidenceRecord['kind'] }>(),
);

/** By which a task's records are found, now and under the ids that it had before. */
export interface TaskIdentity {
  readonly id: string;
  readonly createdAt: string | null;
  readonly formerIds: readonly string[];
}

export function identityOf(task: SpecTask): TaskIdentity {
  return { id: task.id, createdAt: task.created_at, formerIds: formerIdsOf(task) };
}

/**
 * The evidence of a task, oldest first, with what was given under the ids that it had before. That of another task that had
 * one of these ids, by its date of creation, is left out.
 */
export async function evidenceOf(
  tx: QueryTx,
  { id, createdAt, formerIds }: TaskIdentity,
): Promise<EvidenceRecord[]> {
  const records: EvidenceRecord[] = [];
  for (const former of formerIds.toReversed()) {
    const earlier = await tx.all(selectOfTask, { taskId: former });
    records.push(...earlier.filter((row) => isRenamedTask(createdAt, row.createdAt)));
  }
  const own = await tx.all(selectOfTask, { taskId: id });
  return [...records, ...own.filter((row) => isSameTask(createdAt, row.createdAt))];
}
