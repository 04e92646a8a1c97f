import { naturalKey } from '../../model/natural-order.ts';
import { specOutcome } from '../../model/reconcile.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { ParsedSpec, ParsedTask } from '../../spec/parse.ts';
import { joinTasks } from './join.ts';
import { putViewMeta, type SpecSource } from './meta.ts';
import { CACHE_FORMAT } from './schema.ts';

const UPSERT = `
INSERT INTO cache.task (id, natural_key, block_hash, compiled, title, priority, created_at, spec_status, spec_stamp, spec_dated, status, status_from, stamp)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'spec', ?)
ON CONFLICT (id) DO UPDATE SET natural_key = excluded.natural_key, block_hash = excluded.block_hash, compiled = excluded.compiled,
  title = excluded.title, priority = excluded.priority, created_at = excluded.created_at,
  spec_status = excluded.spec_status, spec_stamp = excluded.spec_stamp, spec_dated = excluded.spec_dated`;

const COUNT_DEPENDENTS =
  "(SELECT count(*) FROM cache.edge e JOIN cache.task d ON d.id = e.task_id WHERE e.dependency_id = task.id AND d.spec_status <> 'deleted')";

/** The dependencies that a row had, so that their counts of dependents are made anew when it changes or goes. */
async function dropEdges(tx: ReadTx, id: string, touched: Set<string>): Promise<void> {
  const rows = await tx.raw<{ dependency_id: string }>('SELECT dependency_id FROM cache.edge WHERE task_id = ?', [id]);
  for (const row of rows) {
    touched.add(row.dependency_id);
  }
  await tx.raw('DELETE FROM cache.edge WHERE task_id = ?', [id]);
}

async function putTask(tx: ReadTx, parsed: ParsedTask, touched: Set<string>): Promise<void> {
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
  readonly changed: readonly ParsedTask[];
  readonly removed: readonly string[];
}

async function findChanges(tx: ReadTx, spec: ParsedSpec): Promise<Changes> {
  const rows = await tx.raw<{ id: string; block_hash: string }>('SELECT id, block_hash FROM cache.task');
  const stored = new Map(rows.map((row) => [row.id, row.block_hash]));
  const changed = spec.tasks.filter((each) => stored.get(each.task.id) !== each.hash);
  for (const each of spec.tasks) {
    stored.delete(each.task.id);
  }
  return { changed, removed: [...stored.keys()] };
}

async function countDependents(tx: ReadTx, touched: ReadonlySet<string>, all: boolean): Promise<void> {
  if (all) {
    await tx.raw(`UPDATE cache.task SET dependents = ${COUNT_DEPENDENTS}`);
    return;
  }
  for (const id of touched) {
    await tx.raw(`UPDATE cache.task SET dependents = ${COUNT_DEPENDENTS} WHERE id = ?`, [id]);
  }
}

/**
 * Takes a valid spec into the cache, changed blocks alone. Answers whether so much changed that the joined part must be
 * made anew as a whole, which the caller does.
 */
export async function storeSpec(tx: ReadTx, spec: ParsedSpec, source: SpecSource): Promise<{ rejoin: boolean }> {
  const { changed, removed } = await findChanges(tx, spec);
  const touched = new Set<string>();
  for (const id of removed) {
    await dropEdges(tx, id, touched);
    await tx.raw('DELETE FROM cache.task WHERE id = ?', [id]);
  }
  for (const parsed of changed) {
    await dropEdges(tx, parsed.task.id, touched);
    await putTask(tx, parsed, touched);
  }
  // Past a quarter one pass over all rows is cheaper than a statement for each.
  const whole = (changed.length + removed.length) * 4 > spec.tasks.length;
  await countDependents(tx, touched, whole);
  if (!whole) {
    await joinTasks(tx, [...changed.map((each) => each.task.id), ...removed]);
  }
  const warnings = spec.problems.filter((problem) => problem.severity === 'warning');
  const { project, features } = spec;
  await putViewMeta(tx, { format: CACHE_FORMAT, source, broken: null, warnings, project, features });
  return { rejoin: whole };
}
