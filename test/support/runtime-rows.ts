import Database from 'better-sqlite3';

/** Runs one statement on a runtime file, past all of the program. Only volatile rows may be changed so. */
function runStatement(runtimePath: string, sql: string, params: readonly unknown[]): number {
  const database = new Database(runtimePath, { fileMustExist: true, timeout: 10_000 });
  try {
    return database.prepare(sql).run(...params).changes;
  } finally {
    database.close();
  }
}

/** Moves the end of a task's lease, and its last renewal, into the past on both clocks. */
export function backdateLease(runtimePath: string, taskId: string, byMs: number): void {
  const changes = runStatement(
    runtimePath,
    `UPDATE lease_clock
     SET monotonic_deadline_ms = monotonic_deadline_ms - ?, wall_deadline_ms = wall_deadline_ms - ?, renewed_at_ms = renewed_at_ms - ?
     WHERE task_id = ?`,
    [byMs, byMs, byMs, taskId],
  );
  if (changes !== 1) {
    throw new Error(`${taskId} has no lease to back-date`);
  }
}

/** Longer than any lease may last. */
const AGES_MS = 31 * 24 * 60 * 60 * 1000;

/** Makes a task's lease lapse. */
export function lapseLease(runtimePath: string, taskId: string): void {
  backdateLease(runtimePath, taskId, AGES_MS);
}

/** Makes an actor's last sign of life older. */
export function backdateHeartbeat(runtimePath: string, actor: string, byMs: number): void {
  runStatement(
    runtimePath,
    'UPDATE heartbeat SET seen_at_ms = seen_at_ms - ?, monotonic_ms = monotonic_ms - ? WHERE actor = ?',
    [byMs, byMs, actor],
  );
}
