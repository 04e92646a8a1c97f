import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LodestarError } from '../../src/errors.ts';
import type { SpecTask } from '../../src/model/task.ts';
import { applyEdits, type SpecEdit } from '../../src/spec/edit.ts';
import { parseSpec, type ParsedTask } from '../../src/spec/parse.ts';
import { isSameValue } from '../../src/model/same-value.ts';
import { scaled, TEST_SCALE } from '../support/scaled.ts';
import { changedLines } from './support/changed-lines.ts';
import { needsPyYaml, readWithPyYaml } from './support/read-with-pyyaml.ts';
import { STYLES } from './support/styles.ts';

type Fields = Extract<SpecEdit, { kind: 'set' }>['fields'];

const DATE = '2026-11-21T02:53:57.712Z';

const tasksOf = (text: string): ReadonlyMap<string, ParsedTask> => {
  const { tasks, problems } = parseSpec(text, { file: 'spec.yaml' });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return new Map(tasks.map((each) => [each.task.id, each]));
};
const set = (text: string, fields: Fields, id = 'T1'): string =>
  applyEdits(text, [{ kind: 'set', id, fields }]).text;

function requireTask(text: string, id: string): ParsedTask {
  const found = tasksOf(text).get(id);
  if (found === undefined) {
    throw new Error(`no ${id} in ${text}`);
  }
  return found;
}

/** Everything but one task: the text around it, and what the other tasks mean. */
function restOf(text: string, id: string): unknown {
  const { start, end } = requireTask(text, id);
  const others = [...tasksOf(text).values()].filter(({ task }) => task.id !== id);
  return [text.slice(0, start), text.slice(end), others.map(({ task }) => task)];
}

const EDITS: readonly { readonly name: string; readonly fields: (task: SpecTask) => Fields }[] = [
  { name: 'the status', fields: () => ({ status: 'cancelled' }) },
  { name: 'a title that needs quotes', fields: () => ({ title: 'no: really' }) },
  {
    name: 'an outcome',
    fields: () => ({ status: 'verified', verified_by: 'human:ada', verified_at: DATE, status_reason: null }),
  },
  { name: 'one more label', fields: ({ labels }) => ({ labels: [...labels, 'on'] }) },
  { name: 'one label less', fields: ({ labels }) => ({ labels: labels.slice(1) }) },
  {
    name: 'other labels',
    fields: ({ labels }) => ({ labels: [...labels.slice(1), 'x', ...labels.slice(0, 1)] }),
  },
  { name: 'no labels', fields: () => ({ labels: [] }) },
  { name: 'a first lock', fields: () => ({ locks: ['src/**', '*.md'] }) },
  { name: 'a text of several lines', fields: () => ({ description: 'one\n\n  two # x\nthree: y\n' }) },
  { name: 'a priority', fields: () => ({ priority: 42 }) },
  {
    name: 'a PRD',
    fields: () => ({
      prd: {
        source: 'PRD.md',
        refs: [{ anchor: '#a', lines: [1, 2], hash: 'sha256:0a' }],
        excerpt: 'x\ny',
        prd_hash: 'sha256:0b',
      },
    }),
  },
  { name: 'keys of its own', fields: () => ({ extra: { 'x-a': { b: [1, 'yes', null] }, 'x-t': 'a\nb\n' } }) },
];

