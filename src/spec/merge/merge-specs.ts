import { listSides, mapSides, soleSide, type SideName, type Sides } from '../../model/merge-sides.ts';
import { mergeJson } from '../../model/merge-value.ts';
import type { ItemHunk } from '../../model/merge-items.ts';
import { isSameValue } from '../../model/same-value.ts';
import type { SpecTask } from '../../model/task.ts';
import { findConflictMarkers } from '../conflict-markers.ts';
import { parseSpec } from '../parse.ts';
import type { SpecErrorCode } from '../problem.ts';
import { mergeRootText, readValues } from './merge-root.ts';
import { diffItems, MERGE_TOOLS, mergeLines, mergeText, splitLines } from './merge-lines.ts';
import { hasOtherIndent, mergeTasks, type MergedTasks } from './merge-tasks.ts';
import { mergeWhole } from './merge-whole.ts';
import {
  hasConflict,
  renderMarked,
  renderSide,
  type Labels,
  type MergeConflict,
  type Piece,
  type PlacedConflict,
} from './pieces.ts';
import { renameSides, type RenumberedTask } from './rename-sides.ts';
import { closeTasks, readSide, type ReadSide, type SpecSide } from './spec-side.ts';
import { formOf, isMixed, mergeForms, toForm, toPlain } from './text-form.ts';

/** How a result came about: nothing to merge, task by task, as one text that was edited, or by lines alone. */
export type MergeWay = 'unchanged' | 'ours' | 'theirs' | 'tasks' | 'whole' | 'lines';

export interface SpecMerge {
  readonly text: string;
  readonly way: MergeWay;
  readonly conflicts: readonly PlacedConflict[];
  readonly renumbered: readonly RenumberedTask[];
}

export interface MergeOptions extends Labels {
  /** Named in problems. */
  readonly file: string;
}

/** What a side that is taken whole can leave wrong: a dependency may be where the other one is. */
const OF_GRAPH: ReadonlySet<SpecErrorCode> = new Set([
  'DEPENDENCY_MISSING',
  'DEPENDENCY_CYCLE',
  'DEPENDENCY_SELF',
]);

interface Merging {
  readonly pieces: readonly Piece[];
  readonly way: MergeWay;
}

