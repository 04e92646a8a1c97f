import { defineConfig } from 'vitest/config';

/** What Stryker runs for each mutant: the unit tests of what is mutated. They share a process: none starts another or sets its umask. */
export default defineConfig({
  test: {
    include: [
      'test/model/*.test.ts',
      'test/runtime/{fold,lease-holder,leases,tables,transition}.test.ts',
      'test/spec/{cut,edit,edit-add,edit-excerpt,edit-list,edit-random,edit-styles,excerpt,parse,parse-blocks,print-scalar,save-moved}.test.ts',
    ],
    testTimeout: 30_000,
  },
});