describe.each(STYLES)('in the style of $name', ({ text }) => {
  test.each(EDITS)(
    '$name of a task: nothing else changes, and the way back leads to the same tasks',
    ({ fields }) => {
      const { task } = requireTask(text, 'T1');
      const given = fields(task);
      const edited = set(text, given);
      expect(restOf(edited, 'T1')).toEqual(restOf(text, 'T1'));
      const expected = { ...task, ...Object.fromEntries(Object.entries(given)) };
      expect(requireTask(edited, 'T1').task).toEqual(expected);
      expect(set(edited, given)).toBe(edited);
      const before = Object.fromEntries(
        Object.keys(given).map((key) => [key, task[key as keyof SpecTask]]),
      ) as Fields;
      expect(requireTask(set(edited, before), 'T1').task).toEqual(task);
    },
  );

  test('a status that is there changes within its own line', () => {
    const statused = set(text, { status: 'cancelled' });
    const { removed, added } = changedLines(statused, set(statused, { status: 'blocked' }));
    expect(added.map((line) => line.replace('blocked', 'cancelled'))).toEqual(removed);
    expect(added).toHaveLength(1);
  });

  test('a new task leaves every other one as it is, and a second one follows it', () => {
    const add = (id: string, place: 'end' | 'sorted'): SpecEdit => ({
      kind: 'add',
      id,
      fields: { title: id, status: 'ready' },
      place,
    });
    const once = applyEdits(text, [add('T9', 'end')]).text;
    const twice = applyEdits(once, [add('T1x', 'sorted')]).text;
    const before = [...tasksOf(text).values()].map(({ task }) => task);
    const after = [...tasksOf(twice).values()].map(({ task }) => task);
    expect(after.filter(({ id }) => id !== 'T9' && id !== 'T1x')).toEqual(before);
    const ids = after.map(({ id }) => id);
    expect([ids.at(-1), ids[ids.indexOf('T1x') - 1]]).toEqual(['T9', 'T1']);
    expect(changedLines(text, once).removed.length).toBeLessThanOrEqual(1);
  });
});

test('every edit in every style reads the same to a reader of YAML 1.1', (context) => {
  needsPyYaml(context);
  // PyYAML refuses tabs where YAML 1.2 allows them, and words such as `yes` that were there before are no text to it.
  const readable = STYLES.filter(({ text }) => !/\t|\[yes/u.test(text));
  const cases = readable.flatMap(({ text }) =>
    EDITS.map(({ fields }) => ({ text, fields: fields(requireTask(text, 'T1').task) })),
  );
  const read = readWithPyYaml(cases.map(({ text, fields }) => set(text, fields))) as {
    tasks: Record<string, object>;
  }[];
  cases.forEach(({ fields }, index) => {
    const { extra, ...rest } = fields as Partial<SpecTask>;
    const shown = Object.entries({ ...rest, ...extra }).filter(
      ([, value]) => value !== null && !isSameValue(value, []),
    );
    expect(read[index]?.tasks.T1).toMatchObject(Object.fromEntries(shown));
  });
});

describe('any value', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '\n', '#', ':', '-', "'", '"', '\\', '\t', '[', ',', '1'),
      maxLength: 16,
    }),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const json = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });
  const fields = fc.record(
    {
      title: text,
      description: text,
      status_reason: fc.option(text),
      external_ref: fc.option(text),
      labels: fc.uniqueArray(text, { maxLength: 4 }),
      acceptance_criteria: fc.array(text, { maxLength: 4 }),
      priority: fc.integer({ min: -1000, max: 1000 }),
      status: fc.constantFrom('todo', 'ready', 'blocked', 'verified'),
      completed_at: fc.constantFrom(DATE, null),
      extra: fc.dictionary(
        text.map((key) => `x-${key}`),
        json,
        { maxKeys: 2 },
      ),
    },
    { requiredKeys: [] },
  );

  test('reads back as meant, or is refused as invalid', { timeout: 60_000 * TEST_SCALE }, () => {
    const sequence = fc.tuple(fc.constantFrom(...STYLES), fc.array(fields, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(sequence, ([style, edits]) => {
        let current = style.text;
        for (const given of edits) {
          let edited: string;
          try {
            edited = set(current, given);
          } catch (error) {
            expect(error instanceof LodestarError ? error.code : error).toBe('INPUT_INVALID');
            continue;
          }
          const meant = Object.entries(given).map(([key, value]) => [key, value ?? null]);
          expect({ ...requireTask(edited, 'T1').task }).toMatchObject(
            Object.fromEntries(meant.filter(([key]) => key !== 'extra')) as object,
          );
          expect(restOf(edited, 'T1')).toEqual(restOf(current, 'T1'));
          current = edited;
        }
      }),
      { numRuns: scaled(2000) },
    );
  });
});
