import type { ReadTx } from '../../runtime/transaction.ts';
import type { SpecProblem } from '../../spec/problem.ts';

/** So many errors are kept and shown; a file of another format can give one for each of its lines. */
const MAX_ERRORS = 200;

type Severity = SpecProblem['severity'];

interface ProblemRow {
  readonly problem: string;
}

function problemOf(row: ProblemRow): SpecProblem {
  return JSON.parse(row.problem) as SpecProblem;
}

async function replaceProblems(
  tx: ReadTx,
  severity: Severity,
  problems: readonly SpecProblem[],
): Promise<void> {
  await tx.raw('DELETE FROM cache.problem WHERE severity = ?', [severity]);
  for (const [position, problem] of problems.entries()) {
    await tx.raw('INSERT INTO cache.problem (severity, position, task_id, problem) VALUES (?, ?, ?, ?)', [
      severity,
      position,
      problem.task_id,
      JSON.stringify(problem),
    ]);
  }
}

/** The warnings of the spec that the rows are of. */
export async function replaceWarnings(tx: ReadTx, warnings: readonly SpecProblem[]): Promise<void> {
  await replaceProblems(tx, 'warning', warnings);
}

/** What makes the file broken; none where it is valid. */
export async function replaceErrors(tx: ReadTx, errors: readonly SpecProblem[]): Promise<void> {
  await replaceProblems(tx, 'error', errors.slice(0, MAX_ERRORS));
}

async function listProblems(tx: ReadTx, severity: Severity, limit: number): Promise<SpecProblem[]> {
  const rows = await tx.raw<ProblemRow>(
    'SELECT problem FROM cache.problem WHERE severity = ? ORDER BY position LIMIT ?',
    [severity, limit],
  );
  return rows.map(problemOf);
}

/** What makes the file broken, in its order; empty while it is valid. */
export async function listErrors(tx: ReadTx): Promise<SpecProblem[]> {
  return await listProblems(tx, 'error', MAX_ERRORS);
}

/** The first warnings of the spec that the rows are of, in the order of the file. */
export async function listWarnings(tx: ReadTx, limit: number): Promise<SpecProblem[]> {
  return await listProblems(tx, 'warning', limit);
}

export async function listWarningsOf(tx: ReadTx, taskId: string): Promise<SpecProblem[]> {
  const rows = await tx.raw<ProblemRow>(
    "SELECT problem FROM cache.problem WHERE task_id = ? AND severity = 'warning' ORDER BY position",
    [taskId],
  );
  return rows.map(problemOf);
}

export async function countWarnings(tx: ReadTx): Promise<number> {
  const rows = await tx.raw<{ count: number }>(
    "SELECT count(*) AS count FROM cache.problem WHERE severity = 'warning'",
  );
  return rows[0]?.count ?? 0;
}
