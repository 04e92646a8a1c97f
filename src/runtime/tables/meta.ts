import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import { StoredValueError } from '../stored-value.ts';

const raiseFence = statement<{ wallMs: number }>('meta.raiseFence')((db, param, sql) =>
  db
    .updateTable('meta')
    .set({ fence: sql<number>`max(fence + 1, ${param('wallMs')})` })
    .returning('fence'),
);

/** The next fence: greater than every one before, across resets too, because it is never below the wall clock. */
export async function nextFence(tx: ApplyTx, wallMs: number): Promise<number> {
  const row = await tx.get(raiseFence, { wallMs });
  if (row === undefined) {
    throw new StoredValueError('the row of meta is missing');
  }
  return row.fence;
}
