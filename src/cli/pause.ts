/** Sleeps without giving way to anything else: for the few places that wait for a file descriptor. */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
