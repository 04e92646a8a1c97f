import type { Random } from './random.ts';

/** A spec that people have written by hand for years: comments everywhere and every style of YAML. */
export interface OddSpec {
  readonly text: string;
  readonly ids: readonly string[];
}

interface Layout {
  readonly eol: '\n' | '\r\n';
  readonly bom: boolean;
  /** Of a task's key; its fields are indented further by one to four. */
  readonly indent: number;
}

const COMMENTS_A_TASK = 10;

function title(random: Random, id: string): string {
  return random.pick([
    `Plain words of ${id}`,
    `"Double: ${id} \\u2014 #1"`,
    `'Single ''${id}'''`,
    `${id} with   spaces`,
  ]);
}

function description(random: Random, pad: string): string[] {
  return random.pick([
    [`${pad}description: one line # with a comment`],
    [
      `${pad}description: |`,
      `${pad}  literal`,
      `${pad}    indented # no comment`,
      '',
      `${pad}  after a blank line`,
    ],
    [`${pad}description: >-   # folded`, `${pad}    folded`, `${pad}    text`],
    [`${pad}description: "double quoted \\`, `${pad}  over two lines"`],
    [`${pad}description:`, `${pad}  plain over`, `${pad}  two lines`],
    [],
  ]);
}

function list(
  random: Random,
  { pad, key, values }: { pad: string; key: string; values: readonly string[] },
): string[] {
  if (values.length === 0) {
    return random.pick([[], [`${pad}${key}: []   # none`]]);
  }
  const block = (indent: string) => [
    `${pad}${key}: # list`,
    ...values.map((value) => `${pad}${indent}-   ${value}  # ${value}`),
  ];
  return random.pick([
    [`${pad}${key}: [ ${values.join(' , ')} ] # flow`],
    [`${pad}${key}: [`, ...values.map((value) => `${pad}  ${value}, # ${value}`), `${pad}  ]`],
    block(''),
    block('   '),
  ]);
}

function fields(random: Random, task: { id: string; pad: string; earlier: readonly string[] }): string[] {
  const { id, pad, earlier } = task;
  const depends = earlier.length > 3 && random.below(3) === 0 ? [random.pick(earlier)] : [];
  const groups = [
    [`${pad}title:   ${title(random, id)}`],
    description(random, pad),
    list(random, { pad, key: 'depends_on', values: depends }),
    list(random, { pad, key: 'labels', values: random.pick([[], ['one'], ['one', 'two']]) }),
    random.pick([[], [`${pad}priority :  ${random.below(300)}`], [`${pad}"priority": high`]]),
    [`${pad}status: ready    # as planned`],
    random.pick([[], [`${pad}x-estimate: {days: 3, by: "ada"}`]]),
    [`${pad}created_at: 2026-01-05 09:00:00.123456+00:00`],
  ];
  // Never deeper than the fields: under a block scalar that would be text.
  const margin = () => ' '.repeat(random.below(pad.length + 1));
  const comments = Array.from({ length: COMMENTS_A_TASK - 3 }, (_, index) => [`${margin()}# ${id} ${index}`]);
  return [...groups, ...comments].sort(() => random.below(3) - 1).flat();
}

function taskLines(
  random: Random,
  task: { id: string; indent: string; earlier: readonly string[] },
): string[] {
  const { id, indent, earlier } = task;
  const pad = indent + ' '.repeat(1 + random.below(4));
  const key = random.pick([id, `"${id}"`, `'${id}'`]);
  return [
    ...random.pick([[], [''], ['', '']]),
    `${indent}# about ${id}`,
    `${indent}# and more about ${id}`,
    `${indent}${key}:${random.pick(['', '   ', ' # key'])}`,
    ...fields(random, { id, pad, earlier }),
  ];
}

/** `tasks` tasks with at least ten comments each, in one of several layouts. */
export function oddSpec(random: Random, tasks: number): OddSpec {
  const layout: Layout = {
    eol: random.pick(['\n', '\r\n']),
    bom: random.below(2) === 1,
    indent: 1 + random.below(4),
  };
  const indent = ' '.repeat(layout.indent);
  const ids = Array.from({ length: tasks }, (_, index) => `ODD-${index + 1}`);
  const lines = [
    '# head',
    '',
    'project:   {name: odd, default_branch: main} # flow',
    '# before the tasks',
    'tasks:   # all of them',
    ...ids.flatMap((id, index) => taskLines(random, { id, indent, earlier: ids.slice(0, index) })),
    '',
    '# before the features',
    'features: {all: [ODD-1, ODD-2]}',
    '# foot, without a line end',
  ];
  return { text: (layout.bom ? '\uFEFF' : '') + lines.join(layout.eol), ids };
}

/**
 * The text cut at its tasks by a plain look at its lines: before the first, each task with the comments above it, and what
 * follows the last one. Works for what `oddSpec` makes, and nothing else.
 */
export function cutOddSpec(text: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  let name = 'head';
  for (const line of text.split(/(?<=\n)/u)) {
    const about = /^ *# about (\S+)/u.exec(line)?.[1];
    name = about ?? (line.startsWith('# before the features') ? 'foot' : name);
    parts.set(name, (parts.get(name) ?? '') + line);
  }
  return parts;
}
