import { LodestarError } from '../../errors.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';
import { listDependents } from '../../workspace/view/rows.ts';
import type { EditPlan } from '../../workspace/workspace.ts';
import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { diffFields, recordEdits } from './record-edit.ts';
import { requireHolderOrFree } from './record-transition.ts';
import { requireTask } from './require-task.ts';
import { taskHint } from './task-hint.ts';

const MAX_HINTS = 3;

export interface DeleteInput {
  readonly id: string;
  /** Delete the tasks that depend on it as well, directly or not. */
  readonly cascade: boolean;
}

export interface DeletedTask {
  readonly id: string;
  readonly title: string;
  readonly previous_status: string;
  /** Whose lease it ended, if it did. */
  readonly lease_ended: string | null;
}

export interface DeleteResult {
  /** The task that was named. */
  readonly task_id: string;
  readonly deleted: readonly DeletedTask[];
  readonly count: number;
  readonly changed: boolean;
}

/** The live dependents, direct and not, nearest first. */
async function listAllDependents(tx: ReadTx, id: string): Promise<string[]> {
  const found = new Set<string>();
  const queue = [id];
  for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
    for (const { id: dependent } of await listDependents(tx, current)) {
      if (dependent !== id && !found.has(dependent)) {
        found.add(dependent);
        queue.push(dependent);
      }
    }
  }
  return [...found];
}

function requireNoDependents(id: string, dependents: readonly string[], cascade: boolean): void {
  if (dependents.length > 0 && !cascade) {
    throw new LodestarError(
      'HAS_DEPENDENTS',
      `${String(dependents.length)} live tasks depend on ${id}: ${dependents.slice(0, 5).join(', ')}`,
      {
        details: { task_id: id, dependents },
      },
    );
  }
}

async function planDelete(
  tx: ReadTx,
  context: OperationContext,
  input: DeleteInput,
): Promise<EditPlan<readonly FreshTask[]>> {
  const root = await requireTask(tx, input.id);
  const dependents = root.specStatus === 'deleted' ? [] : await listAllDependents(tx, input.id);
  requireNoDependents(input.id, dependents, input.cascade);
  const doomed: FreshTask[] = root.specStatus === 'deleted' ? [] : [root];
  for (const id of dependents) {
    doomed.push(await requireTask(tx, id));
  }
  for (const fresh of doomed) {
    requireHolderOrFree(fresh, context.actor, 'delete');
  }
  const edits = doomed.map(
    (fresh) => ({ kind: 'set', id: fresh.task.id, fields: { status: 'deleted' } }) as const,
  );
  return { edits, result: doomed };
}

/**
 * Leaves a tombstone in the spec; the id is never issued again and `task reopen` undoes it. Errors: TASK_NOT_FOUND,
 * HAS_DEPENDENTS, LEASE_HELD and those of an edit.
 */
export async function deleteTask(
  context: OperationContext,
  input: DeleteInput,
): Promise<Outcome<DeleteResult>> {
  const { workspace, dryRun } = context;
  const { doomed, warnings } = await workspace.withSpecMutex(async () => {
    const { result } = await workspace.edit(async (tx) => await planDelete(tx, context, input), { dryRun });
    const records = result.map((fresh) => ({
      taskId: fresh.task.id,
      type: 'task.deleted' as const,
      changes: diffFields({ status: fresh.specStatus }, { status: 'deleted' }),
      endsLease: fresh.lease?.token,
      leasedAs: fresh.lease?.taskId,
    }));
    return { doomed: result, warnings: await recordEdits(context, records) };
  });
  const deleted = doomed.map(({ task, status, lease }) => ({
    id: task.id,
    title: task.title,
    previous_status: status,
    lease_ended: lease?.holder ?? null,
  }));
  const undo = deleted.length === 0 ? [input.id] : deleted.slice(0, MAX_HINTS).map((each) => each.id);
  const next = undo.map((id) =>
    taskHint('reopen', { id, flags: ['--reason', 'Deleted by mistake'] }, `Undo it for ${id}`),
  );
  return {
    data: { task_id: input.id, deleted, count: deleted.length, changed: deleted.length > 0 },
    next,
    warnings: [...context.warnings, ...warnings],
  };
}
