import { defineConfig } from 'vitest/config';

/**
 * Packs what is built and installs it with npm as anybody would: it asks the registry, and may compile better-sqlite3,
 * which takes a minute. So it is no part of `npm test`.
 */
export default defineConfig({
  test: {
    include: ['test/package/*.test.ts'],
    globalSetup: ['./test/support/build-once.ts'],
    testTimeout: 10 * 60_000,
    hookTimeout: 10 * 60_000,
  },
});
