import { defineConfig, type Plugin } from 'vitest/config';

/**
 * A mutant of a query takes effect in every test that runs it: Stryker runs many mutants in one process, in which a statement
 * that was compiled once would stay what it was.
 */
const compilesAnew: Plugin = {
  name: 'compile-statements-anew',
  transform: (code, id) =>
    id.endsWith('/src/runtime/statement.ts')
      ? code.replace('this.#compiled ??= this.#build()', 'this.#compiled = this.#build()')
      : undefined,
};

/** What Stryker runs for each mutant: the unit tests of what is mutated. They share a process: none starts another or sets its umask. */
export default defineConfig({
  plugins: [compilesAnew],
  test: {
    include: [
      'test/model/*.test.ts',
      'test/runtime/{fold,lease-holder,leases,tables,transition}.test.ts',
      'test/spec/{cut,edit,edit-add,edit-excerpt,edit-list,edit-random,edit-styles,excerpt,parse,parse-blocks,print-scalar,save-moved}.test.ts',
    ],
    testTimeout: 30_000,
  },
});
