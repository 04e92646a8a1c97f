import { describe, expect, test } from 'vitest';
import { displayList } from '../../../src/cli/displays/display-list.ts';
import { displayTaskIds } from '../../../src/cli/displays/display-task-ids.ts';
import type { ListedTask, ListResult } from '../../../src/operations/task/list.ts';
import { PIPE, plain, terminal } from './ui-for-tests.ts';

function task(id: string, more: ListedTask = {}): ListedTask {
  return {
    id,
    title: `Task ${id}`,
    status: 'ready',
    state: 'claimable',
    status_from: 'spec',
    priority: 100,
    labels: [],
    depends_on: [],
    unmet_dependencies: 0,
    claimed_by: null,
    expires_at: null,
    ...more,
  };
}

function result(tasks: readonly ListedTask[], more: Partial<ListResult> = {}): ListResult {
  return { tasks, count: tasks.length, total: tasks.length, next_cursor: null, ...more };
}

const HELD = task('T10', {
  state: 'claimed',
  claimed_by: 'ai:worker-1',
  expires_at: '2026-03-01T12:14:30.000Z',
  labels: ['api'],
});

describe('displayList', () => {
  test('columns that would be empty are left out', () => {
    expect(plain(displayList(result([task('T1'), task('T2')]), PIPE)).split('\n')[0]).toBe(
      'ID  STATE      PRIO  TITLE',
    );
  });

  test('the holder and the end of the lease stand beside what is held', () => {
    expect(plain(displayList(result([task('T1'), HELD]), PIPE)).split('\n')).toEqual([
      'ID   STATE      PRIO  TITLE     HOLDER       EXPIRES                   LABELS',
      'T1   claimable   100  Task T1',
      'T10  claimed     100  Task T10  ai:worker-1  2026-03-01T12:14:30.000Z  api',
    ]);
    expect(plain(displayList(result([HELD]), terminal(100)))).toContain('in 14 min');
  });

  test('id, state, title and holder remain on a narrow terminal', () => {
    const [header = ''] = plain(displayList(result([task('T1'), HELD]), terminal(60))).split('\n');
    expect(header.split(/ {2,}/u)).toEqual(expect.arrayContaining(['ID', 'STATE', 'TITLE', 'HOLDER']));
  });

  test('fields that were asked for are the columns, in that order', () => {
    const narrowed = { locks: ['a/**', 'b'], id: 'T1', external_ref: null };
    expect(plain(displayList(result([narrowed]), PIPE)).split('\n')).toEqual([
      'LOCKS    ID  EXTERNAL REF',
      'a/**, b  T1',
    ]);
  });

  test('a list that is cut says how many there are and how to go on', () => {
    const cut = plain(displayList(result([task('T1')], { total: 3, next_cursor: 1 }), PIPE));
    expect(cut.split('\n').at(-1)).toBe('1 of 3 tasks; go on with --offset 1');
  });

  test('an empty list says so', () => {
    expect(plain(displayList(result([]), PIPE))).toBe('No tasks.');
  });
});

test('ids alone are one a line, also when one would break the line', () => {
  expect(plain(displayTaskIds(result([task('T1'), task('odd\nid')]), PIPE))).toBe('T1\nodd\\nid');
});
