import { identityOf } from '../../runtime/tables/evidence.ts';
import { LodestarError } from '../../errors.ts';
import { foldCriterion } from '../../model/criterion.ts';
import type { SpecTask } from '../../model/task.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { criteriaOf, type CheckedCriterion } from '../../runtime/tables/criterion.ts';
import type { ReadTx, WriteTx } from '../../runtime/transaction.ts';
import type { Acting } from './acting-for.ts';

/** An acceptance criterion with its check-off. A check-off belongs to the text: an edited criterion is unchecked again. */
export interface CriterionState {
  /** Counted from 1, as the spec lists them now. */
  readonly number: number;
  readonly text: string;
  readonly checked: boolean;
  readonly checked_by: string | null;
  readonly checked_at: string | null;
}

/** Check-offs whose text is no longer among the criteria: they were edited or removed since. */
export interface CriteriaReport {
  readonly criteria: readonly CriterionState[];
  readonly stale: readonly string[];
}

/** Joins the criteria of a task with what is checked off. */
export function reportCriteria(task: SpecTask, rows: readonly CheckedCriterion[]): CriteriaReport {
  const checks = new Map(rows.map((row) => [row.text, row]));
  const criteria = task.acceptance_criteria.map((text, index) => {
    const check = checks.get(foldCriterion(text));
    return {
      number: index + 1,
      text,
      checked: check !== undefined,
      checked_by: check?.actor ?? null,
      checked_at: check === undefined ? null : formatTimestamp(check.atMs),
    };
  });
  const present = new Set(task.acceptance_criteria.map(foldCriterion));
  return { criteria, stale: rows.map((row) => row.text).filter((text) => !present.has(text)) };
}

export async function readCriteria(tx: ReadTx, task: SpecTask): Promise<CriteriaReport> {
  return reportCriteria(task, await criteriaOf(tx, identityOf(task)));
}

/** Reads `1,3` or `all` as criteria of the task. INPUT_INVALID for a number that it does not have. */
export function selectCriteria(task: SpecTask, selection: string): string[] {
  const { acceptance_criteria: criteria } = task;
  if (selection.trim().toLowerCase() === 'all') {
    return [...criteria];
  }
  return selection.split(',').map((part) => {
    const text = /^\s*\d+\s*$/u.test(part) ? criteria[Number(part) - 1] : undefined;
    if (text === undefined) {
      const range = criteria.length === 0 ? 'it has none' : `it has 1 to ${String(criteria.length)}`;
      throw new LodestarError(
        'INPUT_INVALID',
        `${task.id} has no criterion ${JSON.stringify(part.trim())}: ${range}`,
        {
          details: { task_id: task.id, criterion: part.trim(), criteria: criteria.length },
          hint: 'Give numbers as `1,3`, or `all`.',
        },
      );
    }
    return text;
  });
}

/** Checks criteria off that are not yet; what is checked off of the task then. */
export async function checkOff(
  tx: WriteTx,
  task: SpecTask,
  marks: { texts: readonly string[]; acting: Acting },
): Promise<readonly CheckedCriterion[]> {
  const { actor, via } = marks.acting;
  const checked = [...(await criteriaOf(tx, identityOf(task)))];
  const already = new Set(checked.map((row) => row.text));
  for (const text of new Set(marks.texts.map(foldCriterion))) {
    if (!already.has(text)) {
      const data = { created_at: task.created_at, text };
      const { at: atMs } = await tx.append({ type: 'criterion.checked', actor, via, taskId: task.id, data });
      checked.push({ text, actor, atMs });
    }
  }
  return checked;
}
