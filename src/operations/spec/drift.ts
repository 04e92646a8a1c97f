import { isOver } from '../../model/status.ts';
import type { SpecTask } from '../../model/task.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { acceptDrift } from '../../spec/accept-drift.ts';
import type { DocumentReader } from '../../spec/document.ts';
import { findFrozenText } from '../../spec/frozen-text.ts';
import { inspectPrd, type PrdState, type RefState } from '../../spec/prd-state.ts';
import { listTasks } from '../../workspace/view/rows.ts';
import type { EditPlan } from '../../workspace/workspace.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { inputProblems, type InputProblem } from '../task/input-problems.ts';
import { diffFields, recordEdits } from '../task/record-edit.ts';
import { requireTask } from '../task/require-task.ts';
import { documentsOf } from './documents.ts';

export interface DriftInput {
  /** The tasks whose sections are accepted as they are now. */
  readonly update?: readonly string[] | undefined;
}

export interface DriftEntry {
  readonly task_id: string;
  readonly source: string;
  /** Null for the document as a whole. */
  readonly anchor: string | null;
  readonly state: 'changed' | 'missing';
  /** What is to be said of it: why it is missing, or why there is no diff. */
  readonly note: string | null;
  /** Anchors like the one that is missing. */
  readonly near: readonly string[];
  /** What was frozen against what is there now, as `diff -u` prints it; null where what was frozen is not known. */
  readonly diff: string | null;
}

export interface DriftResult {
  /** Of tasks that are not settled; with `--update`, what that accepted. */
  readonly drifted: readonly DriftEntry[];
  /** Tasks whose part of the spec was written. */
  readonly updated: readonly string[];
}

const UNKNOWN_TEXT = 'the plan keeps no copy of what it was';

async function refEntry(taskId: string, { prd }: PrdState, each: RefState): Promise<DriftEntry | undefined> {
  const { ref, state, live, near } = each;
  const about = { task_id: taskId, source: prd.source, anchor: ref.anchor, near };
  if (live === undefined) {
    return { ...about, state: 'missing', note: `${prd.source} has no such section`, diff: null };
  }
  if (state !== 'changed') {
    return undefined;
  }
  const frozen = await findFrozenText(prd, ref);
  if (frozen === undefined) {
    return { ...about, state, note: UNKNOWN_TEXT, diff: null };
  }
  const { diffTexts } = await import('../../spec/diff-texts.ts');
  return { ...about, state, note: null, diff: diffTexts(frozen, live.text) };
}

async function entriesOf(taskId: string, state: PrdState): Promise<DriftEntry[]> {
  const { prd, document, refs, whole } = state;
  const about = { task_id: taskId, source: prd.source, anchor: null, near: [], diff: null };
  if (document.kind === 'missing') {
    return [{ ...about, state: 'missing', note: `${prd.source} ${document.why}` }];
  }
  const entries: DriftEntry[] = [];
  for (const each of refs) {
    const entry = await refEntry(taskId, state, each);
    entries.push(...(entry === undefined ? [] : [entry]));
  }
  return whole === 'changed' ? [...entries, { ...about, state: 'changed', note: UNKNOWN_TEXT }] : entries;
}

async function findDrift(context: OperationContext, documents: DocumentReader): Promise<DriftEntry[]> {
  const tasks = await context.workspace.read(async (tx) =>
    (await listTasks(tx)).filter(({ task, status }) => task.prd !== null && !isOver(status)),
  );
  const entries: DriftEntry[] = [];
  for (const { task } of tasks) {
    const { prd } = task;
    if (prd !== null) {
      entries.push(...(await entriesOf(task.id, await inspectPrd(prd, await documents.read(prd.source)))));
    }
  }
  return entries;
}

/** One task's part of what is accepted. */
interface Acceptance {
  readonly before: SpecTask;
  readonly after: SpecTask;
  readonly entries: readonly DriftEntry[];
}

function problemsOf(task: SpecTask, entries: readonly DriftEntry[]): InputProblem[] {
  const untold =
    task.prd === null
      ? [
          {
            code: 'FIELD_MISSING',
            message: `${task.id} was cut from no document`,
            task_id: task.id,
            field: 'prd',
          },
        ]
      : [];
  const missing = entries.filter(({ state }) => state === 'missing');
  return [
    ...untold,
    ...missing.map(({ anchor, note, near }) => ({
      code: 'PRD_MISSING',
      message: `${task.id}: ${[anchor, note].filter((part) => part !== null).join(': ')}${near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`}`,
      task_id: task.id,
      field: 'prd',
    })),
  ];
}

async function accept(task: SpecTask, documents: DocumentReader): Promise<Acceptance> {
  if (task.prd === null) {
    return { before: task, after: task, entries: [] };
  }
  const state = await inspectPrd(task.prd, await documents.read(task.prd.source));
  const entries = await entriesOf(task.id, state);
  return { before: task, after: { ...task, prd: await acceptDrift(state) }, entries };
}

/** All of them or none; every problem is told. */
async function planAcceptance(
  tx: ReadTx,
  ids: readonly string[],
  documents: DocumentReader,
): Promise<EditPlan<readonly Acceptance[]>> {
  const accepted: Acceptance[] = [];
  for (const id of new Set(ids)) {
    accepted.push(await accept((await requireTask(tx, id)).task, documents));
  }
  const problems = accepted.flatMap(({ before, entries }) => problemsOf(before, entries));
  if (problems.length > 0) {
    throw inputProblems(problems);
  }
  const changed = accepted.filter(({ before, after }) => diffFields(before, after).length > 0);
  const edits = changed.map(({ after }) => ({
    kind: 'set' as const,
    id: after.id,
    fields: { prd: after.prd },
  }));
  return { edits, result: accepted };
}

async function acceptAll(
  context: OperationContext,
  ids: readonly string[],
  documents: DocumentReader,
): Promise<Outcome<DriftResult>> {
  const { workspace, dryRun } = context;
  const { accepted, updated, warnings } = await workspace.withSpecMutex(async () => {
    const { result } = await workspace.edit(async (tx) => await planAcceptance(tx, ids, documents), {
      dryRun,
    });
    const records = result
      .map(({ before, after }) => ({
        taskId: after.id,
        type: 'task.updated' as const,
        changes: diffFields(before, after),
      }))
      .filter(({ changes }) => changes.length > 0);
    return {
      accepted: result,
      updated: records.map(({ taskId }) => taskId),
      warnings: await recordEdits(context, records),
    };
  });
  const data = { drifted: accepted.flatMap(({ entries }) => entries), updated };
  return { data, next: [], warnings: [...context.warnings, ...warnings] };
}

/**
 * What has become of the documents that tasks were cut from, section by section; with ids, accepts what they are now as
 * what those tasks were cut from. Errors: TASK_NOT_FOUND, INPUT_INVALID (what is missing cannot be accepted), and those of
 * an edit.
 */
export async function driftOf(
  context: OperationContext,
  { update }: DriftInput,
): Promise<Outcome<DriftResult>> {
  const documents = documentsOf(context.workspace.paths);
  if (update !== undefined) {
    return await acceptAll(context, update, documents);
  }
  const drifted = await findDrift(context, documents);
  const ids = [...new Set(drifted.filter(({ state }) => state === 'changed').map((each) => each.task_id))];
  const fits = hint(
    'spec.drift',
    ['spec', 'drift', '--update', ...ids.slice(0, 1)],
    'Accept it, where the task still fits',
  );
  return { data: { drifted, updated: [] }, next: ids.length === 0 ? [] : [fits], warnings: context.warnings };
}
