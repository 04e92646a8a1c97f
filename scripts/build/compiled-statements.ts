import type { Plugin } from 'esbuild';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Placeholder } from '../../src/runtime/placeholder.ts';
import type * as StatementModule from '../../src/runtime/statement.ts';
import { importSources } from '../import-sources.ts';

/** esbuild reads filters as Go expressions, which have no `u` flag. */
const COMPILE = /[\\/]src[\\/]runtime[\\/]compile\.ts$/;
const RUNTIME = resolve('src/runtime');

type Statements = ReturnType<typeof StatementModule.listStatements>;

function listSources(): string[] {
  return readdirSync(RUNTIME, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(RUNTIME, name));
}

/** Runs every module of the runtime once, by which each declares its statements. */
async function loadStatements(): Promise<Statements> {
  const statement = JSON.stringify(join(RUNTIME, 'statement.ts'));
  const imports = listSources().map((path) => `import ${JSON.stringify(path)};`);
  const contents = [...imports, `export { listStatements } from ${statement};`].join('\n');
  const module = (await importSources(contents, RUNTIME)) as typeof StatementModule;
  return module.listStatements();
}

/** A binding is the name of its parameter in a list of its own, or a value. */
function tableOf(statements: Statements): Record<string, unknown> {
  return Object.fromEntries(
    statements.map((each) => {
      const { sql, bindings } = each.compile();
      const named = bindings.map((binding) =>
        typeof binding === 'object' && binding !== null ? [(binding as Placeholder).name] : binding,
      );
      return [each.name, { sql, bindings: named }];
    }),
  );
}

/**
 * Puts a table of all statements in the place of runtime/compile.ts, so that neither Kysely nor its compiling is in the
 * program: they took 4 to 9 ms of every command.
 */
export function compiledStatements(): Plugin {
  return {
    name: 'compiled-statements',
    setup(building) {
      building.onLoad({ filter: COMPILE }, async () => {
        const table = JSON.stringify(tableOf(await loadStatements()));
        const contents = `
          import { Placeholder } from './placeholder.ts';
          const TABLE = ${table};
          export function compileQuery(name) {
            const { sql, bindings } = TABLE[name];
            return { sql, bindings: bindings.map((each) => (Array.isArray(each) ? new Placeholder(each[0]) : each)) };
          }`;
        return { contents, loader: 'js', resolveDir: RUNTIME };
      });
    },
  };
}
