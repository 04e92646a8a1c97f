import { setTimeout as delay } from 'node:timers/promises';

/** Waits are drawn from a range, so that those who wait do not knock in step. */
const YOUNG_WAIT_MS = { min: 2, max: 30 };
const OLD_WAIT_MS = { min: 1, max: 6 };
const OLD_AFTER_MS = 2000;

/**
 * Waits a little for a lock before it is tried again. Who has waited long tries more often: SQLite's own waiting does the
 * opposite, and among many processes some then wait for ever.
 */
export async function waitForLock(waitedMs: number): Promise<void> {
  const { min, max } = waitedMs < OLD_AFTER_MS ? YOUNG_WAIT_MS : OLD_WAIT_MS;
  await delay(min + Math.random() * (max - min));
}
