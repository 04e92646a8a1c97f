import type { SpecEdit } from '../../spec/edit.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { EditPlan } from '../../workspace/workspace.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { diffFields, recordEdits } from './record-edit.ts';
import { requireVerb } from './record-transition.ts';
import { requireTask } from './require-task.ts';
import { readyEdit } from './withheld.ts';

export interface ReadyResult {
  readonly tasks: readonly {
    readonly task_id: string;
    readonly status: 'ready';
    readonly changed: boolean;
  }[];
  readonly changed: boolean;
}

interface Readied {
  readonly id: string;
  readonly changed: boolean;
  readonly edit: SpecEdit;
}

/**
 * A draft that carries no date just becomes ready. One with a past gets the date of being reopened, above all that was
 * seen: the status alone would keep an older stamp and could lose to what the runtime holds.
 */
function editOf(fresh: FreshTask, by: { actor: string; wallMs: number }): SpecEdit {
  return fresh.stamp === 0
    ? { kind: 'set', id: fresh.task.id, fields: { status: 'ready' } }
    : readyEdit(fresh, by);
}

async function planReady(
  tx: ReadTx,
  ids: readonly string[],
  actor: string,
): Promise<EditPlan<readonly Readied[]>> {
  const readied: Readied[] = [];
  for (const id of new Set(ids)) {
    const fresh = await requireTask(tx, id);
    const changed = fresh.status !== 'ready';
    if (changed) {
      requireVerb(fresh, 'ready');
    }
    readied.push({ id, changed, edit: editOf(fresh, { actor, wallMs: tx.now.wallMs }) });
  }
  const edits = readied.filter((each) => each.changed).map((each) => each.edit);
  return { edits, result: readied };
}

/** Offers drafts: an edit of the spec, todo to ready. Errors: TASK_NOT_FOUND, TRANSITION_REFUSED and those of an edit. */
export async function readyTasks(
  context: OperationContext,
  input: { ids: readonly string[] },
): Promise<Outcome<ReadyResult>> {
  const { workspace, dryRun } = context;
  const { readied, warnings } = await workspace.withSpecMutex(async () => {
    const { result } = await workspace.edit(async (tx) => await planReady(tx, input.ids, context.actor), {
      dryRun,
    });
    const changes = diffFields({ status: 'todo' }, { status: 'ready' });
    const records = result
      .filter((each) => each.changed)
      .map(({ id }) => ({ taskId: id, type: 'task.updated' as const, changes }));
    return { readied: result, warnings: await recordEdits(context, records) };
  });
  const tasks = readied.map(({ id, changed }) => ({ task_id: id, status: 'ready' as const, changed }));
  const next = [hint('task.next', ['task', 'next'], 'See what can be done next')];
  return {
    data: { tasks, changed: tasks.some((each) => each.changed) },
    next,
    warnings: [...context.warnings, ...warnings],
  };
}
