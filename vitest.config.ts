import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { memoryFolder } from './test/support/memory-folder.ts';
import { SummaryReporter } from './test/support/summary-reporter.ts';

/** Tests that run dist/lodestar.cjs as processes. */
const ON_THE_DISK = ['test/integration/**/*.test.ts', 'test/faults/**/*.test.ts'];
/** What commands print and answer, which no disk has a part in: thousands of them are quicker where files are in memory. */
const CONTRACT = ['test/contract/**/*.test.ts'];
const ON_THE_BUNDLE = [...ON_THE_DISK, ...CONTRACT];
/** Of these, what keeps every core busy by itself: two side by side would measure each other. */
const STORMS = ['test/integration/{checkout-loop,claim-storm,parallel-create}.test.ts'];
const SIMULATION = ['test/simulation/**/*.test.ts'];
/** LODESTAR_TEST_SCALE multiplies what the rigs do, so their time too. */
const scale = Number(process.env.LODESTAR_TEST_SCALE ?? '1');
const MINUTE_MS = 60_000;
/** A file of tests waits for processes most of its time: one worker leaves half of two cores idle. */
const workers = Math.max(2, availableParallelism() - 1);

/** Builds dist/ when a source is newer. */
const globalSetup = ['./test/support/build-once.ts'];

export default defineConfig({
  test: {
    maxWorkers: workers,
    reporters: ['default', new SummaryReporter()],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...ON_THE_BUNDLE, ...SIMULATION, 'test/package/**'],
          testTimeout: 30_000 * scale,
        },
      },
      {
        test: {
          name: 'simulation',
          include: SIMULATION,
          testTimeout: 2 * MINUTE_MS * scale,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ON_THE_DISK,
          exclude: STORMS,
          globalSetup,
          testTimeout: 2 * MINUTE_MS * scale,
          hookTimeout: MINUTE_MS,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'contract',
          include: CONTRACT,
          globalSetup,
          env: { TMPDIR: memoryFolder() },
          testTimeout: 2 * MINUTE_MS * scale,
          hookTimeout: MINUTE_MS,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'storm',
          include: STORMS,
          globalSetup,
          testTimeout: 2 * MINUTE_MS * scale,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
