import { expect, it } from 'vitest';
import { slugOfName } from '../../src/model/actor.ts';
import { findSecrets } from '../../src/secrets/find-secrets.ts';
import { cpuTimeMs } from '../support/cpu-time.ts';
import { envelopeOf } from '../support/envelope.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** So long that what takes the square of it takes minutes. */
const LENGTH = 400_000;
const HANGS_AFTER_MS = 30_000;

const run = (char: string): string => char.repeat(LENGTH);

/** Texts in which a search for what stands at an end begins anew at each character. */
const FIELDS: Readonly<Record<string, string>> = {
  'blanks within a plain text': `title: a${run(' ')}b`,
  'blanks before a comment': `title: a${run(' ')}# b`,
  'blanks in a list of one line': `labels: [${run(' ')}!`,
  'blanks behind an item': `labels: [a${run(' ')},${run(' ')}b]`,
  'lines in a block': `description: |\n      a${'\n      '.repeat(LENGTH / 8)}b`,
  'empty lines in a block': `description: |\n      a${run('\n')}      b`,
  'empty lines in a folded block': `description: >\n      a${run('\n')}      b`,
  'empty lines in quotes': `title: "a${run('\n')}   b"`,
  'tabs in quotes': `title: "a${run('\t')}b"`,
  'a digit after a digit': `priority: ${run('1')}x`,
  'a date': `created_at: 2026-01-05T${run('0')}x`,
  'a duration': `lease_ttl: ${run('1')}`,
  'stars in a lock': `locks: ["${run('*')}x"]`,
  'what looks like a key': `title: -----BEGIN ${run('A')}`,
};

it.each(Object.entries(FIELDS))('%s, however many, are read and edited in time', async (_what, field) => {
  const title = field.startsWith('title') ? '' : '    title: x\n';
  const workspace = makeWorkspace({
    spec: `project: {name: x}\ntasks:\n  T1:\n${title}    ${field}\n    status: ready\n`,
  });
  for (const args of [
    ['task', 'show', 'T1'],
    ['task', 'update', 'T1', '--title', 'New'],
    ['spec', 'check'],
  ]) {
    const result = await workspace.json(args, { timeoutMs: HANGS_AFTER_MS });
    expect(result.signal, args.join(' ')).toBeNull();
    expect(['ok', 'SPEC_INVALID', 'INPUT_INVALID']).toContain(envelopeOf(result).error?.code ?? 'ok');
  }
});

it.each([
  ' ',
  '\n',
  '-',
  'a-',
  '=',
  'x=',
  '"',
  "'",
  '\\',
  '@',
  ':',
  '/',
  'A',
  '0',
  'Bearer ',
  'https://a:',
  '-----BEGIN ',
])('so is %j in an argument, a name and a text that is searched for secrets', (piece) => {
  const text = `a${piece.repeat(LENGTH / piece.length)}b`;
  const startedAt = cpuTimeMs();
  slugOfName(text);
  findSecrets(text);
  expect(cpuTimeMs() - startedAt).toBeLessThan(HANGS_AFTER_MS / 3);
});

it.each([' ', '\n', '-', 'a,', '=', ':'])('so is %j as a value that is refused', async (piece) => {
  const workspace = makeWorkspace();
  const value = `a${piece.repeat(100_000 / piece.length)}b`;
  for (const flag of ['--limit', '--sort', '--status', '--nope']) {
    const result = await workspace.json(['task', 'list', `${flag}=${value}`], { timeoutMs: HANGS_AFTER_MS });
    expect(envelopeOf(result).error?.code).toBe('USAGE');
  }
});
