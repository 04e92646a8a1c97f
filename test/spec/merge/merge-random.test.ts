import { expect, it } from 'vitest';
import type { Sides } from '../../../src/model/merge-sides.ts';
import { cutSpec } from '../../../src/spec/cut.ts';
import { applyEdits } from '../../../src/spec/edit.ts';
import { parseSpec } from '../../../src/spec/parse.ts';
import { renameTask } from '../../../src/spec/rename-task.ts';
import { seededRandom, type Random } from '../../support/random.ts';
import { scaled } from '../../support/scaled.ts';
import { SpecWriter } from '../support/random-spec.ts';
import { drawFields } from '../support/spec-edits.ts';
import { mergeTexts } from './support/merge-texts.ts';

/** The conflicts with what either side has exchanged: so the merge of the sides exchanged has to look. */
function exchanged(text: string): string {
  return text.replaceAll(
    /(<{7} ours\r?\n)([^]*?)(={7}\r?\n)([^]*?)(>{7} theirs(?:\r?\n|$))/gu,
    (...groups: readonly string[]) => {
      const [, open = '', ours = '', middle = '', theirs = '', close = ''] = groups;
      return open + theirs + middle + ours + close;
    },
  );
}

function errorsOf(text: string): string[] {
  const { problems } = parseSpec(text, { file: 'spec.yaml' });
  return problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

function idsOf(text: string): string[] {
  return parseSpec(text, { file: 'spec.yaml' }).tasks.map(({ task }) => task.id);
}

class Author {
  readonly #random: Random;
  readonly #name: string;
  #count = 0;

  constructor(random: Random, name: string) {
    this.#random = random;
    this.#name = name;
  }

  /** One change that a person or a command makes; the text as it was where it would not be a spec any more. */
  change(text: string): string {
    const kinds = [
      this.#edit,
      this.#edit,
      this.#edit,
      this.#add,
      this.#remove,
      this.#comment,
      this.#depend,
      this.#rename,
    ];
    try {
      const changed = this.#random.pick(kinds).call(this, text);
      return errorsOf(changed).length === 0 ? changed : text;
    } catch {
      return text;
    }
  }

  #edit(text: string): string {
    const { tasks } = parseSpec(text, { file: 'spec.yaml' });
    const { task } = this.#random.pick(tasks);
    return applyEdits(text, [{ kind: 'set', id: task.id, fields: drawFields(this.#random, task) }]).text;
  }

  #depend(text: string): string {
    const ids = idsOf(text);
    const id = this.#random.pick(ids);
    return applyEdits(text, [{ kind: 'set', id, fields: { depends_on: [this.#random.pick(ids)] } }]).text;
  }

  #add(text: string): string {
    this.#count += 1;
    const day = String(this.#random.below(28) + 1).padStart(2, '0');
    const created = `2026-03-${day}T09:00:00.${this.#name === 'ours' ? '1' : '2'}00Z`;
    const id = `N${String(this.#count)}`;
    const fields = { title: `${this.#name} ${id}`, created_at: created } as const;
    return applyEdits(text, [{ kind: 'add', id, fields, place: this.#random.pick(['end', 'sorted']) }]).text;
  }

  #rename(text: string): string {
    this.#count += 1;
    const to = `${this.#random.pick(['R', 'the ', '1.'])}${this.#name}${String(this.#count)}`;
    return renameTask(text, { from: this.#random.pick(idsOf(text)), to });
  }

  #remove(text: string): string {
    const block = this.#random.pick(cutSpec(text)?.blocks ?? []);
    return text.slice(0, block.start) + text.slice(block.end);
  }

  #comment(text: string): string {
    this.#count += 1;
    const lines = text.split('\n');
    const at = this.#random.below(lines.length);
    const mark = ` # ${this.#name} says ${String(this.#count)}`;
    return lines
      .map((line, index) => (index === at ? line.replace(/\r?$/u, (end) => mark + end) : line))
      .join('\n');
  }
}

function drawSides(random: Random): Sides<string> {
  const base = new SpecWriter(random).write(1 + random.below(6)).text;
  const side = (name: string): string => {
    const author = new Author(random, name);
    return Array.from({ length: 1 + random.below(4) }).reduce((text: string) => author.change(text), base);
  };
  return { base, ours: side('ours'), theirs: side('theirs') };
}

function commentsIn(text: string): Set<string> {
  return new Set(text.match(/# (?:ours|theirs) says \d+/gu) ?? []);
}

it('merges what random authors made of random plans, and loses nothing', () => {
  const random = seededRandom('merges');
  const counts = { clean: 0, conflicts: 0, lines: 0 };
  for (let round = 0; round < scaled(200); round += 1) {
    const sides = drawSides(random);
    const { base, ours, theirs } = sides;
    const merged = mergeTexts(sides);
    const { text, conflicts, renumbered } = merged;
    const tell = JSON.stringify({ ...sides, text });
    counts.clean += conflicts.length === 0 ? 1 : 0;
    counts.conflicts += conflicts.length === 0 ? 0 : 1;
    counts.lines += merged.way === 'lines' ? 1 : 0;
    expect(exchanged(mergeTexts({ base, ours: theirs, theirs: ours }).text), tell).toBe(text);
    expect(mergeTexts({ base, ours, theirs: ours }).text).toBe(ours);
    expect(mergeTexts({ base, ours: base, theirs }).text).toBe(theirs);
    expect(mergeTexts({ base, ours, theirs: base }).text).toBe(ours);
    expect(errorsOf(text).length > 0, tell).toBe(conflicts.length > 0);
    for (const { line } of conflicts) {
      expect(text.split('\n')[(line ?? 0) - 1], tell).toMatch(/^\uFEFF?<{7} ours/u);
    }
    const known = new Set(idsOf(base));
    const moved = new Map(renumbered.map(({ from, to, side }) => [`${side} ${from}`, to]));
    const added = (['ours', 'theirs'] as const).flatMap((side) =>
      idsOf(sides[side])
        .filter((id) => !known.has(id))
        .map((id) => moved.get(`${side} ${id}`) ?? id),
    );
    for (const id of added) {
      expect(text, tell).toContain(id);
    }
    for (const comment of commentsIn(ours + theirs)) {
      expect(text.includes(comment), `${comment}: ${tell}`).toBe(true);
    }
  }
  console.log(`merges: ${JSON.stringify(counts)}`);
});