function errorsOf(text: string): readonly string[] {
  const { problems } = parseSpec(text, { file: 'spec.yaml' });
  return problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

/** Whether a merged text says what is meant: these tasks, and beside them what is merged of both sides. */
function saysAll(text: string, tasks: ReadonlyMap<string, SpecTask>, sides: Sides<SpecSide>): boolean {
  const parsed = parseSpec(text, { file: 'spec.yaml' });
  const root = mergeJson(
    mapSides(sides, ({ header, footer }) => ({ ...readValues(header), ...readValues(footer) })),
    MERGE_TOOLS,
  );
  const { tasks: _, ...found } = readValues(text) ?? {};
  const { tasks: __, ...expected } = root.value as Readonly<Record<string, unknown>>;
  return (
    parsed.problems.every(({ severity }) => severity !== 'error') &&
    parsed.tasks.length === tasks.size &&
    parsed.tasks.every(({ task }) => isSameValue(task, tasks.get(task.id))) &&
    isSameValue(found, expected)
  );
}

/** Whichever side a person takes in every conflict, it has to be a spec again, but for its graph. */
function isDecidable(pieces: readonly Piece[]): boolean {
  return (['ours', 'theirs'] as const).every((side) =>
    errorsOf(renderSide(pieces, side)).every((code) => OF_GRAPH.has(code as SpecErrorCode)),
  );
}

/** Task by task; `undefined` where the result cannot be shown to say what is meant. */
function mergeCut(sides: Sides<SpecSide>): Piece[] | undefined {
  if (hasOtherIndent(sides)) {
    return undefined;
  }
  const header = mergeRootText(mapSides(sides, (side) => side.header));
  const merged: MergedTasks = mergeTasks(sides);
  const footer = mergeRootText(mapSides(sides, (side) => side.footer));
  const pieces = [...header, ...merged.pieces, ...footer];
  if (hasConflict(pieces)) {
    return isDecidable(pieces) ? pieces : undefined;
  }
  const whole = renderSide(pieces, 'ours');
  const text = merged.tasks.size === 0 ? closeTasks(whole) : whole;
  return saysAll(text, merged.tasks, sides) ? [text] : undefined;
}

/** As Git would: for what no rule of ours can take apart. What Git would take for merged is not, where it is no valid spec. */
function mergeByLines(texts: Sides<string>, about: MergeConflict): Piece[] {
  const pieces = mergeLines(mapSides(texts, splitLines)).map((region): Piece =>
    region.kind === 'merged'
      ? region.lines.join('')
      : { ...mapSides<readonly string[], string>(region, (lines) => lines.join('')), about },
  );
  return hasConflict(pieces) ? pieces : [{ ...texts, about }];
}

const UNCLEAR: MergeConflict = {
  kind: 'lines',
  task_id: null,
  field: null,
  message: 'both sides changed it, and it could only be compared line by line',
};

function isCut(read: ReadSide): read is Extract<ReadSide, { kind: 'cut' }> {
  return read.kind === 'cut';
}

function mergeValid(texts: Sides<string>, reads: Sides<Exclude<ReadSide, { kind: 'invalid' }>>): Merging {
  const { base, ours, theirs } = reads;
  const allCut = isCut(base) && isCut(ours) && isCut(theirs);
  const cut = allCut ? mergeCut({ base: base.side, ours: ours.side, theirs: theirs.side }) : undefined;
  if (cut !== undefined) {
    return { pieces: cut, way: 'tasks' };
  }
  const whole = mergeWhole({ texts, parsed: mapSides(reads, ({ parsed }) => parsed) });
  return whole === undefined
    ? { pieces: mergeByLines(texts, UNCLEAR), way: 'lines' }
    : { pieces: [whole], way: 'whole' };
}

function invalidConflict(reads: Sides<ReadSide>): MergeConflict | undefined {
  const names = (['base', 'ours', 'theirs'] as const).filter((side) => reads[side].kind === 'invalid');
  const message = `${names.join(' and ')} ${names.length === 1 ? 'is no valid spec' : 'are no valid specs'}, so that it was merged by lines`;
  return names.length === 0 ? undefined : { kind: 'invalid', task_id: null, field: null, message };
}

/** From the first to the last difference. */
function joined(hunks: readonly ItemHunk[], to: readonly string[]): ItemHunk[] {
  const [first, last] = [hunks[0], hunks.at(-1)];
  if (first === undefined || last === undefined) {
    return [];
  }
  const length = last.start + last.length - first.start;
  const grown = hunks.reduce((sum, hunk) => sum + hunk.content.length - hunk.length, 0);
  return [{ start: first.start, length, content: to.slice(first.start, first.start + length + grown) }];
}

/** A text beside another that it was made of, with markers around what is not in that one. */
function marked(
  text: string,
  valid: string,
  { side, about }: { side: SideName; about: MergeConflict },
): Piece[] {
  const [from, to] = [splitLines(valid), splitLines(text)];
  const hunks = diffItems(from, to);
  const pieces: Piece[] = [];
  let at = 0;
  // Markers inside of markers: all of them in one piece, lest one be taken for the end of another.
  for (const { start, length, content } of findConflictMarkers(text).length === 0
    ? hunks
    : joined(hunks, to)) {
    const [before, after] = [from.slice(start, start + length).join(''), content.join('')];
    const sides = side === 'ours' ? { ours: after, theirs: before } : { ours: before, theirs: after };
    pieces.push(from.slice(at, start).join(''), { ...sides, base: before, about });
    at = start + length;
  }
  return [...pieces, from.slice(at).join('')];
}

/**
 * A side that is no valid spec is merged as any text is. Where no line is touched by both, what that side changed is put
 * between markers, so that nobody takes it for merged; unless the result is valid after all.
 */
function mergeInvalid(texts: Sides<string>, reads: Sides<ReadSide>, about: MergeConflict): Merging {
  const merged = mergeText(texts);
  const [side, ...others] = (['ours', 'theirs'] as const).filter((each) => reads[each].kind === 'invalid');
  if (merged === undefined || side === undefined || others.length > 0) {
    const isValid = merged !== undefined && errorsOf(merged).length === 0;
    return { pieces: isValid ? [merged] : mergeByLines(texts, about), way: 'lines' };
  }
  const valid = texts[side === 'ours' ? 'theirs' : 'ours'];
  const isValid = errorsOf(merged).length === 0;
  return { pieces: isValid ? [merged] : marked(merged, valid, { side, about }), way: 'lines' };
}

function mergePlain(texts: Sides<string>, file: string): Merging & Pick<SpecMerge, 'renumbered'> {
  const reads = mapSides(texts, (text) => readSide(text, file));
  const { base, ours, theirs } = reads;
  const about = invalidConflict(reads);
  if (
    about !== undefined ||
    base.kind === 'invalid' ||
    ours.kind === 'invalid' ||
    theirs.kind === 'invalid'
  ) {
    return { ...mergeInvalid(texts, reads, about ?? UNCLEAR), renumbered: [] };
  }
  const valid = { base, ours, theirs };
  const { texts: renamed, renumbered } = renameSides(
    texts,
    mapSides(valid, ({ parsed }) => parsed),
  );
  if (renumbered.length === 0 && renamed.base === texts.base) {
    return { ...mergeValid(texts, valid), renumbered };
  }
  const read = (text: string): Exclude<ReadSide, { kind: 'invalid' }> => {
    const again = readSide(text, file);
    return again.kind === 'invalid' ? { kind: 'whole', parsed: parseSpec(text, { file }) } : again;
  };
  return { ...mergeValid(renamed, mapSides(renamed, read)), renumbered };
}

/** A text in block style at the end may mean something else without the last line break. */
function meansSame(text: string, opened: string): boolean {
  const tasksOf = (each: string): unknown =>
    parseSpec(each, { file: 'spec.yaml' }).tasks.map(({ task }) => task);
  return text === opened || isSameValue(tasksOf(text), tasksOf(opened));
}

/**
 * Merges what two sides made of one spec: by task and by field, with every other byte as the side has it that wrote it.
 * What contradicts each other is left between Git's markers, as few lines as can be. Pure: the same texts give the same
 * result, and the sides exchanged give the same but for what is between markers.
 */
export function mergeSpecs(texts: Sides<string>, options: MergeOptions): SpecMerge {
  const side: SideName | undefined = soleSide(texts, (a, b) => a === b);
  if (side !== undefined) {
    const way = texts.ours === texts.theirs ? 'unchanged' : side;
    return { text: texts[side], way, conflicts: [], renumbered: [] };
  }
  const foldsLines = !listSides(texts).some(isMixed);
  const form = mergeForms(mapSides(texts, formOf));
  const plain = mapSides(texts, (text) => toPlain(text, foldsLines));
  const { pieces, way, renumbered } = mergePlain(plain, options.file);
  const { text, conflicts } = renderMarked(pieces, options);
  const isOpen =
    conflicts.length === 0 && meansSame(text, toForm(text, { ...form, hasMark: false, isCrlf: false }, true));
  const formed = toForm(text, { ...form, isClosed: form.isClosed || !isOpen }, foldsLines);
  return { text: formed, way, conflicts, renumbered };
}
