import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  followRuntime,
  HOT_COMMANDS,
  hotFileName,
  hotName,
  makeWarmWorkspace,
} from '../support/hot-commands.ts';
import { buildInstrumented, type InstrumentedProgram, type Ran } from '../support/instrumented-program.ts';
import type { TestWorkspace } from '../support/workspace.ts';

const HOW_TO_RENEW =
  'Every statement costs each command that runs it. Where this one is meant to run others: `npx vitest run test/integration/hot-statements.test.ts -u`';

let program: InstrumentedProgram;
let small: TestWorkspace;
let large: TestWorkspace;

beforeAll(async () => {
  program = await buildInstrumented();
  small = await makeWarmWorkspace(3);
  large = await makeWarmWorkspace(10_000);
});

afterAll(() => {
  program.remove();
});

/** Which columns a statement names is not what is held here: their lists are left out. */
function abridge(sql: string): string {
  return sql
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/\bselect (?:t\.|")[^()]*? from /giu, 'select … from ')
    .replaceAll(/ \((?:"\w+"(?:, )?)+\)/gu, ' (…)')
    .replaceAll(/ values \([?, ]+\)/giu, ' values (…)')
    .trim();
}

/** Each on a line of its own, in the order in which they ran; with the database's name where it is not the runtime. */
function listStatements({ statements }: Ran): string[] {
  return statements.flatMap(([database, sql]) =>
    sql
      .split(';')
      .map(abridge)
      .filter((each) => each !== '')
      .map((each) => (database === 'runtime.sqlite' ? each : `${database}: ${each}`)),
  );
}

/** `2 BEGIN, 2 COMMIT, 11 SELECT`: how many of each kind. */
function countByKind(lines: readonly string[]): string {
  const kinds = lines
    .map((line) =>
      line
        .replace(/^\S+: /u, '')
        .split(' ', 1)
        .join('')
        .toUpperCase(),
    )
    .sort();
  return [...new Set(kinds)]
    .map((kind) => `${kinds.filter((each) => each === kind).length} ${kind}`)
    .join(', ');
}

async function statementsOf(workspace: TestWorkspace, args: readonly string[]): Promise<string[]> {
  await followRuntime(workspace);
  return listStatements(await program.run(workspace, args));
}

it.each(HOT_COMMANDS.map((args) => [hotName(args), args] as const))(
  '%s runs these statements and no others, however large the plan is',
  async (_name, args) => {
    const lines = await statementsOf(small, args);
    const text = [`${lines.length} statements: ${countByKind(lines)}`, '', ...lines, ''].join('\n');
    await expect(text, HOW_TO_RENEW).toMatchFileSnapshot(
      join(import.meta.dirname, 'hot-statements', hotFileName(args)),
    );
    expect(await statementsOf(large, args)).toEqual(lines);
  },
);
