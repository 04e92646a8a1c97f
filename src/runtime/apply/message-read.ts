import type { ApplyTx } from '../statement-runner.ts';
import { statement } from '../statement.ts';
import type { EventOf } from './event-of.ts';

const advanceCursor = statement<{ recipient: string; reader: string; upTo: number }>(
  'message-read.advanceCursor',
)((db, param, sql) =>
  db
    .insertInto('read_cursor')
    .values({ recipient: param('recipient'), reader: param('reader'), up_to: param('upTo') })
    .onConflict((conflict) =>
      conflict
        .columns(['recipient', 'reader'])
        .doUpdateSet({ up_to: sql<number>`max(read_cursor.up_to, excluded.up_to)` }),
    ),
);

const putMark = statement<{ origin: string; n: number; reader: string }>('message-read.putMark')(
  (db, param) =>
    db.replaceInto('read_mark').values({ origin: param('origin'), n: param('n'), reader: param('reader') }),
);

/** A cursor never goes back: what was read once stays read, in whatever order the marks come. */
export async function applyMessageRead(tx: ApplyTx, event: EventOf<'message.read'>): Promise<void> {
  const { actor: reader, data } = event;
  for (const { recipient, up_to: upTo } of data.cursors) {
    await tx.run(advanceCursor, { recipient, reader, upTo });
  }
  for (const { origin, n } of data.messages) {
    await tx.run(putMark, { origin, n, reader });
  }
}
