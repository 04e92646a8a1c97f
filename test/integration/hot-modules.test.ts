import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOT_COMMANDS, hotFileName, hotName, makeWarmWorkspace } from '../support/hot-commands.ts';
import { buildInstrumented, type InstrumentedProgram } from '../support/instrumented-program.ts';
import type { TestWorkspace } from '../support/workspace.ts';

const HOW_TO_RENEW =
  'What a command runs is what it costs. Where it is meant to run other modules: `npx vitest run test/integration/hot-modules.test.ts -u`';

let program: InstrumentedProgram;
let workspace: TestWorkspace;

beforeAll(async () => {
  program = await buildInstrumented();
  workspace = await makeWarmWorkspace(3);
});

afterAll(() => {
  program.remove();
});

it.each(HOT_COMMANDS.map((args) => [hotName(args), args] as const))(
  '%s runs these modules and no others',
  async (_name, args) => {
    const { ran, loaded } = await program.run(workspace, args);
    const text = [...[...new Set(ran)].sort(), '', 'of Node:', ...[...loaded].sort(), ''].join('\n');
    await expect(text, HOW_TO_RENEW).toMatchFileSnapshot(
      join(import.meta.dirname, 'hot-modules', hotFileName(args)),
    );
  },
);

it('no hot command loads what is heavy', async () => {
  for (const command of HOT_COMMANDS.slice(0, 3)) {
    const { ran, loaded } = await program.run(workspace, command);
    expect(ran.filter((path) => /compile\.ts$|spec\/(?:parse|validate|read-yaml)\.ts$/u.test(path))).toEqual(
      [],
    );
    expect(loaded.filter((each) => /crypto|child_process|http|zlib|worker/u.test(each))).toEqual([]);
  }
});
