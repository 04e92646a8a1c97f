import { isLeaseLive, type Lease, type NotHeldReason } from '../model/lease.ts';
import { statement } from './statement.ts';
import type { QueryTx } from './statement-runner.ts';
import { lookAtLease, type LeaseSeen } from './tables/lease.ts';
import type { ReadTx } from './transaction.ts';

export interface Revocation {
  readonly by: string;
  readonly atMs: number;
  readonly reason: string;
}

/** Whether an actor holds a task's live lease; and if not, why, with the live lease of who does. */
export type HolderCheck =
  | { readonly held: true; readonly lease: Lease }
  | {
      readonly held: false;
      readonly reason: NotHeldReason;
      /** Who revoked it and why, where that is the reason. */
      readonly revocation?: Revocation;
      /** The live lease that is in the way, where there is one. */
      readonly lease?: Lease;
      /** Who holds it. */
      readonly holder?: string;
    };

export interface HolderQuestion {
  readonly taskId: string;
  readonly actor: string;
  /** The token that the caller was given, when it says: tells two processes of one actor apart. */
  readonly token?: string | undefined;
}

interface OwnParams {
  readonly taskId: string;
  readonly holder: string;
}

const selectNewestOfHolder = statement<OwnParams>('lease-holder.selectNewestOfHolder')((db, param, sql) =>
  db
    .selectFrom('event')
    .select(['seq', 'type', 'actor', 'at', sql<string | null>`data ->> 'reason'`.as('reason')])
    .where('task_id', '=', param('taskId'))
    .where('type', 'in', ['lease.granted', 'lease.released', 'lease.expired', 'lease.revoked'])
    .where(sql<string>`data ->> 'holder'`, '=', param('holder'))
    .orderBy('seq', 'desc')
    .limit((eb) => eb.lit(1)),
);

const selectGrantToOtherAfter = statement<OwnParams & { seq: number }>(
  'lease-holder.selectGrantToOtherAfter',
)((db, param, sql) =>
  db
    .selectFrom('event')
    .select('seq')
    .where('task_id', '=', param('taskId'))
    .where('seq', '>', param('seq'))
    .where('type', '=', 'lease.granted')
    .where(sql<string>`data ->> 'holder'`, '<>', param('holder'))
    .limit((eb) => eb.lit(1)),
);

const selectNewestReleaseVia = statement<{ taskId: string; via: string }>(
  'lease-holder.selectNewestReleaseVia',
)((db, param, sql) =>
  db
    .selectFrom('event')
    .select(['seq', sql<string>`data ->> 'holder'`.as('holder')])
    .where('task_id', '=', param('taskId'))
    .where('type', '=', 'lease.released')
    .where('via', '=', param('via'))
    .orderBy('seq', 'desc')
    .limit((eb) => eb.lit(1)),
);

/** Whose lease of the task the person ended last, by a command for it; `undefined` where the person held it since. */
export async function holderReleasedBy(
  tx: QueryTx,
  { taskId, via }: { readonly taskId: string; readonly via: string },
): Promise<string | undefined> {
  const released = await tx.get(selectNewestReleaseVia, { taskId, via });
  if (released === undefined) {
    return undefined;
  }
  const own = await tx.get(selectNewestOfHolder, { taskId, holder: via });
  return own !== undefined && own.seq > released.seq ? undefined : released.holder;
}

async function wasTakenAfter(tx: QueryTx, own: OwnParams, seq: number): Promise<boolean> {
  return (await tx.get(selectGrantToOtherAfter, { ...own, seq })) !== undefined;
}

type Ended = Pick<Extract<HolderCheck, { held: false }>, 'reason' | 'revocation'>;

/** How the newest lease that the actor had of the task came to its end. */
async function endFromLog(tx: QueryTx, question: HolderQuestion): Promise<Ended> {
  const own = { taskId: question.taskId, holder: question.actor };
  const newest = await tx.get(selectNewestOfHolder, own);
  switch (newest?.type) {
    case 'lease.released':
      return { reason: 'released' };
    case 'lease.revoked': {
      const { actor: by, at: atMs, reason } = newest;
      return { reason: 'revoked', revocation: { by, atMs, reason: reason ?? '' } };
    }
    case 'lease.granted':
    case 'lease.expired':
      return { reason: (await wasTakenAfter(tx, own, newest.seq)) ? 'taken' : 'lapsed' };
    default:
      // Whoever shows a token was granted a lease, in a runtime that is gone.
      return { reason: question.token === undefined ? 'never' : 'lapsed' };
  }
}

/** Judges whether the actor holds the task's lease now. A lapsed lease is not held, also when nobody took it. */
export async function checkHolder(
  tx: ReadTx,
  question: HolderQuestion,
  seen?: LeaseSeen,
): Promise<HolderCheck> {
  const lease = await lookAtLease(tx, question.taskId, seen);
  const isLive = lease !== undefined && isLeaseLive(lease, tx.epoch, tx.now);
  if (!isLive) {
    return { held: false, ...(await endFromLog(tx, question)) };
  }
  if (lease.holder !== question.actor) {
    const ended = await endFromLog(tx, question);
    const reason = ended.reason === 'lapsed' ? 'taken' : ended.reason;
    return { held: false, ...ended, reason, lease, holder: lease.holder };
  }
  if (question.token !== undefined && question.token !== lease.token) {
    return { held: false, reason: 'superseded', lease, holder: lease.holder };
  }
  return { held: true, lease };
}
