import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../src/cli/ui/cells.ts';
import { concat, renderText, styled, text, whole } from '../../../src/cli/ui/text.ts';
import { wrap } from '../../../src/cli/ui/wrap.ts';

function wrapped(value: string, width: number): string {
  return value
    .split('\n')
    .map((line) => wrap(text(line), width).plain)
    .join('\n');
}

describe('wrap', () => {
  it.each([
    ['one two three', 7, 'one two\n  three'],
    ['  one two three', 9, '  one two\n  three'],
    ['- one two three', 9, '- one two\n  three'],
    ['  [x] 1. one two', 13, '  [x] 1. one\n  two'],
    ['  a  one two three four', 14, '  a  one two\n     three\n     four'],
    ['a-long-first-column  one two', 22, 'a-long-first-column\n  one two'],
    ['aaaaaaaaaaaa bb', 8, 'aaaaaaaaaaaa\n  bb'],
    ['永永永 永永', 8, '永永永\n  永永'],
  ])('%j in %i cells', (value, width, expected) => {
    expect(wrapped(value, width)).toBe(expected);
  });

  it('breaks no command, and no word that is styled in part', () => {
    const command = concat('Run ', whole('lodestar task next'), ' now');
    expect(wrap(command, 12).plain).toBe('Run\n  lodestar task next\n  now');
    const part = concat('one ', styled('bold', 'two'), ', three');
    expect(wrap(part, 7).plain).toBe('one\n  two,\n  three');
    expect(renderText(wrap(part, 7), { color: true })).toContain('\u001b[1mtwo\u001b[22m,');
  });

  it('loses nothing but blanks, and lines are wider only by one word', () => {
    const words = fc.array(fc.stringMatching(/^[a-zé永]{1,9}$/u), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 50 }), (list, width) => {
        const shown = wrapped(list.join(' '), width);
        expect(shown.split(/\s+/u)).toEqual(list);
        for (const line of shown.split('\n').filter((each) => each.trim().includes(' '))) {
          expect(cellsOf(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});
