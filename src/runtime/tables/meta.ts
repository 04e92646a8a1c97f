import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import { StoredValueError } from '../stored-value.ts';

const selectFence = statement('meta.selectFence')((db) =>
  db.selectFrom('meta').select('fence').where('only_row', '=', 1),
);

const setFence = statement<{ fence: number }>('meta.setFence')((db, param) =>
  db
    .updateTable('meta')
    .set({ fence: param('fence') })
    .where('only_row', '=', 1),
);

/** The next fence: greater than every one before, across resets too, because it is never below the wall clock. */
export async function nextFence(tx: ApplyTx, wallMs: number): Promise<number> {
  const row = await tx.get(selectFence, {});
  if (row === undefined) {
    throw new StoredValueError('the row of meta is missing');
  }
  const fence = Math.max(row.fence + 1, wallMs);
  await tx.run(setFence, { fence });
  return fence;
}
