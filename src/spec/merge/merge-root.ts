import { mergeOrder } from '../../model/merge-order.ts';
import { listSides, mapSides, soleSide, type Sides } from '../../model/merge-sides.ts';
import { mergeJson } from '../../model/merge-value.ts';
import { isSameValue } from '../../model/same-value.ts';
import { editRootKey } from '../edit-root.ts';
import { learnStyle } from '../print-style.ts';
import type { NodeValue } from '../print-node.ts';
import { ProblemCollector } from '../problem-collector.ts';
import { readJson } from '../read-value.ts';
import { readYaml } from '../read-yaml.ts';
import { applySplices } from '../splice.ts';
import { keepsComments } from './keeps-comments.ts';
import { MERGE_TOOLS, mergeText } from './merge-lines.ts';
import { conflictPieces, mergeTextPieces, type MergeConflict, type Piece } from './pieces.ts';
import { joinEntries, splitEntry, splitMap, type EntryTexts } from './split-entries.ts';

type Values = Readonly<Record<string, unknown>>;

/** What a text that is a mapping says, as plain JSON; `undefined` for another text. Empty for a text of comments alone. */
export function readValues(text: string): Values | undefined {
  const read = readYaml(text);
  if (!read.ok) {
    return undefined;
  }
  const value =
    read.node && readJson(read.node, [], { problems: new ProblemCollector('', text), taskId: null });
  if (value === undefined || value === null) {
    return {};
  }
  return typeof value === 'object' && !Array.isArray(value) ? (value as Values) : undefined;
}

function rootConflict(path: readonly string[]): MergeConflict {
  const field = path.join('.');
  return { kind: 'root', task_id: null, field, message: `both sides changed \`${field}\`` };
}

/** One key's text in which the key says something else. */
function withValue(
  text: string,
  key: string,
  { before, after }: { before: unknown; after: unknown },
): string | undefined {
  const site = { text, eol: '\n', fileStyle: learnStyle(text), literals: 'all' } as const;
  try {
    const splices = editRootKey(site, { key, before, after: after as NodeValue }, []);
    return splices && applySplices(text, splices);
  } catch {
    return undefined;
  }
}

/** The text of a key both of whose values were changed, where they can be joined. */
function joinValues(key: string, texts: Sides<string>): string | undefined {
  const values = mapSides(texts, (text) => readValues(text)?.[key]);
  const merged = mergeJson(values, MERGE_TOOLS);
  const isMeant = (text: string | undefined): text is string =>
    text !== undefined &&
    isSameValue(readValues(text), { [key]: merged.value }) &&
    keepsComments(text, texts);
  if (merged.isConflict || merged.value === undefined) {
    return undefined;
  }
  const byLines = mergeText(texts);
  if (isMeant(byLines)) {
    return byLines;
  }
  const inOrder = texts.ours <= texts.theirs ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const);
  return inOrder
    .map((side) => withValue(texts[side], key, { before: values[side], after: merged.value }))
    .find(isMeant);
}

const NOTHING: EntryTexts = { head: '', entries: new Map(), tail: '' };

function mergeKey(texts: Sides<string>, path: readonly string[]): Piece[] {
  const side = soleSide(texts, (a, b) => a === b);
  if (side !== undefined) {
    return [texts[side]];
  }
  const split = mapSides(texts, (text) => (text === '' ? NOTHING : splitEntry(text)));
  const inside = mergeEntries(split, path);
  if (inside !== undefined) {
    return inside;
  }
  const joined = texts.ours === '' || texts.theirs === '' ? undefined : joinValues(path.at(-1) ?? '', texts);
  return joined === undefined ? conflictPieces(texts, rootConflict(path)) : [joined];
}

/** `undefined` where a side is no mapping in block style. */
function mergeEntries(parts: Sides<EntryTexts | undefined>, path: readonly string[]): Piece[] | undefined {
  const { base = NOTHING, ours, theirs } = parts;
  if (ours === undefined || theirs === undefined || ours === NOTHING || theirs === NOTHING) {
    return undefined;
  }
  const sides = { base, ours, theirs };
  const keys = mapSides<EntryTexts, readonly string[]>(sides, ({ entries }) => [...entries.keys()]);
  const order = mergeOrder(keys, new Set(listSides(keys).flat()), (a, b) => (a < b ? -1 : 1));
  const frame = (part: 'head' | 'tail'): Piece[] =>
    mergeTextPieces(
      mapSides(sides, (each) => each[part]),
      rootConflict(path),
    );
  const entries = order.flatMap((key) =>
    mergeKey(
      mapSides(sides, (each) => each.entries.get(key) ?? ''),
      [...path, key],
    ),
  );
  return [...frame('head'), ...entries, ...frame('tail')];
}

/** Merges what stands above or below the tasks: by key, and inside of keys that are mappings; else by lines. */
export function mergeRootText(texts: Sides<string>): Piece[] {
  const side = soleSide(texts, (a, b) => a === b);
  if (side !== undefined) {
    return texts[side] === '' ? [] : [texts[side]];
  }
  const split = mapSides(texts, splitMap);
  const isWhole = (['ours', 'theirs'] as const).every(
    (each) => split[each] !== undefined && joinEntries(split[each]) === texts[each],
  );
  const about = {
    ...rootConflict([]),
    field: null,
    message: 'both sides changed what stands beside the tasks',
  };
  return (isWhole ? mergeEntries(split, []) : undefined) ?? mergeTextPieces(texts, about);
}
