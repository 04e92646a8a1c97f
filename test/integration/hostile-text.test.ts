import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_TABLE } from '../../src/command-table.generated.ts';
import { answerHere, pageHere } from '../support/answer-here.ts';
import { errorOf, verdictOf } from '../support/envelope.ts';
import { git } from '../support/git.ts';
import {
  ALL_HOSTILE,
  FORGED_LINE,
  HOSTILE_READS,
  hostileCalls,
  hostileSpec,
  OBEYED,
} from '../support/hostile-text.ts';
import { inParallel } from '../support/in-parallel.ts';
import type { ProcessResult } from '../support/run-process.ts';
import { readyTasks, specText } from '../support/spec-text.ts';
import {
  commitAll,
  initRepository,
  makeWorkspace,
  writeWorkspace,
  type RunOptions,
  type TestWorkspace,
} from '../support/workspace.ts';

const BRANCH = 'b\u202e\u2066\u{e0069}\u2028x';

function expectPlain({
  command,
  stdout,
  stderr,
}: Pick<ProcessResult, 'command' | 'stdout' | 'stderr'>): void {
  const shown = stdout + stderr;
  const at = OBEYED.exec(shown)?.index ?? FORGED_LINE.exec(shown)?.index ?? -1;
  const around = JSON.stringify(shown.slice(Math.max(0, at - 60), at + 20));
  expect(at, `${JSON.stringify(command)} prints ${around}`).toBe(-1);
}

/** As text and as JSON, which is the same without a process where its surroundings are not what is tried. */
async function runBoth(
  workspace: TestWorkspace,
  args: readonly string[],
  options?: RunOptions,
): Promise<readonly [text: ProcessResult, json: ProcessResult]> {
  const inProcess = options?.env === undefined;
  const json = inProcess ? answerHere(workspace, args, options) : workspace.json(args, options);
  return [await workspace.run(args, options), await json];
}

async function expectReadsPlain(workspace: TestWorkspace): Promise<void> {
  await inParallel(HOSTILE_READS, async (args) => {
    const [text, json] = await runBoth(workspace, args);
    expectPlain(text);
    expectPlain(json);
    expect(verdictOf(json), args.join(' ')).toBe('ok');
  });
}

describe('what a caller types', () => {
  const workspace = makeWorkspace({ tasks: readyTasks(2) });

  it.each(hostileCalls(ALL_HOSTILE))('is shown and not obeyed %s', async (_where, args) => {
    (await runBoth(workspace, args, { as: 'ai:worker' })).forEach(expectPlain);
  });

  it.each([
    'LODESTAR_AGENT',
    'LODESTAR_LEASE',
    'LODESTAR_RUNTIME',
    'COLUMNS',
    'HOME',
    'XDG_CONFIG_HOME',
    'TERM',
  ])('is shown and not obeyed in %s', async (variable) => {
    const value = variable === 'LODESTAR_RUNTIME' ? join(workspace.home, 'no', ALL_HOSTILE) : ALL_HOSTILE;
    for (const args of [['whoami'], ['doctor']]) {
      (await runBoth(workspace, args, { env: { [variable]: value } })).forEach(expectPlain);
    }
  });
});

it('everything that a repository can hold is shown and not obeyed', async () => {
  const base = makeWorkspace();
  // The folder of the checkout, its branch and its author are the repository's as well.
  const root = join(base.home, 'a\u001b[31m\u202eb');
  initRepository(root);
  git(root, 'config', 'user.name', `Eve ${ALL_HOSTILE.replaceAll('\n', ' ')}`);
  git(root, 'checkout', '-q', '-b', BRANCH);
  writeWorkspace(root, { spec: hostileSpec(ALL_HOSTILE) });
  commitAll(root, 'x');
  const workspace = base.at(root);
  await workspace.data(['agent', 'join', '--name', 'w', '--role', ALL_HOSTILE, '--model', ALL_HOSTILE]);
  await workspace.data(['task', 'claim', 'T1'], { as: 'ai:w' });
  await expectReadsPlain(workspace);
});

