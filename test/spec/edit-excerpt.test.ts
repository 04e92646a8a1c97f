import { describe, expect, test } from 'vitest';
import { cutSpec } from '../../src/spec/cut.ts';
import { editExcerpt, type EditedFile } from '../../src/spec/edit-excerpt.ts';
import { applyEdits, type SpecEdit } from '../../src/spec/edit.ts';
import { listIds, outlineSpec, type SpecOutline } from '../../src/spec/outline.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import { SpecWriter } from './support/random-spec.ts';
import { drawFields } from './support/spec-edits.ts';

/** Much longer than what an edit always reads of a file. */
const TASKS = 1500;
/** So small that many edits stand where two pieces meet. */
const GRAIN = 300;

function outlineOf(text: string): SpecOutline {
  const cut = cutSpec(text);
  if (cut === undefined) {
    throw new Error('the drawn spec can be cut');
  }
  return outlineSpec(text, cut, GRAIN);
}

function drawEdits(random: Random, text: string, run: number): SpecEdit[] {
  const { tasks } = parseSpec(text, { file: 'spec.yaml' });
  const set = (): SpecEdit => {
    const { task } = random.pick(tasks);
    return { kind: 'set', id: task.id, fields: drawFields(random, task) };
  };
  const add = (place: 'end' | 'sorted'): SpecEdit => {
    const id = `${random.pick(['A', 'T', 'x'])}${run}new`;
    return { kind: 'add', id, fields: { title: `Drawn ${run}`, labels: ['a'] }, place };
  };
  return random.pick([
    () => [set()],
    () => [set(), set()],
    () => [add('end')],
    () => [add('sorted'), set()],
  ])();
}

const joined = (edited: EditedFile | undefined): string => Buffer.concat(edited?.chunks ?? []).toString();
const idsOf = ({ pieces }: SpecOutline): string[] => pieces.flatMap(listIds);

describe('an edit of a part', () => {
  test('makes the bytes that an edit of the whole makes', { timeout: 300_000 }, () => {
    const random = seededRandom('edit-excerpt');
    // Without an end of the last line no edit is one of a part.
    let text = `${new SpecWriter(random).write(TASKS).text.trimEnd()}\n`;
    let outline = outlineOf(text);
    let plain = 0;
    const runs = scaled(60, 12);
    for (let run = 0; run < runs; run += 1) {
      const edits = drawEdits(random, text, run);
      const whole = applyEdits(text, edits);
      const part = editExcerpt(Buffer.from(text), edits, outline);
      if (part !== undefined) {
        plain += 1;
        expect(joined(part)).toBe(whole.text);
        expect(part.tasks).toEqual(whole.tasks);
      }
      text = whole.text;
      expect(idsOf(part?.outline ?? outlineOf(text))).toEqual(cutSpec(text)?.blocks.map(({ id }) => id));
      outline = part?.outline ?? outlineOf(text);
    }
    expect(plain).toBeGreaterThan(runs / 4);
  });

  test('is none where the outline is of another content, or the last line has no end', () => {
    const text = 'tasks:\n  T1:\n    title: x\n';
    const edits: SpecEdit[] = [{ kind: 'set', id: 'T1', fields: { title: 'other' } }];
    const outline = outlineOf(text);
    expect(joined(editExcerpt(Buffer.from(text), edits, outline))).toBe(text.replace('x', 'other'));
    expect(editExcerpt(Buffer.from(`${text}\n`), edits, outline)).toBeUndefined();
    const open = text.trimEnd();
    expect(editExcerpt(Buffer.from(open), edits, outlineOf(open))).toBeUndefined();
  });
});
