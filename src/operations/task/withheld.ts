import { nextStamp } from '../../model/reconcile.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import type { SpecEdit } from '../../spec/edit.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';

/**
 * Whether the spec itself withholds the task (deleted, or cancelled or blocked by hand without a date): a transition in
 * the runtime alone would not lift that, so the verb edits the spec as well.
 */
export function isWithheldBySpec({ specStatus, outcome }: FreshTask): boolean {
  return (
    specStatus === 'deleted' || ((specStatus === 'cancelled' || specStatus === 'blocked') && !outcome.dated)
  );
}

/** The edit that lifts it: `ready`, dated above all that was seen. */
export function readyEdit(fresh: FreshTask, by: { actor: string; wallMs: number }): SpecEdit {
  const stamp = nextStamp(by.wallMs, fresh.stamp);
  const fields = {
    status: 'ready',
    reopened_by: by.actor,
    reopened_at: formatTimestamp(stamp),
    status_reason: null,
  } as const;
  return { kind: 'set', id: fresh.task.id, fields };
}
