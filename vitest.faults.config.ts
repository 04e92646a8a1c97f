import { defineConfig } from 'vitest/config';

const RIGS = 'test/faults/rigs/*.rig.ts';
/** They tell how long something took or was waited for: beside others they would measure those. */
const TIMED = [
  'test/faults/rigs/{claim-storms,first-run,latency,soak,spec-writers}.rig.ts',
  // Stops and goes on with processes by a clock that others must not hold up.
  'test/faults/rigs/stolen-leases.rig.ts',
];
const MINUTE_MS = 60_000;

const common = {
  globalSetup: ['./test/support/build-once.ts'],
  hookTimeout: 5 * MINUTE_MS,
};

/**
 * The rigs of test/faults/rigs: most wait for processes half of their time, so that two of them run side by side; those
 * that judge times run one after the other. LODESTAR_RIGS says how much they do (`short`, `full`, or `control`: the same
 * with a protection removed, which must then report the fault).
 */
export default defineConfig({
  test: {
    disableConsoleIntercept: true,
    reporters: ['verbose'],
    projects: [
      {
        test: {
          ...common,
          name: 'together',
          include: [RIGS],
          exclude: TIMED,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...common,
          name: 'alone',
          include: TIMED,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
