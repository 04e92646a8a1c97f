import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitCodeOf, failureAnswer, type Answer } from '../../src/cli/answer.ts';
import { answerCommandLine } from '../../src/cli/front-door.ts';
import { wantsJson } from '../../src/cli/command-line.ts';
import type { ErrorCode } from '../../src/errors.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { PROBE_TABLE } from './probe/probe-table.ts';

const CWD = makeTempFolder();

async function ask(...argv: string[]): Promise<Answer> {
  const invocation = { env: {}, cwd: CWD, version: '0.0.0', json: wantsJson(argv) };
  return await answerCommandLine(argv, { table: PROBE_TABLE, invocation }).catch(failureAnswer);
}

async function dataOf(...argv: string[]): Promise<Record<string, unknown>> {
  const answer = await ask(...argv);
  if (answer.kind !== 'result') {
    throw new Error(`${argv.join(' ')}: ${answer.kind === 'failure' ? answer.error.message : 'text'}`);
  }
  return answer.data as Record<string, unknown>;
}

async function refusalOf(
  ...argv: string[]
): Promise<{ code: ErrorCode; details: object; hint: string; exit: number }> {
  const answer = await ask(...argv);
  if (answer.kind !== 'failure') {
    throw new Error(`${argv.join(' ')} was expected to fail`);
  }
  const { code, details, hint } = answer.error;
  return { code, details, hint, exit: exitCodeOf(answer) };
}

describe('finding the command', () => {
  test('nothing left runs status', async () => {
    expect(await dataOf('--json')).toMatchObject({ args: {}, flags: {} });
  });

  test('an unknown command is USAGE with near misses', async () => {
    expect(await refusalOf('statsu')).toMatchObject({
      code: 'USAGE',
      exit: 2,
      details: { near: ['lodestar status'] },
    });
  });

  test('a verb without its topic finds the command that ends with it', async () => {
    expect(await refusalOf('claim', 'T1')).toMatchObject({ details: { near: ['lodestar task claim'] } });
  });

  test('an unknown verb of a topic is USAGE and names the help of the topic', async () => {
    const refusal = await refusalOf('task', 'clam');
    expect(refusal).toMatchObject({
      code: 'USAGE',
      details: { command: 'task clam', near: ['lodestar task claim'] },
    });
    expect(refusal.hint).toContain('lodestar task --help');
  });

  test('an unknown flag before any command is USAGE', async () => {
    expect(await refusalOf('--bogus', 'task', 'claim')).toMatchObject({
      code: 'USAGE',
      details: { flags: ['--bogus'] },
    });
  });

  test('--version runs version, with the global flags kept', async () => {
    expect(await dataOf('--json', '--version')).toMatchObject({ version: '0.0.0' });
  });
});

describe('what the parser refuses is USAGE', () => {
  test.each([
    { argv: ['task', 'claim', '--labl', 'x'], details: { flags: ['--labl'], near: ['--label'] } },
    { argv: ['task', 'claim', '--labl=x'], details: { near: ['--label'] } },
    { argv: ['task', 'show'], details: { missing: ['ID'] } },
    { argv: ['task', 'claim', 'a', 'b', 'c'], details: { args: ['c'] } },
    { argv: ['task', 'claim', '-n', 'many'], details: {} },
    { argv: ['task', 'claim', '-n', '0'], details: {} },
    { argv: ['task', 'claim', '--kind', 'c'], details: {} },
    { argv: ['task', 'claim', '--note'], details: {} },
    { argv: ['task', 'claim', '--note', 'x', '--alone', 'y'], details: {} },
    { argv: ['task', 'claim', '--as', 'x', '--agent', 'y'], details: {} },
    { argv: ['task', 'show', 'T1', '--dry-run'], details: { flags: ['--dry-run'] } },
    { argv: ['task', 'claim', '--json=yes'], details: { flags: ['--json=yes'] } },
    { argv: ['--dry-run=false', 'task', 'claim', 'T1'], details: { flags: ['--dry-run=false'] } },
  ])('$argv', async ({ argv, details }) => {
    const refusal = await refusalOf(...argv);
    expect(refusal).toMatchObject({ code: 'USAGE', exit: 2, details });
    expect(refusal.hint).toContain('--help`.');
  });

  test('messages are of one line and without colour', async () => {
    const answer = await ask('task', 'claim', '--note', 'x', '--alone', 'y');
    expect(answer).toMatchObject({ kind: 'failure' });
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(answer.kind === 'failure' ? answer.error.message : '').not.toMatch(/[\n\u001b]/u);
  });

  test("a flag's own check keeps its code and names its flag", async () => {
    const answer = await ask('task', 'claim', '--colour', 'beige');
    expect(answer).toMatchObject({
      kind: 'failure',
      error: { code: 'INPUT_INVALID', details: { value: 'beige' }, message: '--colour: beige is no colour' },
    });
  });
});

