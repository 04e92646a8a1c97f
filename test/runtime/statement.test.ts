import { describe, expect, test } from 'vitest';
import { statement } from '../../src/runtime/statement.ts';

const one = statement<{ taskId: string; wallMs: number }>('test.one')((db, param) =>
  db
    .selectFrom('lease')
    .select('holder')
    .where('granted_at', '>', param('wallMs'))
    .where('task_id', '=', param('taskId'))
    .limit(3),
);

describe('a statement', () => {
  test('is text with its values in the order of the text', () => {
    expect(one.sql).toBe('select "holder" from "lease" where "granted_at" > ? and "task_id" = ? limit ?');
    expect(one.bind({ taskId: 'T1', wallMs: 5 })).toEqual([5, 'T1', 3]);
  });

  test('has a name of its own', () => {
    expect(() => statement('test.one')((db) => db.selectFrom('lease').selectAll())).toThrow('test.one');
  });

  test('does not run with a value that is missing', () => {
    expect(() => one.bind({ taskId: 'T1' } as { taskId: string; wallMs: number })).toThrow('wallMs');
  });
});
