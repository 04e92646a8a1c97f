import {
  BASE,
  append,
  all,
  crlf,
  of,
  removeT004,
  swap,
  taskText,
  without,
  TITLE,
  type MergeCase,
} from './plan-changes.ts';

export const REMOVALS: readonly MergeCase[] = [
  of('a task that one takes out', removeT004, swap(TITLE, 'title: Keep the sessions')),
  of('a task that both take out', removeT004, removeT004),
  of(
    'a task that one takes out and the other edits',
    removeT004,
    swap('title: Count the visits', 'title: Count them'),
  ),
  of(
    'a task that one takes out and the other comments',
    removeT004,
    swap('    status: todo\n', '    status: todo # not yet\n'),
  ),
  of(
    'a task that one takes out and the other needs',
    removeT004,
    swap('depends_on: [T001]', 'depends_on: [T001, T004]'),
  ),
  of(
    'a task that one takes out and a new one needs',
    removeT004,
    append(taskText('T005', '01', '    depends_on: [T004]\n')),
  ),
  of(
    'a task that one takes out with its dependents',
    all(without('  # What people'), swap('[T001, T002]', '[T001]')),
    swap(TITLE, 'title: Keep the sessions'),
  ),
];

export const GRAPHS: readonly MergeCase[] = [
  of(
    'a cycle by union',
    swap(TITLE, `${TITLE}\n    depends_on: [T004]`),
    swap('title: Count the visits', 'title: Count the visits\n    depends_on: [T002]'),
  ),
  of(
    'a cycle of two',
    swap(
      'title: Show the page\n    depends_on: [T001]',
      'title: Show the page\n    depends_on: [T001, T004]',
    ),
    swap('title: Count the visits', 'title: Count the visits\n    depends_on:\n    - T002'),
  ),
  of(
    'two cycles',
    all(
      swap('depends_on: [T001]', 'depends_on: [T001, T004]'),
      swap('    - T001 # the address is there\n', '    - T001 # the address is there\n    - T004\n'),
    ),
    swap('title: Count the visits', 'title: Count the visits\n    depends_on: [T002, T003]'),
  ),
  of(
    'an edge that one takes out where it would close a circle',
    swap('    depends_on: [T001]\n', ''),
    swap('title: Count the visits', 'title: Count the visits\n    depends_on: [T002]'),
  ),
  of(
    'a cycle and a task that is gone among the dependencies of one',
    all(
      swap(TITLE, `${TITLE}\n    depends_on: [T004]`),
      append(taskText('T005', '01', '    depends_on: [T001]\n')),
    ),
    all(removeT004, swap(TITLE, `${TITLE}\n    depends_on: [T005]`), append(taskText('T005', '01'))),
  ),
  of(
    'a cycle through a task with another conflict',
    swap('title: Show the page\n    depends_on: [T001]', 'title: Show it\n    depends_on: [T001, T004]'),
    all(
      swap('title: Show the page', 'title: Show all of it'),
      swap('title: Count the visits', 'title: Count the visits\n    depends_on: [T002]'),
    ),
  ),
];

