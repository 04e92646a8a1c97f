/** File systems that keep nanoseconds stamp by the kernel's tick, of 10 ms at most; the rest by 1 or 2 seconds. */
const FINE_GRAIN_MS = 50;
const COARSE_GRAIN_MS = 2000;

const NS_PER_MS = 1_000_000n;
const NS_PER_SECOND = 1_000_000_000n;

/**
 * Whether a file or folder changed so long before `nowMs` that no later change can leave the same times, so that equal
 * times prove that nothing changed. Judged by ctime, which no program can set; `nowMs` is of the system's clock.
 */
export function areTimesSettled(ctimeNs: bigint, nowMs: number): boolean {
  const grainMs = ctimeNs % NS_PER_SECOND === 0n ? COARSE_GRAIN_MS : FINE_GRAIN_MS;
  return nowMs - Number(ctimeNs / NS_PER_MS) >= grainMs;
}
