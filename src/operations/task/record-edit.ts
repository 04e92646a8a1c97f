import type { EventData, FieldChange } from '../../model/event.ts';
import { endLease } from '../../runtime/leases.ts';
import { getLease } from '../../runtime/tables/lease.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import type { OperationContext } from '../context.ts';
import type { Warning } from '../outcome.ts';
import { recordAfterEdit } from '../record-after-edit.ts';

/** One task's edit of the spec, as the log records it. */
export interface EditRecord {
  readonly taskId: string;
  readonly type: 'task.created' | 'task.updated' | 'task.deleted';
  readonly changes: readonly FieldChange[];
  /** Only of `task.created`. */
  readonly title?: string;
  /** The token of the lease that the edit takes out of its holder's hands; a later one of another holder stays. */
  readonly endsLease?: string | undefined;
  /** The id that the lease was granted under, where the task was renamed since. */
  readonly leasedAs?: string | undefined;
}

function dataOf(record: EditRecord): EventData['task.created'] {
  return { title: record.title ?? '', changes: record.changes };
}

async function appendRecord(tx: WriteTx, record: EditRecord, actor: string): Promise<void> {
  const { taskId, type, changes, leasedAs = taskId } = record;
  await tx.append(
    type === 'task.created'
      ? { type, actor, taskId, data: dataOf(record) }
      : { type, actor, taskId, data: { changes } },
  );
  const ends = record.endsLease !== undefined && (await getLease(tx, leasedAs))?.token === record.endsLease;
  if (ends) {
    await endLease(tx, { taskId: leasedAs, actor, via: null, by: 'delete', note: null });
  }
}

/** Records edits that are already in the file; see `recordAfterEdit`. */
export async function recordEdits(
  context: OperationContext,
  records: readonly EditRecord[],
): Promise<Warning[]> {
  if (records.length === 0) {
    return [];
  }
  return await recordAfterEdit(context, async (tx) => {
    for (const record of records) {
      await appendRecord(tx, record, context.actor);
    }
  });
}

/** What differs between two states of a task's fields, in the order of the fields. */
export function diffFields(before: object, after: object): FieldChange[] {
  const old = before as Readonly<Record<string, unknown>>;
  return Object.entries(after)
    .filter(([field, value]) => JSON.stringify(old[field]) !== JSON.stringify(value))
    .map(([field, value]) => ({ field, before: old[field] ?? null, after: value as unknown }));
}
