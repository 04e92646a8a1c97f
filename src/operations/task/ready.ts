import type { SpecEdit } from '../../spec/edit.ts';
import type { LodestarError } from '../../errors.ts';
import { isVerbAllowed } from '../../model/transition.ts';
import { findFreshTask, type FreshTask } from '../../workspace/fresh-task.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { EditPlan } from '../../workspace/workspace.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { inputProblems } from './input-problems.ts';
import { diffFields, recordEdits } from './record-edit.ts';
import { transitionRefused } from './record-transition.ts';
import { taskNotFound } from './require-task.ts';
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

interface Refusal {
  readonly id: string;
  readonly error: LodestarError;
}

/** One refusal as it is; of several, the first one's code, with all of them as problems. */
function throwAll(refusals: readonly Refusal[]): void {
  const [first, ...others] = refusals;
  if (first === undefined) {
    return;
  }
  if (others.length === 0) {
    throw first.error;
  }
  const problems = refusals.map(({ id, error: { code, message } }) => ({
    code,
    message,
    task_id: id,
    field: null,
  }));
  throw inputProblems(problems, first.error.code);
}

/** Several ids are one write, all or nothing, and every problem of every task is reported. */
async function planReady(
  tx: ReadTx,
  ids: readonly string[],
  actor: string,
): Promise<EditPlan<readonly Readied[]>> {
  const readied: Readied[] = [];
  const refusals: Refusal[] = [];
  for (const id of new Set(ids)) {
    const fresh = await findFreshTask(tx, id);
    const changed = fresh?.status !== 'ready';
    if (fresh === undefined) {
      refusals.push({ id, error: await taskNotFound(tx, id) });
    } else if (changed && !isVerbAllowed('ready', fresh.status)) {
      refusals.push({ id, error: transitionRefused(fresh, 'ready') });
    } else {
      readied.push({ id, changed, edit: editOf(fresh, { actor, wallMs: tx.now.wallMs }) });
    }
  }
  throwAll(refusals);
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