export const TEXTS: readonly MergeCase[] = [
  of(
    'comments above and in a task',
    swap('# What people see first.', '# What all people see first.'),
    swap('priority: 50', 'priority: 50 # soon'),
  ),
  of(
    'comments at one place',
    swap('# What people see first.', '# What we see first.'),
    swap('# What people see first.', '# What they see first.'),
  ),
  of(
    'comments that both add to a set',
    swap('labels: [store, api]', 'labels: [store, api, fast] # ours'),
    swap('labels: [store, api]', 'labels: [store, api, safe] # theirs'),
  ),
  of(
    'comments between tasks',
    swap('# --- later ---', '# --- much later ---'),
    append(taskText('T005', '01')),
  ),
  of(
    'comments between tasks, two changes',
    swap('# --- later ---', '# --- soon ---'),
    swap('# --- later ---', '# --- never ---'),
  ),
  of(
    'tasks in braces, different fields',
    swap('title: A', 'title: B'),
    swap('priority: 1', 'priority: 2'),
    'tasks:\n  T1: {title: A, priority: 1}\n  T2: {title: C}\n',
  ),
  of(
    'a plan in braces',
    swap('title: A', 'title: B'),
    swap('title: C', 'title: D'),
    'tasks: {T1: {title: A},\n  T2: {title: C}}\n',
  ),
  of(
    'a plan in braces, one field',
    swap('title: A', 'title: B'),
    swap('title: A', 'title: D'),
    'tasks: {T1: {title: A}, T2: {title: C}}\n',
  ),
  of(
    'quoted ids',
    swap('title: A', 'title: B'),
    swap('priority: 1', 'priority: 2'),
    `tasks:\n  "1.5":\n    title: A\n    priority: 1\n  'yes':\n    title: C\n    depends_on: ["1.5"]\n`,
  ),
  of('CRLF on one side', all(swap(TITLE, 'title: Keep the sessions'), crlf), append(taskText('T005', '01'))),
  of(
    'CRLF on all sides',
    swap(TITLE, 'title: Keep the sessions'),
    swap('title: Show the page', 'title: Show it'),
    crlf(BASE),
  ),
  of('CRLF and a conflict', swap(TITLE, 'title: A'), swap(TITLE, 'title: B'), crlf(BASE)),
  of(
    'a byte order mark',
    all(swap(TITLE, 'title: Keep the sessions'), (text) => `\uFEFF${text}`),
    append(taskText('T005', '01')),
  ),
  of(
    'no line break at the end',
    (text) => swap(TITLE, 'title: Keep the sessions')(text).trimEnd(),
    append(taskText('T005', '01')),
  ),
  of(
    'line ends of both kinds',
    swap(TITLE, 'title: Keep the sessions'),
    swap('title: Show the page', 'title: Show it'),
    BASE.replace('demo\n', 'demo\r\n').replace('few.\n', 'few.\r\n'),
  ),
  of(
    'another indentation',
    (text) => text.replaceAll(/^( +)/gmu, '$1$1'),
    swap(TITLE, 'title: Keep the sessions'),
  ),
  of(
    'without blank lines',
    append(taskText('T005', '01')),
    append(taskText('T006', '02')),
    BASE.replaceAll(/\n\n(?= {2}T| {2}#|features)/gu, '\n').replace('\nfeatures', '\n\nfeatures'),
  ),
];

export const ROOTS: readonly MergeCase[] = [
  of(
    'different keys of the project',
    swap('name: demo', 'name: demo2'),
    swap('default_branch: main', 'default_branch: trunk'),
  ),
  of(
    'one key of the project, two changes',
    swap('name: demo', 'name: demo2'),
    swap('name: demo', 'name: demo3'),
  ),
  of(
    'one feature, a task each',
    swap('[T001, T002]', '[T001, T002, T003]'),
    swap('[T001, T002]', '[T001, T002, T004]'),
  ),
  of(
    'a feature each',
    swap('features:\n', 'features:\n  mail: [T003]\n'),
    swap('features:\n', 'features:\n  stats: [T004]\n'),
  ),
  of('the comment at the top', swap('# The plan', '# This plan'), swap('name: demo', 'name: demo2')),
  of('a key at the root', swap('\ntasks:', '\nx-board: red\n\ntasks:'), swap('name: demo', 'name: demo2')),
];

export const RENAMINGS: readonly MergeCase[] = [
  of(
    'a task that one renamed and the other edited',
    all(
      swap(
        '  T004:\n    title: Count the visits\n',
        '  STATS:\n    title: Count the visits\n    renamed_from: T004\n',
      ),
    ),
    swap('status: todo', 'status: ready'),
  ),
  of(
    'a task that one renamed and the other needs',
    all(
      swap(
        '  T004:\n    title: Count the visits\n',
        '  STATS:\n    title: Count the visits\n    renamed_from: T004\n',
      ),
    ),
    swap('depends_on: [T001]', 'depends_on: [T001, T004]'),
  ),
  of(
    'a task that one gave an odd id and the other needs',
    all(
      swap(
        '  T004:\n    title: Count the visits\n',
        "  'the # visits':\n    title: Count the visits\n    renamed_from: T004\n",
      ),
    ),
    swap('depends_on: [T001]', 'depends_on: [T001, T004]'),
  ),
  of(
    'a task that both renamed',
    all(
      swap(
        '  T004:\n    title: Count the visits\n',
        '  STATS:\n    title: Count the visits\n    renamed_from: T004\n',
      ),
    ),
    all(
      swap(
        '  T004:\n    title: Count the visits\n',
        '  VISITS:\n    title: Count the visits\n    renamed_from: T004\n',
      ),
      swap('depends_on: [T001]', 'depends_on: [T001, VISITS]'),
    ),
  ),
  of(
    'a task that one renamed twice and the other edited and needs',
    all(
      swap(
        '  T004:\n    title: Count the visits\n',
        '  STATS:\n    title: Count the visits\n    renamed_from: VISITS\n    former_ids: [T004]\n',
      ),
    ),
    all(swap('status: todo', 'status: ready'), swap('depends_on: [T001]', 'depends_on: [T001, T004]')),
  ),
  of(
    'tasks in another order',
    (text) => {
      const block = '  T003:\n' + (text.split('  T003:\n')[1]?.split('\n\n')[0] ?? '') + '\n\n';
      return swap('  T001:\n', `${block}  T001:\n`)(swap(block, '')(text));
    },
    append(taskText('T005', '01')),
  ),
];

export const BROKEN: readonly MergeCase[] = [
  of(
    'a side that is no valid spec',
    swap('status: todo', 'statsu: todo'),
    swap(TITLE, 'title: Keep the sessions'),
  ),
  of(
    'a side with conflict markers',
    swap('    status: todo\n', '<<<<<<< a\n    status: todo\n=======\n    status: ready\n>>>>>>> b\n'),
    swap(TITLE, 'title: Keep the sessions'),
  ),
  of(
    'a base that is no valid spec, and two sides that mended it',
    swap('statsu: todo', 'status: todo'),
    swap('statsu: todo', 'status: todo'),
    swap('status: todo', 'statsu: todo')(BASE),
  ),
];
