import type { Plugin } from 'esbuild';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Makes oclif's modules run when they are first used, not when they are imported: `Command` alone imports configuration,
 * help, plug-ins and globbing, which took more CPU than the rest of a command together. @oclif/core is pinned exactly and
 * is plain output of TypeScript, so that two rewrites of lines are enough:
 *
 *     const util_1 = require("./util");    →    let util_1$; const util_1 = () => (util_1$ ??= require("./util"));
 *     (0, util_1.last)(list)               →    (0, util_1().last)(list)
 *
 * The build fails when oclif has another number of such imports than expected. test/cli/lazy-oclif.test.ts holds the
 * result to oclif's own behaviour.
 */
const MODULES = /@oclif[\\/]core[\\/]lib[\\/].*\.js$/;
const COMMAND = /[\\/]lib[\\/]command\.js$/u;

const IMPORT =
  /^(?:const|var) (?<name>\w+_\d+) = (?<value>(?:__importDefault\(|__importStar\()?require\("[^"]+"\)\)?);$/u;

/** Of oclif's own: it opens standard output only to watch for a closed pipe, which write-out.ts does. */
const WATCH_STDOUT = /^process\.stdout\.on\('error', \(err\) => \{\n(?: {4}.*\n)+\}\);\n/mu;

interface Rewritten {
  readonly text: string;
  readonly imports: number;
}

function rewriteUses(line: string, names: ReadonlySet<string>): string {
  return line
    .replace(/\bnew (\w+)((?:\.\w+)+)\(/gu, (whole, name: string, path: string) =>
      names.has(name) ? `new (${name}()${path})(` : whole,
    )
    .replace(/(?<![\w$.])(\w+_\d+)\b(?!\()/gu, (name) => (names.has(name) ? `${name}()` : name));
}

export function makeImportsLazy(source: string): Rewritten {
  const lines = source.split('\n');
  const names = new Set(lines.flatMap((line) => IMPORT.exec(line)?.groups?.name ?? []));
  const text = lines.map((line) => {
    const { name, value } = IMPORT.exec(line)?.groups ?? {};
    return name === undefined || value === undefined
      ? rewriteUses(line, names)
      : `let ${name}$; const ${name} = () => (${name}$ ??= ${value});`;
  });
  return { text: text.join('\n'), imports: names.size };
}

function withoutWatch(source: string): string {
  const changed = source.replace(WATCH_STDOUT, '');
  if (changed === source) {
    throw new Error('lazy-oclif: command.js no longer watches stdout as expected');
  }
  return changed;
}

/** Imports of all of oclif's modules, as counted when @oclif/core was last raised. */
const EXPECTED_IMPORTS = 264;

function checkImports(): void {
  const lib = join(dirname(createRequire(import.meta.url).resolve('@oclif/core/package.json')), 'lib');
  const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(lib, name), 'utf8'));
  const imports = sources.reduce((sum, source) => sum + makeImportsLazy(source).imports, 0);
  if (imports !== EXPECTED_IMPORTS) {
    throw new Error(
      `lazy-oclif: @oclif/core has ${imports} imports to rewrite, expected ${EXPECTED_IMPORTS}`,
    );
  }
}

export function lazyOclif(): Plugin {
  return {
    name: 'lazy-oclif',
    setup(building) {
      building.onStart(checkImports);
      building.onLoad({ filter: MODULES }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        const contents = makeImportsLazy(COMMAND.test(path) ? withoutWatch(source) : source).text;
        return { contents, loader: 'js' };
      });
    },
  };
}
