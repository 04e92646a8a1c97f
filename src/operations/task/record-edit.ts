import type { EventData, FieldChange } from '../../model/event.ts';
import { ensureActor, touch } from '../../runtime/actors.ts';
import { endLease } from '../../runtime/leases.ts';
import type { OperationContext } from '../context.ts';
import type { Warning } from '../outcome.ts';

/** One task's edit of the spec, as the log records it. */
export interface EditRecord {
  readonly taskId: string;
  readonly type: 'task.created' | 'task.updated' | 'task.deleted';
  readonly changes: readonly FieldChange[];
  /** Only of `task.created`. */
  readonly title?: string;
  /** The edit takes the task out of its holder's hands. */
  readonly endsLease?: boolean;
}

function dataOf(record: EditRecord): EventData['task.created'] {
  return { title: record.title ?? '', changes: record.changes };
}

/**
 * Appends records of edits that are already in the file. The edit stands whatever happens here, so that a failure is a
 * warning.
 */
export async function recordEdits(
  context: OperationContext,
  records: readonly EditRecord[],
): Promise<Warning[]> {
  if (records.length === 0) {
    return [];
  }
  const { actor } = context;
  try {
    await context.runtime.transact(
      async (tx) => {
        await ensureActor(tx, actor);
        for (const record of records) {
          const { taskId, type, changes } = record;
          await tx.append(
            type === 'task.created'
              ? { type, actor, taskId, data: dataOf(record) }
              : { type, actor, taskId, data: { changes } },
          );
          if (record.endsLease === true) {
            await endLease(tx, { taskId, actor, via: null, by: 'delete', note: null });
          }
        }
        await touch(tx, actor);
      },
      { dryRun: context.dryRun },
    );
    return [];
  } catch (error) {
    return [
      {
        code: 'not-recorded',
        message: `the spec was written, but not the log: ${error instanceof Error ? error.message : String(error)}`,
      },
    ];
  }
}

/** What differs between two states of a task's fields, in the order of the fields. */
export function diffFields(before: object, after: object): FieldChange[] {
  const old = before as Readonly<Record<string, unknown>>;
  return Object.entries(after)
    .filter(([field, value]) => JSON.stringify(old[field]) !== JSON.stringify(value))
    .map(([field, value]) => ({ field, before: old[field] ?? null, after: value as unknown }));
}
