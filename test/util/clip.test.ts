import { expect, it } from 'vitest';
import { LodestarError } from '../../src/errors.ts';
import { clip, clipTexts } from '../../src/util/clip.ts';

it('leaves what is short, and says how much it leaves out of what is long', () => {
  expect(clip('a'.repeat(8), 8)).toBe('a'.repeat(8));
  expect(clip(`abcdef${'-'.repeat(100)}yz`, 8)).toBe('abcdef […100 characters…] yz');
});

it('never leaves half of a character', () => {
  expect(clip('😀'.repeat(50), 9)).not.toMatch(/\p{Cs}/u);
});

it('clips the texts of a value wherever they are', () => {
  const long = 'x'.repeat(40);
  expect(clipTexts({ a: [long, 1, null], b: { c: long } }, 8)).toEqual({
    a: ['xxxxxx […32 characters…] xx', 1, null],
    b: { c: 'xxxxxx […32 characters…] xx' },
  });
});

it('holds an error that repeats a megabyte to what can be read', () => {
  const typed = '\u001b'.repeat(1_000_000);
  const error = new LodestarError('USAGE', `no flag --${typed}`, { details: { flags: [typed] } });
  expect(error.message.length + JSON.stringify(error.details).length).toBeLessThan(40_000);
  expect(error.message).toMatch(/^no flag --/u);
});
