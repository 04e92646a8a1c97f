import {
  BASE,
  append,
  all,
  of,
  settled,
  swap,
  taskText,
  CREATED_2,
  DONE_AT,
  READY,
  TITLE,
  type MergeCase,
} from './plan-changes.ts';

export const CREATES: readonly MergeCase[] = [
  of('both add a task', append(taskText('T005', '01')), append(taskText('T006', '02'))),
  of('the later task was added by ours', append(taskText('T006', '02')), append(taskText('T005', '01'))),
  of(
    'both add several',
    append(taskText('T005', '01'), taskText('T007', '05')),
    append(taskText('T006', '02'), taskText('T008', '03')),
  ),
  of('both add the same', append(taskText('T005', '01')), append(taskText('T005', '01'))),
  of('one id, two tasks', append(taskText('T005', '01')), append(taskText('T005', '02'))),
  of(
    'one id, two tasks, with dependents and a feature',
    append(taskText('T005', '03'), taskText('T006', '04', '    depends_on: [T005]\n')),
    all(
      append(taskText('T005', '02'), taskText('T007', '05', '    depends_on:\n    - T005\n')),
      swap('[T001, T002]', '[T001, T002, T005]'),
    ),
  ),
  of(
    'two ids, each of two tasks',
    append(taskText('T005', '01'), taskText('T006', '04')),
    append(taskText('T005', '02'), taskText('T006', '03', '    depends_on: [T005]\n')),
  ),
  of(
    'one id, two tasks without a date',
    append('  T005:\n    title: A\n'),
    append('  T005:\n    title: B\n'),
  ),
  of('one id, and one of two has a date', append(taskText('T005', '01')), append('  T005:\n    title: B\n')),
  of(
    'one new task, told differently',
    append(taskText('T005', '01', '    labels: [a]\n')),
    append(taskText('T005', '01', '    labels: [b]\n    priority: 20\n')),
  ),
  of('random ids', append(taskText('T-7Q0ZD', '02')), append(taskText('T-1AB2C', '01'))),
  of('one random id, two tasks', append(taskText('T-7Q0ZD', '02')), append(taskText('T-7Q0ZD', '01'))),
  of('an id in words, two tasks', append(taskText('login', '02')), append(taskText('login', '01'))),
  of(
    'tasks between others',
    swap('\n  T003:', `\n${taskText('T005', '01')}\n  T003:`),
    swap('\n  T003:', `\n${taskText('T006', '02')}\n  T003:`),
  ),
  of(
    'tasks at different places',
    swap('\n  # What', `\n${taskText('T005', '01')}\n  # What`),
    append(taskText('T006', '02')),
  ),
  of(
    'the first tasks of a plan',
    () => `tasks:\n${taskText('T001', '01')}`,
    () => `tasks:\n${taskText('T002', '02')}`,
    'tasks: {}\n',
  ),
  of(
    'a plan that both began',
    () => `tasks:\n${taskText('T001', '01')}`,
    () => `tasks:\n${taskText('T001', '02')}`,
    '',
  ),
];

