import type { Generated } from 'kysely';

/** The tables as SQLite stores them. `capabilities`, `session_meta`, `locks` and `data` are JSON text; times are epoch milliseconds. */

interface MetaTable {
  only_row: 1;
  epoch: string;
  inode: string;
  birth_ns: string;
  fence: number;
}

interface IdReservationTable {
  prefix: string;
  last: number;
}

interface EventTable {
  seq: Generated<number>;
  origin: string;
  n: number;
  at: number;
  clock: number;
  actor: string;
  via: string | null;
  type: string;
  task_id: string | null;
  data: string;
}

interface ActorTable {
  actor: string;
  registered_at: number;
  display_name: string | null;
  role: string | null;
  capabilities: string;
  session_meta: string;
  joined_at: number | null;
  left_at: number | null;
  left_reason: string | null;
}

interface TransitionTable {
  task_id: string;
  created_at: string | null;
  status: string;
  stamp: number;
  actor: string;
  reason: string | null;
  branch: string | null;
  head: string | null;
  completed_by: string | null;
  completed_at: number | null;
}

interface LeaseTable {
  task_id: string;
  created_at: string | null;
  holder: string;
  token: string;
  granted_at: number;
  title: string;
  locks: string;
  branch: string | null;
}

interface LeaseClockTable {
  task_id: string;
  token: string;
  boot_id: string;
  monotonic_deadline_ms: number;
  wall_deadline_ms: number;
  renewed_at_ms: number;
  ttl_ms: number;
}

interface HeartbeatTable {
  actor: string;
  seen_at_ms: number;
  boot_id: string;
  monotonic_ms: number;
}

interface CriterionTable {
  task_id: string;
  /** Empty where the task has no `created_at`, so that it can be part of the key. */
  created_at: string;
  text: string;
  actor: string;
  at: number;
}

interface EvidenceTable {
  origin: string;
  n: number;
  clock: number;
  task_id: string;
  created_at: string | null;
  kind: string;
  value: string;
  branch: string | null;
  head: string | null;
  actor: string;
  at: number;
  /** Of a commit, the id of what it holds. */
  tree: string | null;
}

interface MessageTable {
  origin: string;
  n: number;
  clock: number;
  recipient: string;
  task_id: string | null;
  actor: string;
  at: number;
  subject: string | null;
  severity: string;
  body: string;
  reply_to: string | null;
  /** When it came to this runtime: the cursor of whoever reads. */
  seq: number;
}

interface ReadCursorTable {
  recipient: string;
  reader: string;
  up_to: number;
}

interface ReadMarkTable {
  origin: string;
  n: number;
  reader: string;
}

export interface Database {
  meta: MetaTable;
  id_reservation: IdReservationTable;
  event: EventTable;
  actor: ActorTable;
  transition: TransitionTable;
  lease: LeaseTable;
  lease_clock: LeaseClockTable;
  heartbeat: HeartbeatTable;
  criterion: CriterionTable;
  evidence: EvidenceTable;
  message: MessageTable;
  read_cursor: ReadCursorTable;
  read_mark: ReadMarkTable;
}

export type TableName = keyof Database;
