import type { SpecTask } from '../../model/task.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Warning } from '../outcome.ts';

/** What `next` and `claim` can be narrowed to; every given filter must fit. */
export interface OfferFilters {
  /** The task has all of these labels. */
  readonly labels?: readonly string[];
  /** The task asks for no capability but these. Empty: any task. */
  readonly capabilities?: readonly string[];
  /** The task's priority is at most this. */
  readonly priorityMax?: number;
}

export function fitsFilters(task: SpecTask, filters: OfferFilters): boolean {
  const { labels = [], capabilities = [], priorityMax } = filters;
  return (
    labels.every((label) => task.labels.includes(label)) &&
    (capabilities.length === 0 || task.capabilities.every((each) => capabilities.includes(each))) &&
    (priorityMax === undefined || task.priority <= priorityMax)
  );
}

/** What to say where nothing fits: a label among the filters may be one that no task has. */
export async function warnOfLabels(
  workspace: Workspace,
  { labels = [] }: OfferFilters,
): Promise<readonly Warning[]> {
  if (labels.length === 0) {
    return [];
  }
  const { labelWarnings } = await import('./known-labels.ts');
  return await workspace.read(async (tx) => await labelWarnings(tx, labels));
}
