import { expect, test } from 'vitest';
import { GLOBAL_FLAG_NAMES, findGlobalFlag } from '../../src/cli/global-flag-names.ts';
import { globalFlagsOf } from '../../src/cli/global-flags.ts';
import { Echo } from './probe/probe-commands.ts';

test('the names that the front door knows are those that oclif is given', () => {
  const definitions = Object.entries(globalFlagsOf(Echo.contract));
  const known = GLOBAL_FLAG_NAMES.map(({ long, short, takesValue }) => ({ long, short, takesValue }));
  const defined = definitions.map(([name, flag]) => ({
    long: [name, ...(flag.aliases ?? [])],
    short: flag.char,
    takesValue: flag.type === 'option',
  }));
  const byName = (a: { long: readonly string[] }, b: { long: readonly string[] }) =>
    String(a.long) < String(b.long) ? -1 : 1;
  expect([...known].sort(byName)).toEqual([...defined].sort(byName));
});

test.each([
  ['--as', false],
  ['--as=ai:x', true],
  ['-aai:x', true],
  ['-C', false],
  ['-h', false],
])('%s is a global flag', (token, hasValue) => {
  expect(findGlobalFlag(token)).toMatchObject({ hasValue });
});

test.each(['--ass', '-hx', 'as', '--', '-', '-n', '--jsonx'])('%s is none', (token) => {
  expect(findGlobalFlag(token)).toBeUndefined();
});
