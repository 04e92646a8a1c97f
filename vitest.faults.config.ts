import { defineConfig } from 'vitest/config';

/**
 * The rigs of test/faults/rigs, one after the other, since each keeps every core busy. LODESTAR_RIGS says how much they
 * do (`short`, `full`, or `control`: the same with a protection removed, which must then report the fault).
 */
export default defineConfig({
  test: {
    include: ['test/faults/rigs/*.rig.ts'],
    globalSetup: ['./test/support/build-once.ts'],
    fileParallelism: false,
    disableConsoleIntercept: true,
    reporters: ['verbose'],
  },
});
