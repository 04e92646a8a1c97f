import { OUTCOME_FIELDS } from '../../model/merge-outcome.ts';
import { mergeOrder } from '../../model/merge-order.ts';
import { listSides, mapSides, soleSide, type SideName, type Sides } from '../../model/merge-sides.ts';
import type { MergedTask } from '../../model/merge-task.ts';
import { isSameValue } from '../../model/same-value.ts';
import type { SpecTask } from '../../model/task.ts';
import { applyEdits } from '../edit.ts';
import { readBackBlock } from '../read-back.ts';
import type { EditedFields } from '../spec-edit.ts';
import { compareFields } from '../task-fields.ts';
import { keepsComments } from './keeps-comments.ts';
import { mergeText } from './merge-lines.ts';
import {
  conflictPieces,
  hasConflict,
  mergeTextPieces,
  renderSide,
  type MergeConflict,
  type Piece,
} from './pieces.ts';
import { splitEntry, type EntryTexts } from './split-entries.ts';

/** One task that both sides changed; texts of its block without blank lines at the end, '' where there is none. */
export interface BlockMerge {
  readonly id: string;
  readonly texts: Sides<string>;
  readonly merged: MergedTask;
}

/**
 * Which text is taken of a field that both sides changed: both by lines, or one of the two, to be edited. Which of them is
 * the first does not depend on whose it is.
 */
type Choice = 'lines' | 'first' | 'second';

const CHOICES: readonly Choice[] = ['lines', 'first', 'second'];

const OUTCOME: ReadonlySet<string> = new Set(OUTCOME_FIELDS);

const TASKS = 'tasks:\n';

/** Its fields set, in a block by itself; `undefined` where that cannot be. */
export function editBody(body: string, id: string, fields: EditedFields): string | undefined {
  try {
    return applyEdits(TASKS + body, [{ kind: 'set', id, fields }]).text.slice(TASKS.length);
  } catch {
    return undefined;
  }
}

function taskOf(body: string, id: string): SpecTask | undefined {
  const read = readBackBlock(body, id);
  return read.kind === 'task' ? read.task : undefined;
}

/** The fields in which a text says something else than is meant, with what is meant. */
function fieldsToSet(found: SpecTask, meant: SpecTask): EditedFields {
  const entries = Object.entries(meant).filter(
    ([field, value]) => !isSameValue(found[field as keyof SpecTask], value),
  );
  return Object.fromEntries(entries);
}

function isEqualText(a: string | undefined, b: string | undefined): boolean {
  return a === b;
}

/** The parts of the three blocks; without a base as if it had none of the fields. */
interface SplitSides {
  readonly parts: Sides<EntryTexts>;
  readonly order: readonly string[];
}

function split({ texts }: BlockMerge): SplitSides | undefined {
  const ours = splitEntry(texts.ours);
  const theirs = splitEntry(texts.theirs);
  const base = splitEntry(texts.base) ?? { head: '', entries: new Map<string, string>(), tail: '' };
  if (ours === undefined || theirs === undefined) {
    return undefined;
  }
  const parts = { base, ours, theirs };
  const keys = mapSides<EntryTexts, readonly string[]>(parts, ({ entries }) => [...entries.keys()]);
  return { parts, order: mergeOrder(keys, new Set(listSides(keys).flat()), compareFields) };
}

/** The text of one field; `undefined` where it is to be gone. */
function chooseField(
  key: string,
  { parts }: SplitSides,
  { merged, choice }: { merged: MergedTask; choice: Choice },
): string | undefined {
  const texts = mapSides(parts, ({ entries }) => entries.get(key));
  const { decidedBy, conflicts } = merged;
  if (decidedBy !== undefined && OUTCOME.has(key)) {
    return texts[decidedBy];
  }
  const side = soleSide(texts, isEqualText);
  if (side !== undefined) {
    return texts[side];
  }
  const { base = '', ours, theirs } = texts;
  if (conflicts.includes(key) || ours === undefined || theirs === undefined) {
    return ours ?? theirs;
  }
  const [first, second] = ours <= theirs ? [ours, theirs] : [theirs, ours];
  const byLines = choice === 'lines' ? mergeText({ base, ours, theirs }) : undefined;
  return byLines ?? (choice === 'second' ? second : first);
}

/** The comments above a task and the line of its id; a conflict in them has to be decided by a person. */
function mergeFrame(block: BlockMerge, { parts }: SplitSides, part: 'head' | 'tail'): Piece[] {
  const about: MergeConflict = {
    kind: 'comment',
    task_id: block.id,
    field: null,
    message: `${block.id}: both sides changed the comments ${part === 'head' ? 'above' : 'below'} it`,
  };
  return mergeTextPieces(
    mapSides(parts, (each) => each[part]),
    about,
  );
}

