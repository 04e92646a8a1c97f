import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './test/support/summary-reporter.ts';

/** Tests that run dist/lodestar.cjs as processes. */
const ON_THE_BUNDLE = [
  'test/integration/**/*.test.ts',
  'test/contract/**/*.test.ts',
  'test/faults/**/*.test.ts',
];
const SIMULATION = ['test/simulation/**/*.test.ts'];
/** LODESTAR_TEST_SCALE multiplies what the rigs do, so their time too. */
const scale = Number(process.env.LODESTAR_TEST_SCALE ?? '1');
const MINUTE_MS = 60_000;

export default defineConfig({
  test: {
    reporters: ['default', new SummaryReporter()],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...ON_THE_BUNDLE, ...SIMULATION],
          testTimeout: 20_000,
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
          include: ON_THE_BUNDLE,
          globalSetup: ['./test/support/build-once.ts'],
          testTimeout: 2 * MINUTE_MS * scale,
          hookTimeout: MINUTE_MS,
          // Each test starts many processes of its own: files side by side would measure each other.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