describe('arguments and flags', () => {
  test('global flags reach the context from before the command', async () => {
    const data = await dataOf('--dry-run', '-C', CWD, 'task', 'claim', 'T1');
    expect(data).toMatchObject({ dir: CWD, dry_run: true, args: { id: 'T1' } });
  });

  test('the value of a flag may look like a switch with a value', async () => {
    const data = await dataOf('task', 'claim', '--note', '--dry-run=false is refused');
    expect(data).toMatchObject({ flags: { note: '--dry-run=false is refused' }, dry_run: false });
  });

  test('a folder that is none is FILE_NOT_FOUND', async () => {
    expect(await refusalOf('-C', join(CWD, 'none'), 'task', 'claim')).toMatchObject({
      code: 'FILE_NOT_FOUND',
      exit: 3,
    });
  });

  test('a flag that may be repeated takes one value each time, and leaves the arguments alone', async () => {
    const data = await dataOf('task', 'claim', '--label', 'a', 'T1', '--label', 'b');
    expect(data).toMatchObject({ args: { id: 'T1' }, flags: { label: ['a', 'b'] } });
  });

  test('what follows -- is never a flag', async () => {
    expect(await dataOf('task', 'claim', '--', '--json', '-h')).toMatchObject({
      args: { id: '--json', rest: '-h' },
    });
  });

  test('a text flag reads @file from the folder of -C, and keeps text behind @@', async () => {
    writeFileSync(join(CWD, 'note.txt'), '\ufefffirst\r\nsecond – ünï\n');
    const data = await dataOf(
      'task',
      'claim',
      '--note',
      '@note.txt',
      '--item',
      '@@home',
      '--item',
      '@note.txt',
      '--item',
      '@',
    );
    expect(data).toMatchObject({
      flags: { note: 'first\r\nsecond – ünï', item: ['@home', 'first\r\nsecond – ünï', '@'] },
    });
  });

  test.each(['@none.txt', '@.'])('a text flag that cannot read %s is FILE_NOT_FOUND', async (value) => {
    expect(await refusalOf('task', 'claim', '--note', value)).toMatchObject({
      code: 'FILE_NOT_FOUND',
      exit: 3,
    });
  });

  test.each([
    { name: 'latin1.txt', bytes: Buffer.from([0x66, 0xfc, 0x72]) },
    { name: 'huge.txt', bytes: Buffer.alloc(9 * 1024 * 1024, 'x') },
  ])('text that is not UTF-8, or endless, is INPUT_INVALID: $name', async ({ name, bytes }) => {
    writeFileSync(join(CWD, name), bytes);
    expect(await refusalOf('task', 'claim', '--note', `@${name}`)).toMatchObject({
      code: 'INPUT_INVALID',
      exit: 6,
    });
  });

  test('a flag that will go is a warning of the answer', async () => {
    expect(await ask('task', 'claim', '--old', 'x')).toMatchObject({ warnings: [{ code: 'deprecated' }] });
  });
});

describe('answers that need no command', () => {
  test.each([
    [['--help']],
    [['help']],
    [['version', '--help']],
    [['version', '-h', 'too', 'many']],
    [['--bogus', '-h']],
    [['help', 'version']],
    [['help', 'help']],
  ])('%j is text', async (argv) => {
    expect(await ask(...argv)).toMatchObject({ kind: 'text' });
  });

  test('--schema and --explain are answered with the rest unparsed', async () => {
    expect(await ask('version', '--schema', '--nonsense')).toMatchObject({ kind: 'text' });
    expect(await dataOf('version', '--explain', '--nonsense')).toMatchObject({
      command: 'version',
      needs: 'folder',
      writes: false,
    });
  });

  test('help of what is not there is USAGE', async () => {
    expect(await refusalOf('help', 'tsk')).toMatchObject({ code: 'USAGE', exit: 2 });
    expect(await refusalOf('tsk', '--help')).toMatchObject({ code: 'USAGE', exit: 2 });
  });

  test('help under --json lists commands', async () => {
    const data = await dataOf('help', '--json');
    expect(data).toMatchObject({
      topic: null,
      commands: expect.arrayContaining([expect.objectContaining({ id: 'version' })]),
    });
  });
});

describe('failures', () => {
  test('a fault of ours is INTERNAL and exit 1', async () => {
    expect(await refusalOf('end', 'fault')).toMatchObject({ code: 'INTERNAL', exit: 1 });
    expect(await refusalOf('end', 'string')).toMatchObject({ code: 'INTERNAL', exit: 1 });
  });

  test('a report fails and keeps its data', async () => {
    const answer = await ask('inspect');
    expect(answer).toMatchObject({ kind: 'result', data: { found: 1 }, failure: { code: 'DOCTOR_FOUND' } });
    expect(exitCodeOf(answer)).toBe(4);
  });

  test('what needs a yes is CONFIRMATION_REQUIRED where nobody can be asked', async () => {
    expect(await refusalOf('ask', '--json')).toMatchObject({
      code: 'CONFIRMATION_REQUIRED',
      exit: 2,
      details: { would: 'act' },
    });
    expect(await refusalOf('ask', '--no-input')).toMatchObject({ code: 'CONFIRMATION_REQUIRED' });
  });
});
