CREATE TABLE actor (
  actor TEXT PRIMARY KEY,
  registered_at INTEGER NOT NULL,
  display_name TEXT,
  role TEXT,
  capabilities TEXT NOT NULL DEFAULT '[]',
  session_meta TEXT NOT NULL DEFAULT '{}',
  joined_at INTEGER,
  left_at INTEGER,
  left_reason TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE criterion (
  task_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  text TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (task_id, created_at, text)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event
BEGIN
  SELECT RAISE(ABORT, 'an event is never deleted');
END;

CREATE TRIGGER event_is_not_updated BEFORE UPDATE ON event
BEGIN
  SELECT RAISE(ABORT, 'an event never changes');
END;

CREATE TABLE event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  origin TEXT NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  at INTEGER NOT NULL,
  clock INTEGER NOT NULL,
  actor TEXT NOT NULL,
  via TEXT,
  type TEXT NOT NULL,
  task_id TEXT,
  data TEXT NOT NULL CHECK (json_valid(data)),
  UNIQUE (origin, n)
) STRICT;

CREATE INDEX event_of_task ON event (task_id, seq) WHERE task_id IS NOT NULL;

CREATE UNIQUE INDEX event_order ON event (clock, origin, n);

CREATE TABLE evidence (
  origin TEXT NOT NULL,
  n INTEGER NOT NULL,
  clock INTEGER NOT NULL,
  task_id TEXT NOT NULL,
  created_at TEXT,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  branch TEXT,
  head TEXT,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL, tree TEXT,
  PRIMARY KEY (origin, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_of_task ON evidence (task_id, clock);

CREATE TABLE heartbeat (
  actor TEXT PRIMARY KEY,
  seen_at_ms INTEGER NOT NULL,
  boot_id TEXT NOT NULL,
  monotonic_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE id_reservation (
  prefix TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lease (
  task_id TEXT PRIMARY KEY,
  created_at TEXT,
  holder TEXT NOT NULL,
  token TEXT NOT NULL,
  granted_at INTEGER NOT NULL,
  title TEXT NOT NULL,
  locks TEXT NOT NULL,
  branch TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX lease_of_holder ON lease (holder);

CREATE TABLE lease_clock (
  task_id TEXT PRIMARY KEY,
  token TEXT NOT NULL,
  boot_id TEXT NOT NULL,
  monotonic_deadline_ms INTEGER NOT NULL,
  wall_deadline_ms INTEGER NOT NULL,
  renewed_at_ms INTEGER NOT NULL,
  ttl_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  origin TEXT NOT NULL,
  n INTEGER NOT NULL,
  clock INTEGER NOT NULL,
  recipient TEXT NOT NULL,
  task_id TEXT,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  subject TEXT,
  severity TEXT NOT NULL,
  body TEXT NOT NULL,
  reply_to TEXT, seq INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (origin, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_arrival ON message (seq);

CREATE INDEX message_by_actor ON message (actor, recipient);

CREATE INDEX message_of_recipient ON message (recipient, clock);

CREATE INDEX message_to_recipient ON message (recipient, seq);

CREATE TABLE meta (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  epoch TEXT NOT NULL,
  inode TEXT NOT NULL,
  birth_ns TEXT NOT NULL,
  fence INTEGER NOT NULL
) STRICT;

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

CREATE TABLE transition (
  task_id TEXT PRIMARY KEY,
  created_at TEXT,
  status TEXT NOT NULL,
  stamp INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT,
  branch TEXT,
  head TEXT,
  completed_by TEXT,
  completed_at INTEGER
) STRICT, WITHOUT ROWID;
