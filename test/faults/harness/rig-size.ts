/** How much the rigs do: `full` before a release, `short` in CI, `control` with a protection removed. */
export type RigSize = 'full' | 'short' | 'control';

const SIZES: readonly RigSize[] = ['full', 'short', 'control'];

/** As LODESTAR_RIGS says; `undefined` without it. */
export function rigSize(): RigSize | undefined {
  const asked = process.env.LODESTAR_RIGS;
  if (asked === undefined) {
    return undefined;
  }
  const size = SIZES.find((known) => known === asked);
  if (size === undefined) {
    throw new Error(`LODESTAR_RIGS=${asked}: one of ${SIZES.join(', ')}`);
  }
  return size;
}
