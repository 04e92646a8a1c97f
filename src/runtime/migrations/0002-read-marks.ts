import type { Migration } from './migration.ts';

/** What each actor has read. A message gets the `seq` with which it came here: that is what a reader's cursor is compared with. */
export const readMarks: Migration = {
  version: 2,
  sql: `
ALTER TABLE message ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
UPDATE message SET seq = coalesce(
  (SELECT event.seq FROM event WHERE event.origin = message.origin AND event.n = message.n), 0
);
CREATE INDEX message_arrival ON message (seq);
CREATE INDEX message_to_recipient ON message (recipient, seq);
CREATE INDEX message_by_actor ON message (actor, recipient);

CREATE TABLE read_cursor (
  recipient TEXT NOT NULL,
  reader TEXT NOT NULL,
  up_to INTEGER NOT NULL,
  PRIMARY KEY (recipient, reader)
) STRICT, WITHOUT ROWID;

CREATE TABLE read_mark (
  origin TEXT NOT NULL,
  n INTEGER NOT NULL,
  reader TEXT NOT NULL,
  PRIMARY KEY (origin, n, reader)
) STRICT, WITHOUT ROWID;
`,
};
