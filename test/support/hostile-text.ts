/**
 * What a terminal obeys, what ends a line for some reader, and what cannot be seen: Unicode's own properties, not the
 * ranges that the program looks for. Line ends and tabs are meant in texts of several lines, joiners are letters of
 * several scripts, and the first sixteen selectors belong to emoji.
 */
export const OBEYED =
  // eslint-disable-next-line no-misleading-character-class -- the joiner and the selectors stand for themselves
  /(?![\n\t\u200c\u200d\ufe00-\ufe0f])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u;

/** A line that foreign text began is taken for one of ours. */
export const FORGED_LINE = /^error \[INTERNAL\] all is lost/mu;

/** One of each, as an attacker would write it. */
export const HOSTILE = {
  'a colour': '\u001b[31mred',
  'a cleared screen': '\u001b[2J\u001b[H',
  'a title of the window': '\u001b]0;owned\u0007',
  'a link': '\u001b]8;;https://evil.example\u001b\\here\u001b]8;;\u001b\\',
  'a device control': '\u001bP1$r\u001b\\',
  'a control sequence in one character': '\u009b2Jx',
  'an operating system command in one character': '\u009d0;owned\u009c',
  'a carriage return': 'good\rbad',
  'a backspace': 'bad\b\b\bgood',
  'a bell': '\u0007',
  'a delete': '\u007f',
  'a line that looks like ours': 'x\nerror [INTERNAL] all is lost\nNext:',
  'a form feed': 'a\u000cb',
  'another direction': '\u202egnp.exe',
  'an isolate': 'a\u2066b\u2069c',
  'a line separator': 'a\u2028b\u2029c',
  'a next line': 'a\u0085b',
  tags: 'a\u{e0001}\u{e0069}\u{e0067}\u{e007f}b',
  'zero width': 'a\u200bb\u2060c\ufeffd',
  'variation selectors': 'a\u{e0100}\u{e0150}b',
} as const;

/** All of them in one text. */
export const ALL_HOSTILE = Object.values(HOSTILE).join(' ');

/** What no title of a valid spec holds; schemas/spec.schema.json. */
// eslint-disable-next-line no-control-regex -- control characters are what is taken out
const REFUSED_IN_TITLES = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;

/** So much of it as a title may hold. */
function asTitle(text: string): string {
  return `x${text.replaceAll(REFUSED_IN_TITLES, '')}`;
}

/** YAML ends a key after 1024 characters of the source, of which one of the text takes up to six. */
const LONGEST_KEY = 150;

function keysOf(text: string): string[] {
  const chars = Array.from(text);
  return Array.from({ length: Math.ceil(chars.length / LONGEST_KEY) }, (_, index) =>
    JSON.stringify(`K${index} ${chars.slice(index * LONGEST_KEY, (index + 1) * LONGEST_KEY).join('')}`),
  );
}

/**
 * A spec, valid, in which every text that is not a date holds this one: a task that can be claimed, one that waits, and
 * tasks whose ids are the text in pieces.
 */
export function hostileSpec(text: string): string {
  const quoted = JSON.stringify(text);
  const title = JSON.stringify(asTitle(text));
  const keys = keysOf(text);
  return [
    'project:',
    `  name: ${title}`,
    '  conventions:',
    ...keys.map((key) => `    ${key}: ${key}`),
    'tasks:',
    '  T1:',
    `    title: ${title}`,
    `    description: ${quoted}`,
    `    acceptance_criteria: [${quoted}]`,
    `    labels: [${quoted}]`,
    `    locks: [${quoted}]`,
    `    capabilities: [${quoted}]`,
    `    external_ref: ${quoted}`,
    `    prd: {source: ${quoted}, excerpt: ${quoted}, prd_hash: ${quoted}, refs: [{anchor: ${quoted}}]}`,
    `    x-note: ${quoted}`,
    '    status: ready',
    '  T2:',
    `    title: ${title}`,
    '    status: blocked',
    `    status_reason: ${quoted}`,
    `    blocked_by: ${quoted}`,
    '    depends_on: [T1]',
    ...keys.flatMap((key) => [`  ${key}:`, '    title: x', '    status: blocked', '    depends_on: [T2]']),
    '',
  ].join('\n');
}

/** Calls that only read, in every format; they answer without a failure on `hostileSpec`. */
export const HOSTILE_READS: readonly (readonly string[])[] = [
  ['status'],
  ['doctor'],
  ['whoami'],
  ['log'],
  ['history', 'T1'],
  ['history', 'T2'],
  ['spec', 'check'],
  ['config', 'list'],
  ['agent', 'list', '--all'],
  ['agent', 'list', '--quiet'],
  ['lease', 'list'],
  // A cell of a CSV has lines of its own, so that one may look like an error: test/integration/export.test.ts has it.
  ...['json', 'md', 'snapshot'].map((format) => ['export', format]),
  ['msg', 'inbox', '--include-read'],
  ['msg', 'thread', 'T1'],
  ['msg', 'search'],
  ['lease', 'list', '--quiet'],
  ['task', 'list'],
  ['task', 'list', '--quiet'],
  [
    'task',
    'list',
    '--fields',
    'id,title,description,labels,locks,capabilities,acceptance_criteria,external_ref',
  ],
  ['task', 'next'],
  ['task', 'show', 'T1'],
  ['task', 'show', 'T2'],
  ['task', 'why', 'T1'],
  ['task', 'why', 'T2'],
  ...['text', 'dot', 'mermaid', 'json'].map((format) => ['task', 'graph', '--format', format]),
];

/** Calls that are given a text by whoever types them, each where another part of the program has to answer. */
export function hostileCalls(text: string): readonly (readonly [where: string, args: readonly string[]])[] {
  return [
    ['as a command', [text]],
    ['as a verb', ['task', text]],
    ['as a flag', ['status', `--${text}`]],
    ['as the value of a flag with choices', ['task', 'list', '--status', text]],
    ['as a number', ['task', 'list', '--limit', text]],
    ['as a duration', ['task', 'claim', 'T1', '--ttl', text]],
    ['as an argument too many', ['status', text]],
    ['as a value of a switch', ['status', `--json=${text}`]],
    ['as a recipient', ['msg', 'send', '--to', text, 'x']],
    ['as a message', ['msg', 'read', text]],
    ['as an id', ['task', 'show', text]],
    ['as an id to make', ['task', 'create', '--title', 'x', '--id', text]],
    ['as a title', ['task', 'create', '--title', text]],
    ['as a dependency', ['task', 'create', '--title', 'x', '--depends-on', text]],
    ['as an actor', ['task', 'claim', 'T1', '--as', text]],
    ['as the name of an agent', ['agent', 'join', '--name', text]],
    ['as a folder', ['status', '--dir', text]],
    ['as a file', ['spec', 'check', text]],
    ['as a file of text', ['task', 'create', '--title', `@${text}`]],
    ['as evidence', ['task', 'done', 'T1', '--evidence', `file:${text}`]],
    ['as a commit', ['task', 'done', 'T1', '--evidence', `commit:${text}`]],
    ['as a criterion', ['task', 'done', 'T1', '--criteria', text]],
    ['as a key', ['config', 'get', text]],
    ['as a value', ['config', 'set', 'ids.prefix', text]],
    ['as a token', ['task', 'renew', 'T1', '--lease', text]],
    ['as a backup', ['backup', text]],
    ['as what is restored', ['restore', text, '--yes']],
    ['as a moment', ['log', '--since', text]],
    ['as a field', ['task', 'list', '--fields', text]],
    ['as data', ['task', 'create', '--title', 'x', '--set', text]],
  ];
}
