import { naturalKey } from '../../model/natural-order.ts';
import { specOutcome } from '../../model/reconcile.ts';
import type { SpecTask } from '../../model/task.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { EditedTask } from '../../spec/edit.ts';
import type { SpecOutline } from '../../spec/outline.ts';
import type { ParsedSpec } from '../../spec/parse.ts';
import type { SpecChanges } from '../../spec/parse-changes.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import type { Progress } from '../progress.ts';
import type { KnownTask } from '../spec-file.ts';
import { isSameFile } from '../../spec/stable-read.ts';
import { followRuntime, joinAll, joinChanged } from './join.ts';
import { moveWarnings, replaceErrors, replaceWarnings, type KeyLines } from './problems.ts';
import { CACHE_TABLES, formerIdsText } from './schema.ts';
import { putOutline } from './store-outline.ts';
import {
  fileOf,
  getViewState,
  putRoot,
  putViewState,
  type SeenUpstream,
  type JoinedUpTo,
  type SpecSource,
  type ViewState,
} from './state.ts';

const UPSERT = `
INSERT INTO cache.task (id, natural_key, block_hash, compiled, title, priority, created_at, former_ids, spec_status, spec_stamp, spec_dated, status, status_from, stamp)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'spec', ?)
ON CONFLICT (id) DO UPDATE SET natural_key = excluded.natural_key, block_hash = excluded.block_hash, compiled = excluded.compiled,
  title = excluded.title, priority = excluded.priority, created_at = excluded.created_at, former_ids = excluded.former_ids,
  spec_status = excluded.spec_status, spec_stamp = excluded.spec_stamp, spec_dated = excluded.spec_dated`;

const COUNT_DEPENDENTS =
  "(SELECT count(*) FROM cache.edge e JOIN cache.task d ON d.id = e.task_id WHERE e.dependency_id = task.id AND d.spec_status <> 'deleted')";

/** The dependencies that a row had, so that their counts of dependents are made anew when it changes or goes. */
async function dropEdges(tx: ReadTx, id: string, touched: Set<string>): Promise<void> {
  const rows = await tx.raw<{ dependency_id: string }>(
    'SELECT dependency_id FROM cache.edge WHERE task_id = ?',
    [id],
  );
  for (const row of rows) {
    touched.add(row.dependency_id);
  }
  await tx.raw('DELETE FROM cache.edge WHERE task_id = ?', [id]);
}

async function putTask(tx: ReadTx, parsed: EditedTask, touched: Set<string>): Promise<void> {
  const { task } = parsed;
  const outcome = specOutcome(task);
  await tx.raw(UPSERT, [
    task.id,
    naturalKey(task.id),
    parsed.hash,
    JSON.stringify(task),
    task.title,
    task.priority,
    task.created_at,
    formerIdsText(outcome.formerIds),
    outcome.status,
    outcome.stamp,
    outcome.dated ? 1 : 0,
    outcome.status,
    outcome.stamp,
  ]);
  for (const dependency of new Set(task.depends_on)) {
    touched.add(dependency);
    await tx.raw('INSERT INTO cache.edge (task_id, dependency_id) VALUES (?, ?)', [task.id, dependency]);
  }
}

interface Changes {
  readonly changed: readonly EditedTask[];
  readonly removed: readonly string[];
}

/** Against the rows as they are in this transaction, whoever wrote them and from whichever text. */
async function findChanges(tx: ReadTx, spec: ParsedSpec): Promise<Changes> {
  const rows = await tx.raw<{ id: string; block_hash: string }>('SELECT id, block_hash FROM cache.task');
  const stored = new Map(rows.map((row) => [row.id, row.block_hash]));
  const changed = spec.tasks.filter((each) => stored.get(each.task.id) !== each.hash);
  for (const each of spec.tasks) {
    stored.delete(each.task.id);
  }
  return { changed, removed: [...stored.keys()] };
}

async function countDependents(tx: ReadTx, touched: ReadonlySet<string>): Promise<void> {
  for (const id of touched) {
    await tx.raw(`UPDATE cache.task SET dependents = ${COUNT_DEPENDENTS} WHERE id = ?`, [id]);
  }
}

/** A few milliseconds' worth. */
const TASKS_A_REPORT = 64;

interface StoringOptions {
  /** `undefined` where the rows are to be joined anew. */
  readonly joined: JoinedUpTo | undefined;
  /** Of the spec's tasks. */
  readonly total: number;
  readonly progress?: Progress | undefined;
}

async function storeTasks(
  tx: ReadTx,
  { changed, removed }: Changes,
  { joined, total, progress }: StoringOptions,
): Promise<JoinedUpTo> {
  const touched = new Set<string>();
  for (const id of removed) {
    await dropEdges(tx, id, touched);
    await tx.raw('DELETE FROM cache.task WHERE id = ?', [id]);
  }
  for (const [index, parsed] of changed.entries()) {
    if (index % TASKS_A_REPORT === 0) {
      progress?.report('keeping', index, changed.length);
    }
    await dropEdges(tx, parsed.task.id, touched);
    await putTask(tx, parsed, touched);
  }
  // Past a quarter one pass over all rows is cheaper than a statement for each.
  const isMuch = (changed.length + removed.length) * 4 > total;
  if (joined === undefined || isMuch) {
    await tx.raw(`UPDATE cache.task SET dependents = ${COUNT_DEPENDENTS}`);
    return await joinAll(tx);
  }
  await countDependents(tx, touched);
  await joinChanged(
    tx,
    changed.map((each) => each.task.id),
  );
  return await followRuntime(tx, joined);
}

async function clear(tx: ReadTx): Promise<void> {
  for (const table of CACHE_TABLES) {
    await tx.raw(`DELETE FROM cache.${table}`);
  }
}

