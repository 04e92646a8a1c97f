import { LodestarError } from '../../errors.ts';
import { parseTtl } from '../../model/duration.ts';
import { DEFAULT_PRIORITY, emptyTask, type SpecTask } from '../../model/task.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { reserveIds } from '../../runtime/tables/id-reservation.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { formatId, nextNumber, randomId, requireNewId } from '../../spec/id.ts';
import { findGreatestNumbered, findTask } from '../../workspace/view/rows.ts';
import type { FreezeRequest } from '../../spec/freeze-prd.ts';
import type { EditPlan } from '../../workspace/workspace.ts';
import type { OperationContext } from '../context.ts';
import type { Hint, Outcome, Warning } from '../outcome.ts';
import { dependencyProblems } from './dependency-problems.ts';
import { emptyItems, inputProblems } from './input-problems.ts';
import { diffFields, recordEdits } from './record-edit.ts';
import { secretWarnings } from './secret-warnings.ts';
import { taskHint } from './task-hint.ts';

export interface CreateInput {
  readonly title: string;
  /** Generated when left out. */
  readonly id?: string | undefined;
  readonly fields: Partial<Omit<SpecTask, 'id' | 'title' | 'status'>>;
  /** `ready`, or `todo` for a draft. */
  readonly status: 'todo' | 'ready';
  /** Sections of a requirements document that the task is cut from: they are frozen as they are now. */
  readonly prd?: FreezeRequest | undefined;
}

/** The task as the spec has it, every key. */
export type CreateResult = SpecTask;

/** How often another writer may take the generated id before the command gives up. */
const MAX_ID_ATTEMPTS = 20;

/** The next number, reserved in the runtime before the spec is written: worktrees of one runtime never issue it twice. */
async function sequentialId(context: OperationContext, prefix: string): Promise<string> {
  const { runtime, workspace, dryRun } = context;
  const greatest = await workspace.read(async (tx) => await findGreatestNumbered(tx, prefix));
  const { number: atLeast, width } = nextNumber(greatest === undefined ? [] : [greatest], prefix);
  const [number] = await runtime.transact(async (tx) => await reserveIds(tx, { prefix, atLeast, count: 1 }), {
    dryRun,
  });
  return formatId(prefix, number ?? atLeast, width);
}

async function generateId(context: OperationContext): Promise<string> {
  const { ids } = await context.workspace.config();
  return ids.style === 'random' ? randomId() : await sequentialId(context, ids.prefix);
}

interface Creation {
  readonly task: SpecTask;
  readonly place: 'end' | 'sorted';
}

/** A default is not written: a spec is read by people. */
function isSet(value: unknown): boolean {
  return value !== null && value !== '' && !(typeof value === 'object' && Object.keys(value).length === 0);
}

async function planCreate(tx: ReadTx, creation: Creation): Promise<EditPlan<SpecTask>> {
  const { task, place } = creation;
  const present = await findTask(tx, task.id);
  if (present !== undefined) {
    const tombstone = present.specStatus === 'deleted' ? ' (deleted; its tombstone keeps the id)' : '';
    throw new LodestarError('TASK_EXISTS', `the spec already has a task ${task.id}${tombstone}`, {
      details: { task_id: task.id },
    });
  }
  const problems = await dependencyProblems(tx, task);
  if (problems.length > 0) {
    throw inputProblems(problems);
  }
  const { id, priority, ...rest } = task;
  const given = Object.entries(rest).filter(([, value]: [string, unknown]) => isSet(value));
  const fields = {
    ...Object.fromEntries(given),
    ...(priority === DEFAULT_PRIORITY ? {} : { priority }),
  } as Partial<SpecTask>;
  return { edits: [{ kind: 'add', id, fields, place }], result: task };
}

/** Said twice is said once. */
function withoutRepeats(fields: CreateInput['fields']): CreateInput['fields'] {
  const entries = Object.entries(fields).map(([field, value]) => [
    field,
    Array.isArray(value) ? [...new Set<unknown>(value)] : value,
  ]);
  return Object.fromEntries(entries) as CreateInput['fields'];
}

function compose(context: OperationContext, input: CreateInput, id: string): SpecTask {
  return {
    ...emptyTask(id, input.title.trim()),
    ...withoutRepeats(input.fields),
    status: input.status,
    created_at: formatTimestamp(context.now().wallMs),
  };
}

async function createGenerated(
  context: OperationContext,
  input: CreateInput,
  place: Creation['place'],
): Promise<SpecTask> {
  const { workspace, dryRun } = context;
  for (let attempt = 1; ; attempt += 1) {
    const task = compose(context, input, await generateId(context));
    try {
      return (await workspace.edit(async (tx) => await planCreate(tx, { task, place }), { dryRun })).result;
    } catch (error) {
      const isTaken = error instanceof LodestarError && error.code === 'TASK_EXISTS';
      if (!isTaken || attempt >= MAX_ID_ATTEMPTS) {
        throw error;
      }
    }
  }
}

function requireUsable({ title, id, fields }: CreateInput): void {
  if (title.trim() === '') {
    throw new LodestarError('INPUT_INVALID', 'the title is empty');
  }
  if (typeof fields.lease_ttl === 'string') {
    parseTtl(fields.lease_ttl);
  }
  const empty = emptyItems(id ?? '', fields);
  if (empty.length > 0) {
    throw inputProblems(empty);
  }
  if (id !== undefined) {
    requireNewId(id);
  }
}

/** The input with what the task is cut from as it is now. */
async function withFrozen(
  context: OperationContext,
  input: CreateInput,
): Promise<{ input: CreateInput; frozen: readonly Warning[] }> {
  if (input.prd === undefined) {
    return { input, frozen: [] };
  }
  const { freezeForTask } = await import('./freeze.ts');
  const { prd, warnings } = await freezeForTask(context, input.prd);
  return { input: { ...input, fields: { ...input.fields, prd } }, frozen: warnings };
}

/**
 * Adds a task to the spec. Errors: TASK_EXISTS, INPUT_INVALID (all problems), FILE_NOT_FOUND (what it is cut from),
 * SPEC_BUSY and the others of an edit.
 */
export async function createTask(
  context: OperationContext,
  asked: CreateInput,
): Promise<Outcome<CreateResult>> {
  const { workspace, dryRun } = context;
  requireUsable(asked);
  const { input, frozen } = await withFrozen(context, asked);
  const { id } = input;
  const place = (await workspace.config()).ids.style === 'random' ? 'sorted' : 'end';
  const secrets = await secretWarnings(context, { title: input.title, ...input.fields });
  const { data, warnings } = await workspace.withSpecMutex(async () => {
    const task =
      id === undefined
        ? await createGenerated(context, input, place)
        : (
            await workspace.edit(
              async (tx) => await planCreate(tx, { task: compose(context, input, id), place }),
              { dryRun },
            )
          ).result;
    const changes = diffFields(emptyTask(task.id, ''), task);
    return {
      data: task,
      warnings: await recordEdits(context, [
        { taskId: task.id, type: 'task.created', title: task.title, changes },
      ]),
    };
  });
  const read = taskHint('show', data.id, 'Read it');
  return {
    data,
    next: [firstStep(data), read],
    warnings: [...context.warnings, ...frozen, ...secrets, ...warnings],
  };
}

/** What depends on something may have to wait: `why` tells. */
function firstStep({ id, status, depends_on: dependsOn }: CreateResult): Hint {
  if (status === 'todo') {
    return taskHint('ready', id, 'Offer it when it is ready');
  }
  return dependsOn.length === 0
    ? taskHint('claim', id, 'Take it')
    : taskHint('why', id, 'See what it waits for');
}
