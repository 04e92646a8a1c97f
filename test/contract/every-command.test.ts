import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExplainResult } from '../../src/cli/explain.ts';
import { schemaPath } from '../../src/cli/schema-file.ts';
import { COMMAND_TABLE } from '../../src/command-table.generated.ts';
import { ERROR_CATALOGUE } from '../../src/error-catalogue.ts';
import { answerHere, pageHere } from '../support/answer-here.ts';
import { dataOf, envelopeOf, errorOf } from '../support/envelope.ts';
import { inParallel } from '../support/in-parallel.ts';
import { contractOf, MANIFEST } from '../support/manifest.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { SCENARIOS } from './support/scenarios.ts';

const IDS = Object.keys(COMMAND_TABLE);

let workspace: TestWorkspace;

beforeAll(() => {
  workspace = makeWorkspace({ tasks: readyTasks(12) });
});

function commandOf(id: string) {
  const command = MANIFEST.commands[id.replaceAll(' ', ':')];
  if (command === undefined) {
    throw new Error(`the manifest lacks ${id}`);
  }
  return command;
}

/** Of an argument that takes only certain words: the first of them. */
function firstOption({ options }: { readonly options?: readonly string[] }): string | undefined {
  return options?.[0];
}

/** Values for all that a command cannot do without, so that one more fault is the only one. */
function requiredBy(id: string): string[] {
  const { args, flags } = commandOf(id);
  return [
    ...Object.values(args).flatMap((arg) => (arg.required === true ? [firstOption(arg) ?? 'T1'] : [])),
    ...Object.values(flags).flatMap((flag) => (flag.required === true ? [`--${flag.name}`, 'x'] : [])),
  ];
}

async function expectUsage(args: readonly string[]): Promise<void> {
  const json = await answerHere(workspace, args);
  expect(json, json.stdout).toMatchObject({ code: 2, stderr: '' });
  expect(json.stdout).toMatch(/^\{.*\}\n$/u);
  expect(errorOf(json)).toMatchObject({ code: 'USAGE', hint: expect.stringContaining('--help') });
  expect(envelopeOf(json)).toMatchObject({ data: null, next: [] });
}

describe.each(IDS)('%s', (id) => {
  const words = id.split(' ');

  it('answers --help and -h with its page, whatever else is there or missing', async () => {
    const long = await workspace.run([...words, '--help']);
    expect(long).toMatchObject({ code: 0, stderr: '' });
    expect(long.stdout).toContain(`$ lodestar ${id}`);
    for (const part of ['USAGE', 'GLOBAL FLAGS', 'EXAMPLES', 'ENVIRONMENT']) {
      expect(long.stdout).toContain(`\n${part}\n`);
    }
    // What one tries first stands last, next to the prompt.
    expect(long.stdout).toMatch(/\nEXAMPLES\n(?: {2}\$ lodestar.*\n\n?| {2}.*\n\n?)+$/u);
    expect(await pageHere(workspace, [...words, '-h'])).toBe(long.stdout);
    const amid = ['--json', ...words, '--nope', 'x', '-h', '--', 'y'];
    expect(await pageHere(workspace, amid)).toBe(long.stdout);
  });

  it('prints the committed schema of its result for --schema', async () => {
    const page = await pageHere(workspace, ['--as', 'nobody', ...words, '--nope', '--schema']);
    expect(page).toBe(readFileSync(join(REPOSITORY_ROOT, schemaPath(words)), 'utf8'));
  });

  it('explains itself, in an envelope under --json, and names every code that it was seen to fail with', async () => {
    const text = await workspace.run([...words, '--explain']);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toContain(`lodestar ${id}: `);
    const explained = dataOf<ExplainResult>(await answerHere(workspace, [...words, '--explain']));
    expect(explained).toMatchObject({ command: id, writes: contractOf(words).writes });
    const { codes } = explained;
    for (const { code, exit, when } of codes) {
      expect({ exit, when }).toEqual({
        exit: ERROR_CATALOGUE[code].exit,
        when: ERROR_CATALOGUE[code].when,
      });
    }
    const seen = (SCENARIOS[id] ?? []).map(({ verdict }) => verdict).filter((verdict) => verdict !== 'ok');
    expect(codes.map(({ code }) => code)).toEqual(expect.arrayContaining(seen));
  });

  it('refuses an unknown flag, and what it needs when that is missing', async () => {
    const required = requiredBy(id);
    await expectUsage([...words, ...required, '--nope']);
    if (required.length > 0) {
      await expectUsage(words);
    }
    const plain = await workspace.run([...words, ...required, '--nope']);
    expect(plain).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--nope') });
  });

  it('refuses a flag without its value, a number that is none and a word that is not in its list', async () => {
    const flags = Object.values(commandOf(id).flags).filter(
      (flag) => flag.type === 'option' && flag.helpGroup !== 'GLOBAL',
    );
    const required = requiredBy(id);
    const bad = flags.flatMap((flag) => {
      const name = `--${flag.name}`;
      return 'options' in flag ? [[name], [name, 'nonsense']] : [[name]];
    });
    await inParallel(bad, async (args) => {
      await expectUsage([...words, ...required, ...args]);
    });
  });
});

describe('global flags', () => {
  it.each(['task show T2', 'whoami', 'task next -n 2', 'config get lease_ttl'])(
    'mean the same before, inside and behind %s',
    async (line) => {
      const words = line.split(' ');
      const flags = ['--json', '--no-color', '--no-input', '-C', '.', '--as', 'ai:one'];
      const [first = '', ...rest] = words;
      const runs = await inParallel(
        [
          [...flags, ...words],
          [...words, ...flags],
          [first, ...flags, ...rest],
          ['-aai:one', '-C.', '--json', ...words],
          ['--agent=ai:one', '--dir=.', ...words, '--json'],
        ],
        async (args) => await workspace.run(args),
      );
      const [before, ...others] = runs.map((run) => JSON.stringify(dataOf(run)));
      expect(others).toEqual(others.map(() => before));
    },
  );

  it('are words and no flags behind --', async () => {
    for (const flag of ['--help', '--schema', '--explain', '--json', '-h']) {
      const run = await workspace.run(['task', 'show', '--json', '--', flag]);
      expect(errorOf(run)).toMatchObject({ code: 'TASK_NOT_FOUND', details: { task_id: flag } });
    }
  });
});
