import type { Random } from './random.ts';

/** Values on the line of their key, in every style, with what a line scanner could mistake. */
const INLINE = [
  'plain words',
  '1e3',
  '0o17',
  'no',
  '~',
  'null',
  '12:30',
  '2026-11-21 02:54:09.930624+00:00',
  "'single ''quoted'''",
  '"double \\"quoted\\" \\u2014 \\xFC"',
  '"a: b # c"',
  "'# no comment'",
  'ends with hash# # a comment',
  'a:b',
  'a, b [c] {d}',
  '[]',
  '[one, two]',
  '[\'a b\', "c", d: e]',
  '{}',
  '{x: 1, y: [2]}',
  'ünïcödé 漢字 🚀',
  '"🚀 \\U0001F680"',
  '-1',
  '- not a list',
  '-dash',
  '?question',
  ':colon',
  'tab\there',
  '"tab\there"',
  'trailing   ',
  '# only a comment',
  '',
  '|',
  '>-',
  '*alias',
  '&anchor x',
  '!tag x',
  '"unterminated',
  "'unterminated",
  '[unterminated',
  'two: keys',
  'colon at the end:',
];

const KEYS = [
  'title',
  'description',
  'status',
  'priority',
  'labels',
  'depends_on',
  'locks',
  'acceptance_criteria',
  'created_at',
  'completed_at',
  'lease_ttl',
  'prd',
  'id',
  'x-data',
  'lables',
  '"title"',
  "'status'",
  '<<',
  '__proto__',
];

const IDS = [
  'T-1',
  'T-2',
  'T-3',
  'A',
  'a b',
  '"q: 1"',
  "'it''s'",
  '"\\xFC"',
  '1e3',
  'null',
  '12:30',
  'ünï',
  '__proto__',
];

function blockScalar(random: Random, pad: string): string[] {
  const header = random.pick(['|', '>', '|-', '>+', '|+', '|2', '|1-', '|  # comment']);
  const lines = [
    'text',
    '  deeper',
    '',
    '# no comment',
    'T-1:',
    '- item',
    '\ttab',
    '   ',
    '<<<<<<< no marker',
  ];
  const count = random.below(4);
  return [
    `${pad}description: ${header}`,
    ...Array.from({ length: count }, () => `${pad}${random.pick(['  ', '  ', '    '])}${random.pick(lines)}`),
    ...random.pick([[], [], [''], ['', '']]),
  ];
}

function multiLine(random: Random, pad: string): string[] {
  return random.pick([
    [`${pad}description: "over`, `${pad}  two # lines`, '', `${pad}  T-1:"`],
    [`${pad}description: 'over`, `${pad}  - two'`],
    [`${pad}description: plain`, `${pad}  over two`],
    [`${pad}description:`, `${pad}  below its key`],
    [`${pad}labels: [a,`, `${pad}  b, # comment`, '# margin', `${pad}  c]`],
    [`${pad}x-data: {`, `${pad}  a: 1`, `${pad}}`],
    [`${pad}x-data:`, `${pad}  deep:`, `${pad}    - a: 1`, `${pad}      b: [2]`, `${pad}    - - c`],
    [
      `${pad}prd:`,
      `${pad}  source: PRD.md`,
      `${pad}  refs:`,
      `${pad}  - anchor: '#x'`,
      `${pad}    lines: null`,
    ],
    [`${pad}prd: {source: PRD.md, refs: [{anchor: "#x", lines: [1, 2]}]}`],
  ]);
}

function list(random: Random, pad: string): string[] {
  const inner = random.pick(['', '', '  ', '   ']);
  const items = Array.from({ length: random.below(4) }, () =>
    random.pick(['T-1', 'A', 'x', "'quoted'", '"q"', random.pick(INLINE)]),
  );
  return [
    `${pad}${random.pick(['labels', 'depends_on', 'locks'])}:${random.pick(['', '', ' # list'])}`,
    ...items.map((item) => `${pad}${inner}- ${item}`),
  ];
}

