import { expect, test } from 'vitest';
import { escapeJson } from '../../src/util/escape-json.ts';
import { HOSTILE, OBEYED } from '../support/hostile-text.ts';

/** Every character of the basic plane but the surrogates, which are half a character each. */
const PLANE = Array.from({ length: 0x1_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCharCode(code))
  .join('');

test('JSON of every character holds none that a terminal obeys, and reads back the same', () => {
  const json = escapeJson(JSON.stringify({ text: PLANE }));
  expect(json).not.toMatch(/[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  expect(JSON.parse(json)).toEqual({ text: PLANE });
});

test('half a character is escaped, not printed as something else', () => {
  expect(escapeJson(JSON.stringify('\ud800'))).toBe('"\\ud800"');
});

test.each(Object.entries(HOSTILE))('%s is escaped, and reads back the same', (_name, text) => {
  const json = escapeJson(JSON.stringify([text]));
  expect(json).not.toMatch(OBEYED);
  expect(JSON.parse(json)).toEqual([text]);
});

test('what several scripts and emoji need stays as it is', () => {
  const json = JSON.stringify('👩‍👩‍👧 ❤️ می‌خواهم ಕ್‍ಷ');
  expect(escapeJson(json)).toBe(json);
});

test('every character that Unicode says to ignore is escaped, but joiners and the selectors of emoji', () => {
  const ignored = Array.from({ length: 0x11_0000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((char) => /\p{Default_Ignorable_Code_Point}/u.test(char));
  const kept = ignored.filter((char) => escapeJson(char) === char);
  expect(kept.join('')).toMatch(/^(?:\u200c|\u200d|[\ufe00-\ufe0f])+$/u);
});