/** A field in conflict has to say what one of the sides says; which one stands there until the markers come is no matter. */
function meant({ merged }: BlockMerge, found: SpecTask): SpecTask {
  const open = new Set(merged.conflicts);
  const fields = Object.entries(merged.task).map(([field, value]) => [
    field,
    open.has(field) ? found[field as keyof SpecTask] : (value as unknown),
  ]);
  const extra = Object.entries({ ...found.extra, ...merged.task.extra }).flatMap(([key, value]) => {
    const stays = open.has(key)
      ? found.extra[key]
      : Object.hasOwn(merged.task.extra, key)
        ? value
        : undefined;
    return stays === undefined ? [] : [[key, stays]];
  });
  return {
    ...(Object.fromEntries(fields) as SpecTask),
    extra: Object.fromEntries(extra) as SpecTask['extra'],
  };
}

/** A block that says what is meant, with one side's text for each field in conflict; `undefined` where this choice does not lead there. */
function tryBody(block: BlockMerge, body: string): string | undefined {
  const found = taskOf(body, block.id);
  if (found === undefined) {
    return undefined;
  }
  const fields = fieldsToSet(found, meant(block, found));
  return Object.keys(fields).length === 0 ? body : editBody(body, block.id, fields);
}

/** Of two texts the same one first, whoever is ours. */
function sidesInOrder({ ours, theirs }: Sides<string>): readonly SideName[] {
  return ours <= theirs ? ['ours', 'theirs'] : ['theirs', 'ours'];
}

function fieldConflict({ id }: BlockMerge, ...fields: readonly string[]): MergeConflict {
  const names = fields.map((field) => `\`${field}\``).join(', ');
  return {
    kind: 'field',
    task_id: id,
    field: fields[0] ?? null,
    message: `${id}: both sides changed ${names}`,
  };
}

interface Frame {
  readonly head: readonly Piece[];
  readonly tail: readonly Piece[];
}

/** Puts markers around what is in conflict in a block that says what is meant everywhere else. */
function markBody(
  block: BlockMerge,
  body: string,
  { parts, head, tail }: Frame & Pick<SplitSides, 'parts'>,
): Piece[] | undefined {
  const done = splitEntry(body);
  const fields = [...(done?.entries ?? [])].flatMap(([key, text]) =>
    block.merged.conflicts.includes(key)
      ? conflictPieces(
          mapSides(parts, ({ entries }) => entries.get(key) ?? ''),
          fieldConflict(block, key),
        )
      : [text],
  );
  return (
    done && [
      ...(hasConflict(head) ? head : [done.head]),
      ...fields,
      ...(hasConflict(tail) ? tail : [done.tail]),
    ]
  );
}

function isSound(pieces: readonly Piece[], { id, texts }: BlockMerge): boolean {
  const bodies = (['ours', 'theirs'] as const).map((side) => renderSide(pieces, side));
  return bodies.every((body) => taskOf(body, id) !== undefined) && keepsComments(bodies.join(''), texts);
}

function mergeFields(block: BlockMerge, sides: SplitSides): Piece[] | undefined {
  const frame = { head: mergeFrame(block, sides, 'head'), tail: mergeFrame(block, sides, 'tail') };
  for (const choice of CHOICES) {
    const fields = sides.order.map((key) => chooseField(key, sides, { merged: block.merged, choice }) ?? '');
    const body = tryBody(block, renderSide([...frame.head, ...fields, ...frame.tail], 'ours'));
    const pieces = body === undefined ? undefined : markBody(block, body, { ...sides, ...frame });
    if (pieces !== undefined && isSound(pieces, block)) {
      return pieces;
    }
  }
  return undefined;
}

/** A task whose fields do not stand on lines of their own: one side's text, edited. */
function mergeByEdits(block: BlockMerge): Piece[] | undefined {
  const sides = block.merged.conflicts.length > 0 ? [] : sidesInOrder(block.texts);
  const bodies = sides.map((side) => tryBody(block, block.texts[side]));
  const body = bodies.find((each) => each !== undefined && keepsComments(each, block.texts));
  return body === undefined ? undefined : [body];
}

/**
 * The text of a task that both sides changed: what one changed as it wrote it, what both changed by lines, or else as the
 * edits of Lodestar write it. It is read back and held against the merged task; where that fails, the lines that differ
 * are a conflict.
 */
export function mergeBlock(block: BlockMerge): Piece[] {
  const sides = split(block);
  const pieces = sides === undefined ? mergeByEdits(block) : mergeFields(block, sides);
  const { conflicts } = block.merged;
  const unclear = {
    kind: 'lines',
    task_id: block.id,
    field: null,
    message: `${block.id}: both sides changed it`,
  } as const;
  return (
    pieces ??
    conflictPieces(block.texts, conflicts.length === 0 ? unclear : fieldConflict(block, ...conflicts))
  );
}