/** Most checkouts know of no default branch beside their own. */
async function markSettled(
  tx: ReadTx,
  upstream: SeenUpstream | null,
  ids?: readonly string[],
): Promise<void> {
  if (upstream !== null) {
    const { markUpstream } = await import('./upstream.ts');
    await markUpstream(tx, upstream, ids);
  }
}

/** The state to go on from. Rows that another version of Lodestar compiled are none to go on from. */
async function takeState(tx: ReadTx): Promise<ViewState | undefined> {
  const state = await getViewState(tx);
  if (state === undefined) {
    await clear(tx);
  }
  return state;
}

/** Notes that the file is broken. The rows stay those of the last valid spec. */
export async function storeBroken(
  tx: ReadTx,
  source: SpecSource,
  errors: readonly SpecProblem[],
): Promise<void> {
  const state = await takeState(tx);
  await replaceErrors(tx, errors);
  await putViewState(tx, { good: state?.good ?? null, broken: source, upstream: state?.upstream ?? null });
}

/** A spec that was read whole. */
export interface TakenSpec {
  readonly parsed: ParsedSpec;
  /** `undefined` where it cannot be cut at its tasks. */
  readonly outline: SpecOutline | undefined;
  readonly progress?: Progress | undefined;
}

/** Takes a spec into the cache, changed blocks alone, and joins them with the runtime as it is. */
export async function storeSpec(
  tx: ReadTx,
  { parsed: spec, outline, progress }: TakenSpec,
  source: SpecSource,
): Promise<void> {
  const errors = spec.problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) {
    await storeBroken(tx, source, errors);
    return;
  }
  const state = await takeState(tx);
  const joined = await storeTasks(tx, await findChanges(tx, spec), {
    joined: state?.good?.joined,
    total: spec.tasks.length,
    progress,
  });
  await replaceErrors(tx, []);
  // All problems are warnings here; a large plan without any needs no list of its lines.
  const lines = spec.problems.length === 0 ? [] : spec.tasks;
  await replaceWarnings(tx, spec.problems, new Map(lines.map(({ task, line }) => [task.id, line])));
  await putRoot(tx, spec);
  await putOutline(tx, source.hash, outline);
  const upstream = state?.upstream ?? null;
  const branch = spec.project.default_branch;
  await putViewState(tx, { good: { source, joined, branch }, broken: null, upstream });
  await markSettled(tx, upstream);
}

/** Whether the rows are still those that were made from the content of this hash. */
export async function isMadeFrom(tx: ReadTx, hash: string): Promise<boolean> {
  return (await getViewState(tx))?.good?.source.hash === hash;
}

/** Changes against the rows that were made from the content of this hash. */
export interface TakenChanges extends SpecChanges {
  readonly since: string;
}

/**
 * Takes changes into the cache that fit its rows. False where the rows are others by now. `lines` are those of the
 * changed text, needed where there are warnings.
 */
export async function storeChanges(
  tx: ReadTx,
  changes: TakenChanges,
  { source, lines }: { source: SpecSource; lines: KeyLines | undefined },
): Promise<boolean> {
  const state = await getViewState(tx);
  if (state === undefined || state.good?.source.hash !== changes.since) {
    return false;
  }
  const joined = await storeTasks(
    tx,
    { changed: changes.changed, removed: [] },
    { joined: state.good.joined, total: Infinity },
  );
  await replaceErrors(tx, []);
  await (lines === undefined ? undefined : moveWarnings(tx, lines));
  if (changes.root !== undefined) {
    await putRoot(tx, changes.root);
  }
  await putOutline(tx, source.hash, changes.outline);
  const branch = changes.root?.project.default_branch ?? state.good.branch;
  const { upstream } = state;
  await putViewState(tx, { good: { source, joined, branch }, broken: null, upstream });
  await markSettled(
    tx,
    upstream,
    changes.changed.map(({ task }) => task.id),
  );
  return true;
}

/**
 * Notes the file's new identity, where what is in the cache was made from this very content: a checkout there and back, a
 * touched file. False where it was not, and the text has to be parsed.
 */
export async function restampSpec(tx: ReadTx, source: SpecSource): Promise<boolean> {
  const state = await getViewState(tx);
  if (state === undefined) {
    return false;
  }
  const { good } = state;
  if (fileOf(state).hash === source.hash && state.broken !== null) {
    await putViewState(tx, { ...state, broken: source });
    return true;
  }
  if (good?.source.hash !== source.hash) {
    return false;
  }
  await replaceErrors(tx, []);
  await putViewState(tx, { good: { ...good, source }, broken: null, upstream: state.upstream });
  return true;
}

/** What the cache knows of a file: nothing, its content, or that this very file has it, so that there is nothing to note. */
export async function recognise(tx: ReadTx, source: SpecSource): Promise<'no' | 'content' | 'file'> {
  const state = await getViewState(tx);
  if (state === undefined) {
    return 'no';
  }
  const file = fileOf(state);
  if (file.hash === source.hash) {
    const isNoted = file.settled && source.settled && isSameFile(file.identity, source.identity);
    return isNoted ? 'file' : 'content';
  }
  return state.good?.source.hash === source.hash ? 'content' : 'no';
}

/** The compiled tasks of the rows, by their blocks. */
export async function readKnownTasks(tx: ReadTx): Promise<KnownTask> {
  const state = await getViewState(tx);
  const rows =
    state === undefined
      ? []
      : await tx.raw<{ block_hash: string; compiled: string }>('SELECT block_hash, compiled FROM cache.task');
  const compiled = new Map(rows.map((row) => [row.block_hash, row.compiled]));
  return (hash) => {
    const text = compiled.get(hash);
    return text === undefined ? undefined : (JSON.parse(text) as SpecTask);
  };
}
