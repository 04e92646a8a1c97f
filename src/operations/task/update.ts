import { LodestarError } from '../../errors.ts';
import { parseTtl } from '../../model/duration.ts';
import type { SpecTask } from '../../model/task.ts';
import type { SpecEdit } from '../../spec/edit.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';
import { findTask } from '../../workspace/view/rows.ts';
import { invariant } from '../../util/invariant.ts';
import type { EditPlan } from '../../workspace/workspace.ts';
import type { OperationContext } from '../context.ts';
import type { Outcome, Warning } from '../outcome.ts';
import { dependencyProblems } from './dependency-problems.ts';
import { emptyItems, inputProblems, type InputProblem } from './input-problems.ts';
import { recordEdits } from './record-edit.ts';
import { secretWarnings } from './secret-warnings.ts';
import { requireTask, taskNotFound } from './require-task.ts';
import {
  LIST_FIELDS,
  normalizeUpdate,
  updateOf,
  type ListField,
  type TaskUpdate,
  type UpdateInput,
} from './task-update.ts';
import { taskHint } from './task-hint.ts';

/** The task as the spec has it after the edit, every key. */
export interface UpdatedTask extends SpecTask {
  readonly updated_fields: readonly string[];
}

/** The first task at the top, as callers with one id read it, and all of them in `tasks`. */
export interface UpdateResult extends UpdatedTask {
  readonly tasks: readonly UpdatedTask[];
  readonly changed: boolean;
}

type Fields = Extract<SpecEdit, { kind: 'set' }>['fields'];

/** The items that the caller gave; what the spec has already is not this call's. */
function listsGiven({ set, add }: UpdateInput): Partial<Record<ListField, readonly string[]>> {
  return Object.fromEntries(
    LIST_FIELDS.map((field) => [field, [...(set[field] ?? []), ...(add[field] ?? [])]]),
  );
}

async function problemsOf(tx: ReadTx, { after }: TaskUpdate, input: UpdateInput): Promise<InputProblem[]> {
  const message = `${after.id}: the title is empty`;
  const untitled =
    after.title === '' ? [{ code: 'FIELD_INVALID', message, task_id: after.id, field: 'title' }] : [];
  const empty = emptyItems(after.id, listsGiven(input));
  return [...untitled, ...empty, ...(await dependencyProblems(tx, after))];
}

/** What was to be taken out and is not there: a repeated call finds it so, and it stops nothing. */
function missingItems({ before }: TaskUpdate, input: UpdateInput): Warning[] {
  return LIST_FIELDS.flatMap((field) =>
    (input.remove[field] ?? [])
      .filter((item) => !before[field].includes(item))
      .map((item) => ({
        code: 'item-missing',
        message: `${before.id}: ${field} has no ${JSON.stringify(item)}`,
      })),
  );
}

function editOf(update: TaskUpdate): SpecEdit[] {
  if (update.changes.length === 0) {
    return [];
  }
  const fields = Object.fromEntries(update.changes.map((change) => [change.field, change.after])) as Fields;
  return [{ kind: 'set', id: update.after.id, fields }];
}

function requireRevision(fresh: FreshTask, revision: string | undefined): void {
  if (revision !== undefined && revision !== fresh.revision) {
    throw new LodestarError(
      'REVISION_MISMATCH',
      `${fresh.task.id} is at revision ${fresh.revision}, not ${revision}`,
      {
        details: { task_id: fresh.task.id, revision: fresh.revision, expected: revision },
        hint: `Read it again: \`${taskHint('show', fresh.task.id, '').cmd}\`.`,
      },
    );
  }
}

async function missingTasks(tx: ReadTx, ids: ReadonlySet<string>): Promise<InputProblem[]> {
  const problems: InputProblem[] = [];
  for (const id of ids) {
    if ((await findTask(tx, id)) === undefined) {
      const { code, message } = await taskNotFound(tx, id);
      problems.push({ code, message, task_id: id, field: null });
    }
  }
  return problems;
}

/** Several ids are one write, all or nothing, and every problem of every task is reported. */
async function planUpdate(tx: ReadTx, input: UpdateInput): Promise<EditPlan<readonly TaskUpdate[]>> {
  const ids = new Set(input.ids);
  const missing = await missingTasks(tx, ids);
  if (missing.length > 0) {
    throw ids.size === 1
      ? await taskNotFound(tx, input.ids[0] ?? '')
      : inputProblems(missing, 'TASK_NOT_FOUND');
  }
  const updates: TaskUpdate[] = [];
  const problems: InputProblem[] = [];
  for (const id of ids) {
    const fresh = await requireTask(tx, id);
    requireRevision(fresh, input.ifRevision);
    const update = updateOf(fresh.task, input);
    problems.push(...(await problemsOf(tx, update, input)));
    updates.push(update);
  }
  if (problems.length > 0) {
    throw inputProblems(problems);
  }
  return { edits: updates.flatMap(editOf), result: updates };
}

function requireUsable(input: UpdateInput): void {
  const asked = [input.set, input.add, input.remove, input.extra].some(
    (part) => Object.keys(part).length > 0,
  );
  if (!asked) {
    throw new LodestarError('USAGE', 'nothing to update', {
      hint: 'Give a flag for each field to change: `lodestar task update --help` lists them.',
    });
  }
  if (input.ifRevision !== undefined && input.ids.length !== 1) {
    throw new LodestarError('USAGE', '--if-revision takes one id', {
      hint: 'Each task has a revision of its own: update them one by one.',
    });
  }
  if (typeof input.set.lease_ttl === 'string') {
    parseTtl(input.set.lease_ttl);
  }
}

/**
 * Edits fields of tasks in the spec; status changes only by its verbs. Errors: TASK_NOT_FOUND, INPUT_INVALID (all
 * problems), REVISION_MISMATCH, USAGE and those of an edit.
 */
export async function updateTasks(
  context: OperationContext,
  asked: UpdateInput,
): Promise<Outcome<UpdateResult>> {
  const input = normalizeUpdate(asked);
  requireUsable(input);
  const { workspace, dryRun } = context;
  const secrets = await secretWarnings(context, { ...input.extra, ...input.set, ...input.add });
  const { updates, warnings } = await workspace.withSpecMutex(async () => {
    const { result } = await workspace.edit(async (tx) => await planUpdate(tx, input), { dryRun });
    const records = result
      .filter((each) => each.changes.length > 0)
      .map((each) => ({ taskId: each.after.id, type: 'task.updated' as const, changes: each.changes }));
    return { updates: result, warnings: await recordEdits(context, records) };
  });
  const missed = updates.flatMap((each) => missingItems(each, input));
  const tasks = updates.map(({ after, changes }) => ({
    ...after,
    updated_fields: changes.map((change) => change.field),
  }));
  const [first] = tasks;
  invariant(first !== undefined, 'an update names at least one task');
  const data = { ...first, tasks, changed: tasks.some((each) => each.updated_fields.length > 0) };
  const next = [taskHint('show', first.id, 'Read it')];
  return { data, next, warnings: [...context.warnings, ...secrets, ...missed, ...warnings] };
}
