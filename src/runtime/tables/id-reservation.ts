import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import { invariant } from '../../util/invariant.ts';

export interface IdRequest {
  readonly prefix: string;
  /** The smallest number that is free in the spec; none below it is given. */
  readonly atLeast: number;
  readonly count: number;
}

const reserve = statement<{ prefix: string; firstLast: number; least: number; count: number }>(
  'id-reservation.reserve',
)((db, param, sql) =>
  db
    .insertInto('id_reservation')
    .values({ prefix: param('prefix'), last: param('firstLast') })
    .onConflict((conflict) =>
      conflict.column('prefix').doUpdateSet({
        last: sql<number>`max("id_reservation".last, ${param('least')}) + ${param('count')}`,
      }),
    )
    .returning('last'),
);

/** Reserves numbers that no worktree of this runtime was given before, in rising order. */
export async function reserveIds(tx: ApplyTx, request: IdRequest): Promise<number[]> {
  const { prefix, atLeast, count } = request;
  const least = atLeast - 1;
  const row = await tx.get(reserve, { prefix, firstLast: least + count, least, count });
  invariant(row !== undefined, 'a reservation answers its last number');
  return Array.from({ length: count }, (_, index) => row.last - count + 1 + index);
}