function field(random: Random, pad: string): string[] {
  switch (random.below(7)) {
    case 0:
      return blockScalar(random, pad);
    case 1:
      return multiLine(random, pad);
    case 2:
      return list(random, pad);
    case 3:
      return [`${random.pick([pad, '', '  ', '      '])}# comment`];
    case 4:
      return [random.pick(['', '', '  ', '      '])];
    case 5:
      return [
        `${pad}${random.pick(['title: x', 'status: ready', 'priority: 5', 'status: done', 'labels: [a]'])}`,
      ];
    default:
      return [`${pad}${random.pick(KEYS)}: ${random.pick(INLINE)}`];
  }
}

function task(random: Random, indent: string): string[] {
  const pad = indent + random.pick(['  ', '  ', '  ', ' ', '    ']);
  const key = random.below(3) === 0 ? random.pick(IDS) : `T-${random.below(50)}`;
  if (random.below(12) === 0) {
    return [
      `${indent}${key}: ${random.pick(['{title: x}', '{title: x, labels: [a, b]}', '', '[]', 'text'])}`,
    ];
  }
  const count = random.below(5);
  return [
    ...random.pick([[], [], [''], [`${indent}# about ${key}`], ['# margin', '', `${indent}# section`, '']]),
    `${indent}${key}:${random.pick(['', '', '', '  ', ' # key'])}`,
    `${pad}title: ${random.pick(['x', 'some title', "'quoted'", '1e3', 'no'])}`,
    ...Array.from({ length: count }, () => field(random, pad)).flat(),
  ];
}

const HEADERS = [
  [],
  ['project:', '  name: demo', '  conventions: {}'],
  ['# head', '---', 'project: {name: demo}', ''],
  ['x-note: |', '  tasks:', '  text', '', 'project:', '  name: 1e3 # name'],
  ['x-list:', '- a', '- b'],
  ['project: "over', '  two lines"'],
  ['features: {}'],
];

const FOOTERS = [
  [],
  [],
  ['features:', '  f: [T-1]', '# foot'],
  ['', '# foot', 'x-more: {a: 1}'],
  ['features:', '- odd'],
  ['...'],
  ['---', 'a: 1'],
  ['tasks: {}'],
];

/** The text of a spec that may be valid, odd or broken. */
export function randomSpec(random: Random): string {
  const indent = random.pick(['  ', '  ', '  ', ' ', '    ']);
  const tasks = Array.from({ length: random.below(5) }, () => task(random, indent)).flat();
  const key = random.pick([
    'tasks:',
    'tasks:',
    'tasks:',
    'tasks:',
    'tasks: # all',
    'tasks: {}',
    '"tasks":',
    'tasks: null',
  ]);
  const footer = random.below(3) === 0 ? random.pick(FOOTERS) : [];
  const lines = [...random.pick(HEADERS), key, ...tasks, ...footer];
  const eol = random.below(4) === 0 ? '\r\n' : '\n';
  return (random.below(10) === 0 ? '\uFEFF' : '') + lines.join(eol) + random.pick([eol, eol, '', eol + eol]);
}

const SNIPPETS = [
  ...INLINE,
  '\n',
  '\n  ',
  ' ',
  '\t',
  ':',
  '#',
  '-',
  '"',
  "'",
  '{',
  ']',
  '|',
  '%YAML 1.1\n',
  '\r',
  '\0',
  '\u2028',
  '\u0085',
  '\uFEFF',
  '? ',
  '[[[[[[[[',
  '<<<<<<< HEAD\n',
];

/** The text after one random edit: a line moved, doubled or lost, or some characters put in or taken out. */
export function randomEdit(random: Random, text: string): string {
  const lines = text.split(/(?<=\n)/u);
  const at = random.below(lines.length);
  const offset = random.below(text.length + 1);
  switch (random.below(5)) {
    case 0:
      return lines.toSpliced(at, 1).join('');
    case 1:
      return lines.toSpliced(at, 0, lines[random.below(lines.length)] ?? '').join('');
    case 2:
      return text.slice(0, offset) + random.pick(SNIPPETS) + text.slice(offset);
    case 3:
      return text.slice(0, offset) + text.slice(offset + 1 + random.below(4));
    default:
      return lines.with(at, ' '.repeat(random.below(5)) + (lines[at] ?? '').trimStart()).join('');
  }
}
