import { LodestarError } from '../../errors.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { nearMisses } from '../../util/near-miss.ts';
import { listTasks } from '../../workspace/view/rows.ts';
import type { Warning } from '../outcome.ts';

interface UnknownLabel {
  readonly label: string;
  readonly near: readonly string[];
  /** Every label of the plan. */
  readonly valid: readonly string[];
}

/** The first label that no task has; asked only where a filter found nothing, because it reads all tasks. */
async function findUnknownLabel(tx: ReadTx, labels: readonly string[]): Promise<UnknownLabel | undefined> {
  const known = new Set((await listTasks(tx)).flatMap(({ task }) => task.labels));
  const label = labels.find((each) => !known.has(each));
  return label === undefined
    ? undefined
    : { label, near: nearMisses(label, known), valid: [...known].sort() };
}

function tell({ label, near, valid }: UnknownLabel): { readonly message: string; readonly hint: string } {
  const labels = valid.length === 0 ? 'No task has a label.' : `Labels: ${valid.join(', ')}.`;
  const meant = near.length === 0 ? '' : `Did you mean ${near.join(' or ')}? `;
  return { message: `no task has the label ${JSON.stringify(label)}`, hint: `${meant}${labels}` };
}

/** Errors: USAGE for a label that no task has, with those that there are. */
export async function requireLabels(tx: ReadTx, labels: readonly string[]): Promise<void> {
  const unknown = await findUnknownLabel(tx, labels);
  if (unknown !== undefined) {
    const { message, hint } = tell(unknown);
    const { label, near, valid } = unknown;
    throw new LodestarError('USAGE', message, {
      details: { value: label, near_misses: near, valid },
      hint,
    });
  }
}

/** The same as a warning, for what agents ask again and again until there is such a task. */
export async function labelWarnings(tx: ReadTx, labels: readonly string[]): Promise<Warning[]> {
  const unknown = await findUnknownLabel(tx, labels);
  if (unknown === undefined) {
    return [];
  }
  const { message, hint } = tell(unknown);
  return [{ code: 'label-unknown', message: `${message}. ${hint}` }];
}
