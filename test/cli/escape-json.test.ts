import { expect, test } from 'vitest';
import { escapeJson } from '../../src/cli/escape-json.ts';

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
