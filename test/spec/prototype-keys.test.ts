import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTask } from '../../src/operations/task/create.ts';
import { loadConfig } from '../../src/spec/config.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { emptyTask } from '../../src/model/task.ts';
import { extraOf } from '../../src/cli/extra-flag.ts';
import { openNewWorkspace } from '../support/opened-workspace.ts';
import { scaled } from '../support/scaled.ts';
import { configFile } from './support/config-file.ts';

const RUNS = { numRuns: scaled(300) };

/** Names that lead to a prototype, and those that everything inherits. */
const TRAPS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
];
const key = fc.constantFrom(...TRAPS, 'polluted', 'x-a');

/** Written as text: an object literal with such a key would itself have another prototype. */
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('1', 'true', 'null', '"polluted"', '[]', '{}'),
    fc.array(tie('json'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
    fc
      .uniqueArray(fc.tuple(key, tie('json')), { maxLength: 4, selector: ([name]) => name })
      .map((entries) => `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`),
  ),
}));

const PROTOTYPES = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
const before = PROTOTYPES.map((each) => Object.getOwnPropertyNames(each).join());

function expectUnpolluted(): void {
  expect(PROTOTYPES.map((each) => Object.getOwnPropertyNames(each).join())).toEqual(before);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}

/** Nothing in a value inherits what somebody wrote. */
function expectOwn(value: unknown): void {
  if (typeof value === 'object' && value !== null) {
    expect([Object.prototype, Array.prototype, null]).toContain(Object.getPrototypeOf(value));
    Object.values(value).forEach(expectOwn);
  }
}

function isMap(text: string): boolean {
  return text.startsWith('{');
}

test('data of a spec keeps such keys as keys, and nothing inherits them', () => {
  fc.assert(
    fc.property(json, json.filter(isMap), fc.constantFrom(...TRAPS), (data, conventions, id) => {
      const text = [
        `project: {name: x, conventions: ${conventions}}`,
        'tasks:',
        `  ${JSON.stringify(id)}: {title: x, x-data: ${data}}`,
        `  B: {title: y, depends_on: [${JSON.stringify(id)}]}`,
        '',
      ].join('\n');
      const { tasks, project, problems } = parseSpec(text, { file: 'spec.yaml' });
      expect(problems).toEqual([]);
      expect(tasks.map(({ task }) => task.id)).toEqual([id, 'B']);
      expect(JSON.parse(JSON.stringify(tasks[0]?.task.extra))).toEqual({
        'x-data': JSON.parse(data) as unknown,
      });
      expect(JSON.parse(JSON.stringify(project.conventions))).toEqual(JSON.parse(conventions));
      expectOwn(project);
      tasks.forEach(({ task }) => expectOwn(task));
      expect(Object.keys(tasks[1]?.task ?? {})).toEqual(Object.keys(emptyTask('B', 'y')));
      expectUnpolluted();
    }),
    RUNS,
  );
});

test('such keys anywhere in a spec are a problem or data, and set no field of a task', () => {
  fc.assert(
    fc.property(json, fc.constantFrom(...TRAPS), (value, trap) => {
      for (const text of [
        `{${JSON.stringify(trap)}: ${value}, tasks: {}}`,
        `tasks: ${value}`,
        `tasks: {A: {title: x, ${JSON.stringify(trap)}: ${value}}}`,
        `tasks: {A: {title: x, prd: {source: y, ${JSON.stringify(trap)}: ${value}}}}`,
        `tasks: {A: ${value}}`,
        `project: ${value}`,
      ]) {
        const { tasks, project } = parseSpec(text, { file: 'spec.yaml' });
        expectOwn(project);
        tasks.forEach(({ task }) => expectOwn(task));
        expectUnpolluted();
      }
    }),
    RUNS,
  );
});

test('such keys in the settings set nothing', async () => {
  const { config: defaults } = await loadConfig(configFile());
  await fc.assert(
    fc.asyncProperty(json, fc.constantFrom(...TRAPS), async (value, trap) => {
      for (const text of [
        `${JSON.stringify(trap)}: ${value}`,
        `ids: {${JSON.stringify(trap)}: ${value}}`,
        `ids: ${value}`,
      ]) {
        const loaded = await loadConfig(configFile(text)).catch((error: unknown) => error);
        if (loaded instanceof Error) {
          expect(loaded).toMatchObject({ code: 'CONFIG_INVALID' });
        } else {
          expect(loaded).toMatchObject({ config: defaults });
        }
        expectUnpolluted();
      }
    }),
    { numRuns: scaled(100) },
  );
});

test('JSON of an argument is stored as it was given', async () => {
  const opened = await openNewWorkspace({});
  let count = 0;
  await fc.assert(
    fc.asyncProperty(json, fc.constantFrom('x-__proto__', 'x-a', 'x-constructor'), async (text, name) => {
      count += 1;
      const extra = extraOf({ set: [{ key: name, value: JSON.parse(text) as unknown }] });
      const id = `N${count}`;
      const { data } = await createTask(opened.as('ai:one'), {
        id,
        title: 'x',
        fields: { extra },
        status: 'ready',
      });
      expectOwn(data);
      const { tasks } = parseSpec(opened.readSpec(), { file: 'spec.yaml' });
      const stored = tasks.find(({ task }) => task.id === id)?.task.extra;
      expect(JSON.parse(JSON.stringify(stored))).toEqual(JSON.parse(JSON.stringify(extra)));
      expectUnpolluted();
    }),
    { numRuns: scaled(40) },
  );
});
