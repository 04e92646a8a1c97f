/**
 * Holds the sizes of docs/STYLE.md: prints its six figures and fails above a limit. `sizes.ts [FOLDER]`: of another
 * project than this one.
 *
 * A file's size is its number of lines. A function's size is the number of lines from its first token to its closing
 * brace; a function is anything with a body of statements, and an arrow function without one when it has a name (so that
 * thousands of `(x) => x.id` do not flatter the median). Generated files and migrations are exempt: nobody edits them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const LIMITS = {
  file: { median: 80, p90: 200, max: 400 },
  function: { median: 12, p90: 40, max: 70 },
  commandFile: 80,
  commandRun: 25,
};
const EXEMPT = /(?:\.generated\.(?:ts|cjs|d\.cts)$|\/generated\/|^src\/runtime\/migrations\/)/u;
/** Files outside src/ have no limit but this one: a test file is a list, and its describe() a long function. */
const OTHER_FOLDERS = ['test', 'scripts', 'bench'];

interface File {
  readonly path: string;
  readonly where: string;
  readonly text: string;
  readonly lines: number;
}

interface MeasuredFunction {
  readonly where: string;
  readonly path: string;
  readonly name: string | undefined;
  readonly lines: number;
}

type Measured = Pick<File, 'where' | 'lines'>;

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|mjs)$/u.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
      .filter((path) => !EXEMPT.test(path) && !path.includes('/fixtures/'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

function countLines(text: string): number {
  return text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function nameOf(node: ts.FunctionLikeDeclaration): string | undefined {
  if (node.name !== undefined) {
    return node.name.getText();
  }
  if (ts.isConstructorDeclaration(node)) {
    return 'constructor';
  }
  const { parent } = node;
  return ts.isVariableDeclaration(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isPropertyDeclaration(parent)
    ? parent.name.getText()
    : undefined;
}

function measureFunctions(path: string, text: string): MeasuredFunction[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: MeasuredFunction[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunction(node)) {
      const name = nameOf(node);
      if (name !== undefined || (node.body !== undefined && ts.isBlock(node.body))) {
        const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
        const last = source.getLineAndCharacterOfPosition(node.end).line;
        found.push({
          where: `${path}:${first + 1} ${name ?? '(anonymous)'}`,
          path,
          name,
          lines: last - first + 1,
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** With a body. */
function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function figures(sizes: readonly number[]): Record<'median' | 'p90' | 'max', number> {
  const sorted = [...sizes].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p90: at(0.9), max: sorted.at(-1) ?? 0 };
}

function checkFigures(kind: 'file' | 'function', measured: readonly Measured[]): string[] {
  const found = figures(measured.map((each) => each.lines));
  const limits = LIMITS[kind];
  console.log(
    `${kind.padEnd(9)} median ${found.median} (≤ ${limits.median})  90th ${found.p90} (≤ ${limits.p90})  ` +
      `max ${found.max} (≤ ${limits.max})  of ${measured.length}`,
  );
  const tooLarge = measured
    .filter((each) => each.lines > limits.max)
    .map((each) => tooLong(each, limits.max));
  const shares = (['median', 'p90'] as const)
    .filter((figure) => found[figure] > limits[figure])
    .map((figure) => `${kind} ${figure} is ${found[figure]}, above ${limits[figure]}`);
  return [...shares, ...tooLarge];
}

function tooLong({ where, lines }: Measured, limit: number): string {
  return `${where}: ${lines} lines, above ${limit}`;
}

function checkCommands(files: readonly File[], functions: readonly MeasuredFunction[]): string[] {
  const inCommands = ({ path }: { readonly path: string }): boolean => path.startsWith('src/commands/');
  const longFiles = files.filter((each) => inCommands(each) && each.lines > LIMITS.commandFile);
  const longRuns = functions.filter(
    (each) => inCommands(each) && each.name === 'run' && each.lines > LIMITS.commandRun,
  );
  return [
    ...longFiles.map((each) => tooLong(each, LIMITS.commandFile)),
    ...longRuns.map((each) => tooLong(each, LIMITS.commandRun)),
  ];
}

function measure(path: string): File {
  const text = readFileSync(path, 'utf8');
  return { path, where: path, text, lines: countLines(text) };
}

function main(): void {
  const files = listFiles('src').map(measure);
  const functions = files.flatMap((file) => measureFunctions(file.path, file.text));
  const others = OTHER_FOLDERS.flatMap(listFiles).map(measure);
  const problems = [
    ...checkFigures('file', files),
    ...checkFigures('function', functions),
    ...checkCommands(files, functions),
    ...others.filter((each) => each.lines > LIMITS.file.max).map((each) => tooLong(each, LIMITS.file.max)),
  ];
  for (const problem of problems) {
    console.error(`too large: ${problem}`);
  }
  process.exitCode = problems.length === 0 ? 0 : 1;
}

process.chdir(process.argv[2] ?? '.');
main();
