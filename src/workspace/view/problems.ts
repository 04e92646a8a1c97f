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

/** The line of a task's key by its id. */
export type KeyLines = ReadonlyMap<string, number>;

async function replaceProblems(
  tx: ReadTx,
  severity: Severity,
  { problems, lines }: { problems: readonly SpecProblem[]; lines: KeyLines },
): Promise<void> {
  await tx.raw('DELETE FROM cache.problem WHERE severity = ?', [severity]);
  for (const [position, problem] of problems.entries()) {
    await tx.raw(
      'INSERT INTO cache.problem (severity, position, task_id, task_line, problem) VALUES (?, ?, ?, ?, ?)',
      [
        severity,
        position,
        problem.task_id,
        lines.get(problem.task_id ?? '') ?? null,
        JSON.stringify(problem),
      ],
    );
  }
}

/** The warnings of the spec that the rows are of, and where its tasks are. */
export async function replaceWarnings(
  tx: ReadTx,
  problems: readonly SpecProblem[],
  lines: KeyLines,
): Promise<void> {
  await replaceProblems(tx, 'warning', { problems, lines });
}

/** What makes the file broken; none where it is valid. */
export async function replaceErrors(tx: ReadTx, errors: readonly SpecProblem[]): Promise<void> {
  await replaceProblems(tx, 'error', { problems: errors.slice(0, MAX_ERRORS), lines: new Map() });
}

interface WarningRow extends ProblemRow {
  readonly task_line: number | null;
}

function moved({ problem, task_line: before }: WarningRow, lines: KeyLines): SpecProblem {
  const own = JSON.parse(problem) as SpecProblem;
  const line = lines.get(own.task_id ?? '');
  return before === null || line === undefined ? own : { ...own, line: own.line + line - before };
}

/** Gives the warnings their places in a text in which no task that has one was changed, but may have moved. */
export async function moveWarnings(tx: ReadTx, lines: KeyLines): Promise<void> {
  const rows = await tx.raw<WarningRow>(
    "SELECT problem, task_line FROM cache.problem WHERE severity = 'warning' ORDER BY position",
  );
  const warnings = rows.map((row) => moved(row, lines));
  if (warnings.some((each, index) => each.line !== problemOf(rows[index] ?? { problem: '{}' }).line)) {
    const ordered = warnings.toSorted((a, b) => a.line - b.line || a.column - b.column);
    await replaceWarnings(tx, ordered, lines);
  }
}

async function listProblems(tx: ReadTx, severity: Severity, limit: number): Promise<SpecProblem[]> {
  const rows = await tx.raw<ProblemRow>(
    // A bare `LIMIT ?` would be compiled anew each time (see `statement`).
    'SELECT problem FROM cache.problem WHERE severity = ? ORDER BY position LIMIT ? + 0',
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
