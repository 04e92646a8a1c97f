import { describe, expect, test } from 'vitest';
import { block, concat, joinLines, renderText, styled, t, text } from '../../../src/cli/ui/text.ts';
import { createUi } from '../../../src/cli/ui/ui.ts';

const ESC = '\u001b';

describe('text', () => {
  test('values of a template are made safe, its own words are not touched', () => {
    expect(t`Claimed ${`${ESC}[31mT1`}:\n  ${'a\nb'}`.plain).toBe('Claimed \\x1b[31mT1:\n  a\\nb');
  });

  test('colour is shown or not when it is printed', () => {
    const value = concat('a ', styled('red', 'b'));
    expect(renderText(value, { color: true })).toBe(`a ${ESC}[31mb${ESC}[39m`);
    expect(renderText(value, { color: false })).toBe('a b');
  });

  test('an inner style wins over the outer one', () => {
    expect(renderText(styled('dim', t`x ${styled('red', 'y')}`), { color: true })).toBe(
      `${ESC}[2mx ${ESC}[22m${ESC}[31my${ESC}[39m${ESC}[2m${ESC}[22m`,
    );
  });

  test('plain lines are safe too, and undefined ones are left out', () => {
    expect(joinLines([`${ESC}[2J`, undefined, text('b'), '']).plain).toBe('\\x1b[2J\nb\n');
    expect(block('a\nb').plain).toBe('a\nb');
  });
});

describe('ui', () => {
  const NOW = Date.parse('2026-01-01T12:00:00.000Z');
  const pipe = createUi({ isTerminal: false, color: false, width: Number.POSITIVE_INFINITY }, NOW);
  const terminal = createUi({ isTerminal: true, color: true, width: 80 }, NOW);

  test.each([
    ['2026-01-01T11:57:00.000Z', '3 min ago'],
    ['2026-01-01T12:00:01.000Z', 'now'],
    ['2026-01-01T14:59:00.000Z', 'in 2 h'],
    ['2025-12-01T12:00:00.000Z', '31 d ago'],
    [null, '–'],
    ['soon', 'soon'],
  ])('a time is relative on a terminal: %s', (iso, shown) => {
    expect(terminal.time(iso).plain).toBe(shown);
  });

  test('a time is ISO 8601 in a pipe', () => {
    expect(pipe.time('2026-01-01T11:57:00.000Z').plain).toBe('2026-01-01T11:57:00.000Z');
  });

  test('pairs line up and leave out what is empty', () => {
    expect(
      pipe.pairs([
        ['id', 'T1'],
        ['holder', null],
        ['title', 'Lay'],
      ]).plain,
    ).toBe('id     T1\ntitle  Lay');
  });

  test('lists and blocks', () => {
    expect(pipe.list(['a', 'b\nc']).plain).toBe('- a\n- b\\nc');
    expect(pipe.block('a\n\nb', 2).plain).toBe('  a\n\n  b');
  });
});
