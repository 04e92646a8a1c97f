import { expect, test } from 'vitest';
import { safe, safeBlock } from '../../../src/cli/ui/safe.ts';
import { HOSTILE, OBEYED } from '../../support/hostile-text.ts';

const PLANE = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code));
const HIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

test('no character of the basic plane that is hidden or obeyed comes through', () => {
  expect(safe(PLANE.join(' '))).not.toMatch(HIDDEN);
  expect(PLANE.map(safe).join(' ')).not.toMatch(HIDDEN);
});

test('visible text stays as it is', () => {
  const text = 'Größe 日本語 👩‍👩‍👧 naïve – “quoted” ~!@#';
  expect(safe(text)).toBe(text);
});

test.each([
  ['\u001b[2J', '\\x1b[2J'],
  ['\u009b2J', '\\x9b2J'],
  ['a\nb', 'a\\nb'],
  ['\u202etxt', 'U+202Etxt'],
  ['\u{e0041}', 'U+E0041'],
  ['\u0007', '\\x07'],
])('%j is shown', (text, shown) => {
  expect(safe(text)).toBe(shown);
});

test('a block keeps its line ends and tabs, and nothing else that is obeyed', () => {
  expect(safeBlock('a\r\n\tb\rc\u001b')).toBe('a\n\tb\\rc\\x1b');
});

test.each(Object.entries(HOSTILE))('%s is made visible', (_name, text) => {
  expect(safe(text)).not.toMatch(OBEYED);
  expect(safe(text)).not.toContain('\n');
  expect(safeBlock(text)).not.toMatch(OBEYED);
});
