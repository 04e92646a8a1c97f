import type { Now } from '../model/now.ts';
import type { Connection } from './connection.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';

/** Liveness is judged in minutes: a sign of life more often than this would cost writes and tell nothing. */
const BEAT_INTERVAL_MS = 60_000;

const IS_DUE = `
SELECT 1 FROM actor LEFT JOIN heartbeat ON heartbeat.actor = actor.actor
WHERE actor.actor = ? AND actor.joined_at IS NOT NULL AND actor.left_at IS NULL
  AND (heartbeat.actor IS NULL OR abs(? - heartbeat.seen_at_ms) >= ${BEAT_INTERVAL_MS})`;

/** Nothing is written to what a later Lodestar has migrated meanwhile. */
const PUT = `
REPLACE INTO heartbeat (actor, seen_at_ms, boot_id, monotonic_ms)
SELECT ?, ?, ?, ? FROM pragma_user_version WHERE user_version <= ${SCHEMA_VERSION}`;

/**
 * Notes that a joined agent was seen, where the last note is old. A sign of life is never worth waiting or failing for: a
 * writer is not waited for, and what goes wrong is not told.
 */
export function beatOnce(connection: Connection, actor: string, now: Now): void {
  try {
    if (connection.get(IS_DUE, [actor, now.wallMs]) !== undefined) {
      connection.waitForLocks(false);
      connection.run(PUT, [actor, now.wallMs, now.bootId, now.monotonicMs]);
    }
  } catch {
    // Documented: silent.
  }
}
