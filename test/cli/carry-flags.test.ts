import { expect, test } from 'vitest';
import { carryFlags } from '../../src/cli/carry-flags.ts';
import { hint } from '../../src/operations/hint.ts';

function carried(words: readonly string[], flags: { as?: string; dir?: string }): string | undefined {
  return carryFlags([hint('any', words, 'Any')], flags)[0]?.cmd;
}

test('a hint goes on as the actor and in the folder that the call was given', () => {
  expect(carried(['task', 'claim', 'T1'], { as: 'ai:one', dir: 'my repo' })).toBe(
    "lodestar task claim T1 --as ai:one --dir 'my repo'",
  );
});

test('a hint of a call without either stays as it is', () => {
  expect(carried(['task', 'claim', 'T1'], {})).toBe('lodestar task claim T1');
});

test('flags stand before the command where nothing behind it is a flag', () => {
  expect(carried(['task', 'show', '--', '-x'], { as: 'ai:one' })).toBe(
    'lodestar --as ai:one task show -- -x',
  );
});

test('a hint that names an actor or a folder of its own keeps it', () => {
  expect(carried(['task', 'next', '--as', 'ai:two'], { as: 'ai:one' })).toBe(
    'lodestar task next --as ai:two',
  );
  expect(carried(['status', '--dir', '/b'], { dir: 'a' })).toBe('lodestar status --dir /b');
});
