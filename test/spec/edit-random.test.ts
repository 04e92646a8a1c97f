import { describe, expect, test } from 'vitest';
import type { SpecTask } from '../../src/model/task.ts';
import { applyEdits } from '../../src/spec/edit.ts';
import { parseSpec, type ParsedTask } from '../../src/spec/parse.ts';
import { randomFrom, seededRandom, type Random } from '../support/random.ts';
import { scaled, TEST_SCALE } from '../support/scaled.ts';
import { SpecWriter } from './support/random-spec.ts';
import { drawFields } from './support/spec-edits.ts';

/** Reads the tasks of texts that are mostly the same: a block that was read before is not read again. */
class TaskReader {
  readonly #known = new Map<string, SpecTask>();
  #last: { readonly text: string; readonly tasks: readonly ParsedTask[] } | undefined;

  read(text: string): readonly ParsedTask[] {
    if (this.#last?.text === text) {
      return this.#last.tasks;
    }
    const { tasks, problems } = parseSpec(text, {
      file: 'spec.yaml',
      known: (hash) => this.#known.get(hash),
    });
    expect(
      problems.filter(({ severity }) => severity === 'error'),
      text,
    ).toEqual([]);
    for (const { hash, task } of tasks) {
      this.#known.set(hash, task);
    }
    this.#last = { text, tasks };
    return tasks;
  }
}

/** Comments on lines of their own, and all comments; each has another number. */
const ownLineComments = (text: string): string[] =>
  [...text.matchAll(/^ *(# c\d+;)/gmu)].map(([, comment = '']) => comment);
const countComments = (text: string): number => text.match(/# c\d+;/gu)?.length ?? 0;

function expectFields(task: SpecTask | undefined, fields: Partial<SpecTask>): void {
  for (const [key, value] of Object.entries(fields)) {
    expect(task?.[key as keyof SpecTask], key).toEqual(value);
  }
}

/** Draws an edit of one task, applies it, and holds the new text against the old one. */
function editOne(text: string, random: Random, reader = new TaskReader()): string {
  const before = reader.read(text);
  const target = random.pick(before);
  const { id } = target.task;
  const fields = drawFields(random, target.task);
  const edited = applyEdits(text, [{ kind: 'set', id, fields }]).text;
  const after = reader.read(edited);
  const found = after.find(({ task }) => task.id === id);
  expectFields(found?.task, fields);
  expect([edited.slice(0, found?.start), edited.slice(found?.end)]).toEqual([
    text.slice(0, target.start),
    text.slice(target.end),
  ]);
  const others = (tasks: readonly ParsedTask[]): unknown =>
    tasks.filter(({ task }) => task.id !== id).map(({ task }) => task);
  expect(others(after)).toEqual(others(before));
  expect(ownLineComments(text).filter((comment) => !edited.includes(comment))).toEqual([]);
  return edited;
}

describe('a drawn edit', () => {
  test(
    'of a drawn spec changes its task alone, reads back as meant, and keeps every comment line',
    { timeout: 60_000 * TEST_SCALE },
    () => {
      const seeds = seededRandom('edit-random');
      for (let run = 0; run < scaled(4000); run += 1) {
        const seed = seeds.below(2 ** 31);
        const random = randomFrom(seed);
        const { text } = new SpecWriter(random).write(1 + random.below(5));
        try {
          editOne(text, random);
        } catch (error) {
          throw new Error(`seed ${seed}\n${text}`, { cause: error });
        }
      }
    },
  );

  test('follows another, 200 times, in a spec with 1,000 comments', { timeout: 60_000 }, () => {
    const random = seededRandom('edit-in-a-row');
    const reader = new TaskReader();
    let { text } = new SpecWriter(random, { commentEvery: 1 }).write(100);
    const comments = ownLineComments(text);
    expect(countComments(text)).toBeGreaterThan(1000);
    for (let run = 0; run < 200; run += 1) {
      text = editOne(text, random, reader);
    }
    expect(comments.filter((comment) => !text.includes(comment))).toEqual([]);
  });
});
