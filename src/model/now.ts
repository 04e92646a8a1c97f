/**
 * A reading of the clocks, taken once at the edge and passed in.
 * A lease of the same boot is judged by the monotonic clock, one of another boot by the wall clock.
 */
export interface Now {
  /** Milliseconds since the Unix epoch, whole. */
  readonly wallMs: number;
  /** Names the boot that `monotonicMs` counts from; empty where the system has no such name. */
  readonly bootId: string;
  /** Milliseconds since that boot, whole; stands still while the machine is suspended. */
  readonly monotonicMs: number;
}
