import { describe, expect, test } from 'vitest';
import { splitCommandLine, wantsJson, type CommandLine } from '../../src/cli/command-line.ts';
import { isTopic } from '../../src/cli/command-table.ts';
import { PROBE_TABLE } from './probe/probe-table.ts';

function split(...argv: string[]): CommandLine {
  return splitCommandLine(argv, {
    isCommand: (words) => Object.hasOwn(PROBE_TABLE, words.join(' ')),
    isTopic: (words) => isTopic(PROBE_TABLE, words),
  });
}

describe('splitCommandLine', () => {
  test('takes the longest known id and leaves the rest as it is', () => {
    expect(split('task', 'claim', 'T1', '--ttl', '5m')).toMatchObject({
      id: ['task', 'claim'],
      args: ['T1', '--ttl', '5m'],
      stray: undefined,
    });
  });

  test.each([
    { argv: ['--json', 'task', 'claim', 'T1'], args: ['--json', 'T1'] },
    { argv: ['-C', 'task', 'task', 'claim'], args: ['-C', 'task'] },
    {
      argv: ['--as', 'ai:x', '--dir=/tmp', 'task', 'claim', '-n', '2'],
      args: ['--as', 'ai:x', '--dir=/tmp', '-n', '2'],
    },
    { argv: ['-aai:x', 'task', '--no-color', 'claim', 'T1'], args: ['-aai:x', '--no-color', 'T1'] },
    { argv: ['--agent', 'x', 'task', 'claim'], args: ['--agent', 'x'] },
    { argv: ['--dry-run', 'task', 'claim', '--', '--json'], args: ['--dry-run', '--', '--json'] },
  ])('moves global flags that stand before or inside the id behind it: $argv', ({ argv, args }) => {
    expect(split(...argv)).toMatchObject({ id: ['task', 'claim'], args, stray: undefined });
  });

  test('leaves no id when only global flags were given', () => {
    expect(split('--json', '-C', 'x')).toMatchObject({
      id: [],
      args: ['--json', '-C', 'x'],
      stray: undefined,
      json: true,
    });
    expect(split()).toMatchObject({ id: [], args: [], stray: undefined });
    expect(split('--', 'task', 'claim')).toMatchObject({ id: [], stray: undefined });
  });

  test('names the word at which an id stops being known', () => {
    expect(split('tsk')).toMatchObject({ id: [], stray: 'tsk' });
    expect(split('task', 'clam', 'T1')).toMatchObject({ id: ['task'], stray: 'clam' });
    expect(split('--bogus', 'task')).toMatchObject({ id: [], stray: '--bogus' });
  });

  test('an argument that is spelt like a word of an id stays an argument', () => {
    expect(split('status', 'task', 'claim')).toMatchObject({ id: ['status'], args: ['task', 'claim'] });
  });

  test.each([
    { argv: ['task', 'show', '--help'], asks: 'help' },
    { argv: ['-h'], asks: 'help' },
    { argv: ['task', 'show', '--schema'], asks: 'schema' },
    { argv: ['task', 'show', '--explain', '--json'], asks: 'explain' },
    { argv: ['--version'], asks: 'version' },
    { argv: ['task', 'show', '--version'], asks: undefined },
    { argv: ['task', 'show', '--', '--help'], asks: undefined },
  ])('sees which answer is asked for without running anything: $argv', ({ argv, asks }) => {
    expect(split(...argv).asks).toBe(asks);
  });
});

describe('wantsJson', () => {
  test('looks at everything before --, also where nothing else can be understood', () => {
    expect(wantsJson(['what', '--ever', '--json'])).toBe(true);
    expect(wantsJson(['--json=yes'])).toBe(true);
    expect(wantsJson(['task', '--', '--json'])).toBe(false);
    expect(wantsJson([])).toBe(false);
  });
});
