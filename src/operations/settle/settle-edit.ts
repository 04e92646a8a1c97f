import { formatTimestamp } from '../../model/timestamp.ts';
import type { Status } from '../../model/status.ts';
import type { SpecEdit } from '../../spec/edit.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';

/**
 * The runtime decided something that this checkout's spec does not say yet: another status, or the same one anew, with a
 * date and perhaps a reason of its own. `done` counts: nobody has agreed to it.
 */
export function isUnsettled({ status, statusFrom, specStatus }: FreshTask): boolean {
  if (statusFrom !== 'runtime') {
    return false;
  }
  return status !== specStatus || status === 'verified' || status === 'cancelled' || status === 'blocked';
}

/** `done` is never settled: it is what a verification is still to confirm. */
export function isSettleable(fresh: FreshTask): boolean {
  return isUnsettled(fresh) && fresh.status !== 'done';
}

type Fields = Extract<SpecEdit, { kind: 'set' }>['fields'];

function outcomeFields(fresh: FreshTask): Fields {
  const { transition } = fresh;
  const by = transition?.actor ?? null;
  const at = formatTimestamp(transition?.stamp ?? 0);
  const reason = transition?.reason ?? null;
  const status: Status = fresh.status;
  switch (status) {
    case 'verified': {
      const completedAt = transition?.completedAt;
      const completed =
        completedAt === null || completedAt === undefined
          ? {}
          : { completed_by: transition?.completedBy ?? null, completed_at: formatTimestamp(completedAt) };
      return { status, status_reason: null, ...completed, verified_by: by, verified_at: at };
    }
    case 'cancelled':
      return { status, status_reason: reason, cancelled_by: by, cancelled_at: at };
    case 'blocked':
      return { status, status_reason: reason, blocked_by: by, blocked_at: at };
    case 'ready':
      return { status, status_reason: null, reopened_by: by, reopened_at: at };
    case 'todo':
    case 'done':
    case 'deleted':
      throw new Error(`invariant broken: ${status} is never settled`);
  }
}

/** One small edit that makes the spec say what the runtime says, with the transition's stamp as its date. */
export function settleEdit(fresh: FreshTask): SpecEdit {
  return { kind: 'set', id: fresh.task.id, fields: outcomeFields(fresh) };
}
