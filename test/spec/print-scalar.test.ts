import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DEFAULT_PRINT_STYLE, printEntry, printFlow } from '../../src/spec/print-node.ts';
import { literalText, printLiteralValue, printScalar } from '../../src/spec/print-scalar.ts';
import { scaled } from '../support/scaled.ts';
import { needsPyYaml, readWithPyYaml } from './support/read-with-pyyaml.ts';

/** Texts that some version of YAML takes for something else, or that its syntax trips over. */
const TRAPS = [
  ...[
    'yes',
    'No',
    'ON',
    'off',
    'y',
    'N',
    'true',
    'False',
    'null',
    'Null',
    '~',
    '',
    ' ',
    '=',
    '<<',
    '-',
    '?',
    ':',
    '---',
    '...',
  ],
  ...[
    '2026-11-21',
    '2026-11-21T02:53:57.712Z',
    '2026-1-1 10:00:00',
    '12:30',
    '1:2:3',
    '190:20:30.15',
    '0x1F',
    '0o17',
    '017',
    '0b11',
  ],
  ...[
    '1e3',
    '1E+3',
    '.5',
    '1_000',
    '-1',
    '+1',
    '1.',
    '.inf',
    '-.INF',
    '.NaN',
    '0',
    '00',
    '1e',
    '12e03',
    '0.1.2',
    '1,000',
  ],
  ...[
    'a: b',
    'a:',
    'a #b',
    '#a',
    '- a',
    '? a',
    ': a',
    '[a]',
    '{a}',
    'a, b',
    '&a',
    '*a',
    '!a',
    '|',
    '>',
    '%a',
    '@a',
    '`a`',
  ],
  ...[
    "it's",
    '"q"',
    "'",
    '"',
    '\\',
    'a\\nb',
    'both \' and "',
    ' lead',
    'trail ',
    '\ttab',
    'in\ttab',
    '\u00A0nbsp',
    'a\u00A0b',
  ],
  ...[
    'a\nb',
    'a\nb\n',
    'a\n\nb',
    '\na',
    'a\n\n',
    '\n',
    'a\n  b',
    '  a\nb',
    'a \nb ',
    'a\n \nb',
    'a\n\tb',
    'a\r\nb',
    'a\rb',
    '#\n# b\n',
    '- a\n- b',
  ],
  ...[
    'a\u0085b',
    'a\u2028b',
    'a\u2029b',
    '\uFEFFa',
    'a\uFEFF',
    'a\u202Eb',
    '\u2066',
    '\u0000',
    'a\u001B[31m',
    '\u007F',
    '\u009B',
    '\uFFFE',
    '\uFFFF',
  ],
  ...[
    'é',
    '日本語',
    '🎉',
    '👩\u200D💻',
    '\u{E0001}',
    '\u{10FFFF}',
    'null\u0000',
    '<<<<<<< HEAD',
    'key: |\n  x',
    "'a': b",
    'ends with colon:',
    'x'.repeat(3000),
  ],
];

const anyText = fc.oneof(
  fc.constantFrom(...TRAPS),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(...Array.from('abn01 :#-\n\t\'"[]{},&*!|>%@`\\~.?=<_eE+\r\u0085')),
    maxLength: 14,
  }),
  fc.tuple(fc.constantFrom(...TRAPS), fc.constantFrom(...TRAPS)).map(([a, b]) => a + b),
);

/** A text in each place that a spec has for one: behind a key, in a list, in brackets, as a key, quoted by preference. */
function documentsWith(text: string): string[] {
  const style = { ...DEFAULT_PRINT_STYLE };
  const entry = (value: Parameters<typeof printEntry>[1]): string =>
    `o:\n${printEntry('k', value, { style, indent: 2 }).join('\n')}\n  z: end\n`;
  return [
    entry(text),
    entry([text, text]),
    `o:\n  k: ${printFlow([text, { a: text }])}\n  z: end\n`,
    `o:\n  k: ${printScalar(text, { prefer: 'single' })} # comment\n  z: end\n`,
    `o:\n  k: ${printScalar(text, { prefer: 'double' })}\n  z: end\n`,
  ];
}

function meaningsOf(text: string): unknown[] {
  return [text, [text, text], [text, { a: text }], text, text].map((k) => ({ o: { k, z: 'end' } }));
}

describe('printScalar', () => {
  test('writes what YAML 1.2 reads back as the same text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const read = documentsWith(text).map(
          (document) => parse(document, { version: '1.2', schema: 'core' }) as unknown,
        );
        expect(read).toEqual(meaningsOf(text));
      }),
      { numRuns: scaled(20_000) },
    );
  });

  test('writes what YAML 1.1 reads back as the same text', (context) => {
    needsPyYaml(context);
    const drawn = fc.sample(anyText, { numRuns: scaled(20_000) });
    const texts = [...TRAPS, ...drawn];
    expect(readWithPyYaml(texts.flatMap(documentsWith))).toEqual(texts.flatMap(meaningsOf));
  });

  test.each(
    TRAPS.filter((text) => /^[\w.:+ -]{1,40}$/u.test(text) && !/^(?:0\.1\.2|12e03|1,000)$/u.test(text)),
  )('quotes %j, which is no text everywhere', (text) => {
    expect(printScalar(text)).toMatch(/^['"]/u);
  });

  test.each([
    'Set up the parser',
    'src/auth/**',
    'T-7ZK0A',
    'human:ada',
    'it is 12:30',
    'v1.2.3',
    'é',
    'a (b)',
  ])('leaves %j plain', (text) => {
    expect(printScalar(text)).toBe(text);
  });

  test('writes dates in single quotes', () => {
    expect(printScalar('2026-11-21T02:53:57.712Z')).toBe("'2026-11-21T02:53:57.712Z'");
  });

  test.each(['a\u0085b', 'a\u2028b', 'a\u202Eb', '\uFEFFa', 'a\u001Bb', 'a\u009Bb', 'a\rb'])(
    'escapes %j',
    (text) => {
      expect(printScalar(text)).toMatch(/^"[\x20-\x7E]*"$/u);
    },
  );

  test('refuses half of a surrogate pair', () => {
    for (const print of [printScalar, literalText]) {
      expect(() => print('a\nb\uD800')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    }
  });
});

describe('literalText', () => {
  test.each([
    ['a\nb', '|-'],
    ['a\nb\n', '|'],
    ['a\n\n  b\n', '|'],
    ['one line\n', '|'],
  ])('writes %j as a block with %s', (text, header) => {
    expect(literalText(text)?.header).toBe(header);
  });

  test.each(['one line', ' a\nb', '\na', 'a\n\n', 'a\n \nb', 'a\r\nb', '\n', 'a\nb\u0085'])(
    'leaves %j to quotes',
    (text) => {
      expect(literalText(text)).toBeUndefined();
    },
  );
});

describe('printLiteralValue', () => {
  const values = [0, -0, 1, -5, 1.5, 1e21, 1e-7, 1.5e300, 2 ** 53, -(2 ** 60), true, false, null];

  test('writes numbers that YAML 1.2 reads back', () => {
    expect(values.map((value) => parse(printLiteralValue(value)) as unknown)).toEqual(
      values.map((value) => (value === 0 ? 0 : value)),
    );
  });

  test('writes numbers that YAML 1.1 reads back', (context) => {
    needsPyYaml(context);
    expect(readWithPyYaml(values.map(printLiteralValue))).toEqual(
      values.map((value) => (value === 0 ? 0 : value)),
    );
  });

  test.each([Number.NaN, Infinity])('refuses %s', (value) => {
    expect(() => printLiteralValue(value)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });
});
