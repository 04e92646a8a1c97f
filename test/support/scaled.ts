const FULL_SCALE = 10;

/** How much of the full size this run does: 1 in `npm test`, 10 in `npm run test:full`. */
export const TEST_SCALE = Number(process.env.LODESTAR_TEST_SCALE ?? '1');

/** The part of `full` that belongs to this run's scale, and at least `least`. */
export function scaled(full: number, least = 1): number {
  return Math.max(least, Math.round((full * TEST_SCALE) / FULL_SCALE));
}
