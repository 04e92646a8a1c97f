import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { childEnvironment } from '../support/child-environment.ts';
import { buildInstrumented } from '../support/instrumented-program.ts';
import { runProcess } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** In the order in which they run; a later one needs what an earlier one did. */
const HOT = [
  ['task', 'next'],
  ['task', 'show', 'T2'],
  ['status'],
  ['task', 'claim', 'T1'],
  ['task', 'renew', 'T1'],
  ['task', 'done', 'T1'],
  ['agent', 'heartbeat'],
] as const;

/** Well above what a file counts as young. */
const SETTLED_MS = 1000;

interface Ran {
  readonly ran: readonly string[];
  readonly loaded: readonly string[];
}

let program: Awaited<ReturnType<typeof buildInstrumented>>;
let workspace: TestWorkspace;

beforeAll(async () => {
  program = await buildInstrumented();
  workspace = makeWorkspace({ tasks: readyTasks(3) });
  await workspace.data(['agent', 'join', '--name', 'worker']);
  // Makes the view, and once the spec is older than the clock's grain, one that its file alone proves.
  await workspace.data(['task', 'next']);
  await sleep(SETTLED_MS);
  await workspace.data(['task', 'next']);
});

afterAll(() => {
  program.remove();
});

async function run(args: readonly string[]): Promise<Ran> {
  const list = join(workspace.home, 'ran.json');
  const env = childEnvironment(workspace.home, { LODESTAR_AGENT: 'ai:worker', RAN_MODULES: list });
  const { code, stdout } = await runProcess(process.execPath, [program.path, ...args, '--json'], {
    cwd: workspace.root,
    env,
  });
  expect(code, stdout).toBe(0);
  return JSON.parse(readFileSync(list, 'utf8')) as Ran;
}

/**
 * What a command runs is what it costs. A list that grows is a decision: `npx vitest run test/integration/hot-modules.test.ts
 * -u` writes it anew.
 */
it.each(HOT.map((args) => [args.join(' '), args] as const))(
  '%s runs these modules and no others',
  async (name, args) => {
    const { ran, loaded } = await run(args);
    const text = [...[...new Set(ran)].sort(), '', 'of Node:', ...[...loaded].sort(), ''].join('\n');
    await expect(text).toMatchFileSnapshot(
      join(import.meta.dirname, 'hot-modules', `${name.replace(/ T\d$/u, '').replaceAll(' ', '-')}.txt`),
    );
  },
);

it('no hot command loads what is heavy', async () => {
  for (const command of HOT.slice(0, 3)) {
    const { ran, loaded } = await run(command);
    expect(ran.filter((path) => /compile\.ts$|spec\/(?:parse|validate|read-yaml)\.ts$/u.test(path))).toEqual(
      [],
    );
    expect(loaded.filter((each) => /crypto|child_process|http|zlib|worker/u.test(each))).toEqual([]);
  }
});