describe('everything that the runtime can hold', () => {
  let workspace: TestWorkspace;

  beforeAll(async () => {
    workspace = makeWorkspace({ tasks: readyTasks(2) });
    const as = 'ai:worker';
    const text = ALL_HOSTILE;
    const file = join(workspace.root, 'e\u001b[31m\u202e.txt');
    writeFileSync(file, 'x');
    git(workspace.root, 'checkout', '-q', '-b', BRANCH);
    const told = ['--role', text, '--model', text, '--tool', text, '--capability', text];
    const evidence = ['--evidence', text, '--evidence', `file:${file}`, '--evidence', `url:${text}`];
    for (const args of [
      ['agent', 'join', '--name', 'worker', ...told],
      ['task', 'claim', 'T1'],
      ['task', 'release', 'T1', '--note', text],
      ['task', 'claim', 'T1'],
      ['task', 'done', 'T1', '--note', text, ...evidence],
      ['task', 'verify', 'T1', '--reject', '--reason', text],
      ['task', 'block', 'T2', '--reason', text],
      ['agent', 'leave', '--reason', text],
    ]) {
      const run = await workspace.run(args, { as });
      expectPlain(run);
      expect(run.code, run.stderr).toBe(0);
    }
  });

  it('is shown and not obeyed', async () => {
    await expectReadsPlain(workspace);
  });

  it('is stored as it was given', async () => {
    const shown = await workspace.data(['task', 'show', 'T2']);
    expect(JSON.stringify(shown)).toContain(JSON.stringify(ALL_HOSTILE).slice(1, -1));
  });
});

describe('what is wrong with a file is quoted and not obeyed', () => {
  const hostile = '\\u001b[31m\\u202e\\u2028\\nerror [INTERNAL] all is lost';

  it.each([
    `${specText(readyTasks(1))}# ${ALL_HOSTILE.replaceAll('\n', ' ')}\n  T2: [\u202e`,
    specText(readyTasks(1)).replace('title:', `"${hostile}":`),
    `${specText(readyTasks(1))}  "${hostile}":\n    title: ""\n    status: done\n`,
    `${specText(readyTasks(1))}  T2:\n    title: x\n    status: "${hostile}"\n    depends_on: ["${hostile}"]\n`,
  ])('of a spec, %#', async (spec) => {
    const workspace = makeWorkspace({ spec });
    for (const args of [['task', 'list'], ['spec', 'check'], ['doctor'], ['status']]) {
      (await runBoth(workspace, args)).forEach(expectPlain);
    }
  });

  it.each([`"${hostile}": 1\n`, `settle: "${hostile}"\n`, `\u202esettle: [\n`])(
    'of settings, %#',
    async (config) => {
      const workspace = makeWorkspace({ tasks: readyTasks(1), config });
      for (const args of [['config', 'list'], ['doctor'], ['task', 'create', '--title', 'x']]) {
        (await runBoth(workspace, args)).forEach(expectPlain);
      }
    },
  );
});

it('help, schema and explanation of every command are plain', async () => {
  const workspace = makeWorkspace();
  await inParallel(Object.keys(COMMAND_TABLE), async (id) => {
    const words = id.split(' ');
    expectPlain(await workspace.run([...words, '--explain']));
    for (const flag of ['--help', '--schema']) {
      const stdout = await pageHere(workspace, [...words, flag]);
      expectPlain({ command: `${id} ${flag}`, stdout, stderr: '' });
    }
  });
});

it('a folder whose name is hostile is named without obeying it', async () => {
  const workspace = makeWorkspace();
  const folder = join(workspace.home, 'n\u001b]0;x\u0007\u202eo');
  mkdirSync(folder);
  const [text, json] = await runBoth(workspace, ['task', 'list'], { cwd: folder });
  expectPlain(text);
  expectPlain(json);
  expect(errorOf(json).code).toBe('NOT_A_WORKSPACE');
});