export const FIELDS: readonly MergeCase[] = [
  of(
    'different fields of one task',
    swap(TITLE, 'title: Keep the sessions'),
    swap('labels: [store, api]', 'labels: [store]'),
  ),
  of(
    'fields beside each other',
    swap(TITLE, 'title: Keep the sessions'),
    swap('They are few.', 'They are many.'),
  ),
  of(
    'different tasks',
    swap(TITLE, 'title: Keep the sessions'),
    swap('title: Count the visits', 'title: Count them'),
  ),
  of('the same change', swap(TITLE, 'title: Keep the sessions'), swap(TITLE, 'title: Keep the sessions')),
  of(
    'the same change in other quotes',
    swap(TITLE, 'title: Keep the sessions'),
    swap(TITLE, "title: 'Keep the sessions'"),
  ),
  of(
    'one title, two changes',
    swap(TITLE, 'title: Keep the sessions'),
    swap(TITLE, 'title: Store all sessions'),
  ),
  of(
    'two fields, two changes each',
    all(swap(TITLE, 'title: A'), swap('priority: 50', 'priority: 10')),
    all(swap(TITLE, 'title: B'), swap('priority: 50', 'priority: 20')),
  ),
  of(
    'two fields of one task, two changes each',
    all(swap('title: Show the page', 'title: A'), swap('priority: 50', 'priority: 10')),
    all(swap('title: Show the page', 'title: B'), swap('priority: 50', 'priority: 20')),
  ),
  of('labels as a set', swap('[store, api]', '[store, api, fast]'), swap('[store, api]', '[api, safe]')),
  of(
    'locks in a list',
    swap('    - src/store/**\n', '    - src/store/**\n    - docs/a.md\n'),
    swap('    - src/store/**\n', '    - src/store/**\n    - docs/b.md\n'),
  ),
  of(
    'criteria, one each',
    swap('- Old sessions go\n', '- Old sessions go\n    - It is fast\n'),
    swap('- Old sessions go\n', '- Old sessions go\n    - It is safe\n'),
  ),
  of(
    'criteria, one changed and one added',
    swap('Sessions survive a restart', 'Sessions survive a crash'),
    swap('- Old sessions go\n', '- Old sessions go\n    - It is safe\n'),
  ),
  of(
    'criteria, neighbours changed',
    swap('Sessions survive a restart', 'Sessions survive a crash'),
    swap('Old sessions go', 'Old sessions go after a day'),
  ),
  of(
    'one criterion, two changes',
    swap('Old sessions go', 'Old sessions go soon'),
    swap('Old sessions go', 'Old sessions go late'),
  ),
  of(
    'paragraphs of one description',
    swap('They are few.', 'They are many.'),
    swap('They are short.', 'They are long.'),
  ),
  of(
    'one line of a description, two changes',
    swap('They are small.', 'They are tiny.'),
    swap('They are small.', 'They are big.'),
  ),
  of(
    'dependencies',
    swap('depends_on: [T001]', 'depends_on: [T001, T004]'),
    swap('depends_on: [T001]', 'depends_on: []'),
  ),
  of(
    'dependencies in a block with a comment',
    swap('    - T001 # the address is there\n', '    - T001 # the address is there\n    - T002\n'),
    swap('    - T001 # the address is there\n', '    - T001 # the address is there\n    - T004\n'),
  ),
  of(
    'keys that nobody knows',
    swap('x-estimate: 3', 'x-estimate: 3\n    x-team: red'),
    swap('x-estimate: 3', 'x-estimate: 5'),
  ),
  of(
    'one key that nobody knows, two changes',
    swap('x-estimate: 3', 'x-estimate: 4'),
    swap('x-estimate: 3', 'x-estimate: 5'),
  ),
  of(
    'a mapping that nobody knows',
    swap('{}', '{low: 1}'),
    swap('{}', '{high: 9}'),
    swap('x-estimate: 3', 'x-estimate: {}')(BASE),
  ),
  of(
    'a field that one takes out',
    swap('    priority: 50\n', ''),
    swap('title: Show the page', 'title: Show it'),
  ),
  of(
    'a field that one takes out and the other changes',
    swap('    priority: 50\n', ''),
    swap('priority: 50', 'priority: 20'),
  ),
  of(
    'fields in another order',
    swap('    priority: 50\n    status: ready\n', '    status: ready\n    priority: 50\n'),
    swap('priority: 50', 'priority: 20'),
  ),
  of(
    'updated_at of another tool',
    swap(CREATED_2, `${CREATED_2}    updated_at: '2026-01-09T09:00:00.000Z'\n`),
    swap(CREATED_2, `${CREATED_2}    updated_at: '2026-01-08T09:00:00.000Z'\n`),
  ),
  of(
    'two references to requirements',
    swap(
      CREATED_2,
      `${CREATED_2}    prd:\n      source: PRD.md\n      refs:\n      - anchor: '#page'\n      excerpt: A page.\n`,
    ),
    swap('title: Show the page', 'title: Show it'),
  ),
];

export const OUTCOMES: readonly MergeCase[] = [
  of(
    'a settled outcome and another field',
    settled('human:ada', '06'),
    swap('x-estimate: 3', 'x-estimate: 5'),
  ),
  of('both settled, one later', settled('human:ada', '06'), settled('human:bob', '07')),
  of('both settled at one time', settled('human:ada', '06'), settled('human:bob', '06')),
  of(
    'settled and sent back later',
    settled('human:ada', '06'),
    all(
      swap('status: done', 'status: ready'),
      swap(DONE_AT, `${DONE_AT}    reopened_by: human:bob\n    reopened_at: '2026-01-08T09:00:00.000Z'\n`),
    ),
  ),
  of(
    'a hold by hand against an outcome',
    all(swap(READY, READY.replace('status: ready', 'status: blocked\n    status_reason: Wait'))),
    swap('priority: 50', 'priority: 20'),
  ),
  of(
    'a hold by hand against a dated hold',
    swap(READY, READY.replace('status: ready', 'status: blocked\n    status_reason: Wait')),
    swap(
      READY,
      `${READY.replace('status: ready', 'status: cancelled')}    cancelled_by: human:ada\n    cancelled_at: '2026-01-09T09:00:00.000Z'\n`,
    ),
  ),
  of('a tombstone against an outcome', swap('status: done', 'status: deleted'), settled('human:ada', '06')),
  of(
    'ready against blocked without dates',
    swap('status: todo', 'status: ready'),
    swap('status: todo', 'status: blocked'),
  ),
  of(
    'two reasons of one hold',
    swap('status: todo', 'status: blocked\n    status_reason: A'),
    swap('status: todo', 'status: blocked\n    status_reason: B'),
  ),
  of(
    'status against edit',
    swap('status: todo', 'status: ready'),
    swap('title: Count the visits', 'title: Count them'),
  ),
];
