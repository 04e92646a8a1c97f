import type { SpecTask } from '../../model/task.ts';

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
