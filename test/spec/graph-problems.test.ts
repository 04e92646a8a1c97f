import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/spec/parse.ts';

const MANY = 20_000;

/** Tasks by id, each with its fields in flow style. */
function parse(tasks: Readonly<Record<string, string>>) {
  const lines = Object.entries(tasks).map(([id, fields]) => `  ${id}: {title: x, ${fields}}`);
  return parseSpec(['tasks:', ...lines, ''].join('\n'), { file: 'spec.yaml' }).problems;
}

function brief(tasks: Readonly<Record<string, string>>) {
  return parse(tasks).map(({ code, task_id, field }) => `${code} ${task_id} ${field}`);
}

describe('the graph of a spec', () => {
  test('misses tasks that nobody defined, and suggests those with a similar id', () => {
    const [problem] = parse({ 'AUTH-1': '', 'T-2': 'depends_on: [AUTH-1, AUHT-1]' });
    expect(problem).toMatchObject({ code: 'DEPENDENCY_MISSING', line: 3, field: 'depends_on[1]' });
    expect(problem?.hint).toContain('AUTH-1');
  });

  test('knows the new id of a task that was renamed', () => {
    const [problem] = parse({ NEW: 'renamed_from: OLD', B: 'depends_on: [OLD]' });
    expect(problem).toMatchObject({ code: 'DEPENDENCY_MISSING', hint: expect.stringContaining('NEW') });
  });

  test('prints each cycle as a path, and a task that depends on itself as that', () => {
    const problems = parse({
      A: 'depends_on: [B]',
      B: 'depends_on: [C, B]',
      C: 'depends_on: [A]',
      D: 'depends_on: [E]',
      E: 'depends_on: [D]',
    });
    expect(problems.map(({ code, path }) => [code, path?.join('')])).toEqual([
      ['DEPENDENCY_CYCLE', 'ABCA'],
      ['DEPENDENCY_SELF', undefined],
      ['DEPENDENCY_CYCLE', 'DED'],
    ]);
    expect(problems[0]?.message).toContain('A → B → C → A');
  });

  test('prints a cycle of many tasks', { timeout: 60_000 }, () => {
    const tasks = Array.from(
      { length: MANY },
      (_, index) => `  T${index}:\n    title: x\n    depends_on: [T${(index + 1) % MANY}]`,
    );
    const { problems } = parseSpec(['tasks:', ...tasks].join('\n'), { file: 'spec.yaml' });
    expect(problems.map(({ code, path }) => [code, path?.length])).toEqual([['DEPENDENCY_CYCLE', MANY + 1]]);
  });

  test('answers in time when every dependency of a large spec is missing', { timeout: 60_000 }, () => {
    const tasks = Array.from(
      { length: MANY / 2 },
      (_, index) => `  T${index}:\n    title: x\n    depends_on: [U${index}]`,
    );
    const { problems } = parseSpec(['tasks:', ...tasks].join('\n'), { file: 'spec.yaml' });
    expect(problems).toHaveLength(MANY / 2);
  });

  test('warns of a dependency on what is cancelled or deleted, unless nothing waits for it', () => {
    expect(
      brief({
        GONE: 'status: deleted',
        OFF: 'status: cancelled, cancelled_at: 2026-01-01',
        A: 'depends_on: [GONE, OFF]',
        B: 'depends_on: [GONE], status: verified, verified_at: 2026-01-01',
      }),
    ).toEqual(['DEPENDENCY_WITHDRAWN A depends_on[0]', 'DEPENDENCY_WITHDRAWN A depends_on[1]']);
  });
});

describe('the warnings about one task', () => {
  test.each(['done', 'verified', 'cancelled', 'blocked'])(
    'name a task that is %s without its date',
    (status) => {
      expect(brief({ A: `status: ${status}` })).toEqual(['STATUS_UNDATED A status']);
    },
  );

  test.each(['todo', 'ready', 'deleted'])('ask for no date of a task that is %s', (status) => {
    expect(brief({ A: `status: ${status}` })).toEqual([]);
  });

  test.each([
    ['ready', 'completed_at: 2026-01-01'],
    ['todo', 'verified_at: 2026-01-01'],
    ['ready', 'cancelled_at: 2026-01-02T00:00:00Z, reopened_at: 2026-01-01'],
    ['ready', 'blocked_at: 2026-01-01T00:00:00.002Z, reopened_at: 2026-01-01T00:00:00.001Z'],
  ])('name a task that is %s beside a later date (%s)', (status, dates) => {
    expect(brief({ A: `status: ${status}, ${dates}` })).toEqual(['STATUS_BESIDE_LATER_DATE A status']);
  });

  test('say nothing of an outcome before the last reopening', () => {
    const dates = 'completed_at: 2026-01-01, verified_at: 2026-01-02, reopened_at: 2026-01-02';
    expect(brief({ A: `status: ready, ${dates}` })).toEqual([]);
  });

  test('name a lock outside of the workspace', () => {
    expect(brief({ A: 'locks: [src/**, /etc/passwd, "../x"]' })).toEqual([
      'LOCK_OUTSIDE A locks[1]',
      'LOCK_OUTSIDE A locks[2]',
    ]);
  });

  test('stop nothing', () => {
    const problems = parse({ A: 'status: done, locks: [/x]' });
    expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
  });
});
