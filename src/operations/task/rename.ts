import { LodestarError } from '../../errors.ts';
import { formerIdsOf } from '../../model/reconcile.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { requireNewId } from '../../spec/id.ts';
import { findTask, listDependents } from '../../workspace/view/rows.ts';
import type { EditPlan } from '../../workspace/workspace.ts';
import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { recordEdits } from './record-edit.ts';
import { requireHolderOrFree } from './record-transition.ts';
import { requireTask } from './require-task.ts';
import { taskHint } from './task-hint.ts';

export interface RenameInput {
  readonly id: string;
  readonly to: string;
}

export interface RenameResult {
  /** The new id. */
  readonly task_id: string;
  readonly renamed_from: string;
  readonly title: string;
  /** Tasks whose `depends_on` names the new id now. */
  readonly dependents: readonly string[];
  /** False where the task had been renamed so already. */
  readonly changed: boolean;
}

/** Said twice, it was done already. */
async function findRenamed(tx: ReadTx, { id, to }: RenameInput): Promise<RenameResult | undefined> {
  const present = await findTask(tx, to);
  if (present === undefined) {
    return undefined;
  }
  const isDone = formerIdsOf(present.task).includes(id) && (await findTask(tx, id)) === undefined;
  if (!isDone) {
    throw new LodestarError('TASK_EXISTS', `the spec already has a task ${to}`, { details: { task_id: to } });
  }
  const { title } = present.task;
  return { task_id: to, renamed_from: id, title, dependents: [], changed: false };
}

async function planRename(
  tx: ReadTx,
  context: OperationContext,
  input: RenameInput,
): Promise<EditPlan<RenameResult>> {
  const renamed = await findRenamed(tx, input);
  if (renamed !== undefined) {
    return { edits: [], result: renamed };
  }
  const { id: from, to } = input;
  const fresh = await requireTask(tx, from);
  requireHolderOrFree(fresh, context.actor, 'rename');
  const dependents = (await listDependents(tx, from)).map(({ id }) => id);
  const { title } = fresh.task;
  const data = { task_id: to, renamed_from: from, title, dependents, changed: true };
  return { edits: [], renaming: { from, to }, result: data };
}

/**
 * Gives a task another id, in its block, in every `depends_on` and in `features`; `renamed_from` and `former_ids` tell the old ones, by
 * which the runtime's lease, status, evidence and check-offs are found. Errors: TASK_NOT_FOUND, TASK_EXISTS, LEASE_HELD,
 * INPUT_INVALID (what cannot be an id) and those of an edit.
 */
export async function renameTask(
  context: OperationContext,
  input: RenameInput,
): Promise<Outcome<RenameResult>> {
  const { workspace, dryRun } = context;
  requireNewId(input.to);
  const { data, warnings } = await workspace.withSpecMutex(async () => {
    const plan = async (tx: ReadTx): Promise<EditPlan<RenameResult>> => await planRename(tx, context, input);
    const { result: data } = await workspace.edit(plan, { dryRun });
    const { task_id: taskId, renamed_from: from, changed } = data;
    const record = {
      taskId,
      type: 'task.updated' as const,
      changes: [{ field: 'id', before: from, after: taskId }],
    };
    return { data, warnings: await recordEdits(context, changed ? [record] : []) };
  });
  const next = [taskHint('show', data.task_id, 'Read it')];
  return { data, next, warnings: [...context.warnings, ...warnings] };
}
