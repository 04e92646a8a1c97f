import { alignOutline, type FoundPiece } from './align-outline.ts';
import type { BlockCut, SpecCut } from './cut.ts';
import { listIds, outlineRange, type OutlinePiece, type SpecOutline } from './outline.ts';

/** A run of whole lines of the file that is in the excerpt, and what was left out behind it. */
export interface ExcerptPart {
  /** In the text of the excerpt, UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** In the file. */
  readonly byteStart: number;
  readonly byteEnd: number;
  readonly skipped: readonly OutlinePiece[];
}

/**
 * A spec without most of the pieces that are as they were: by itself a spec whose blocks are those of the file. It holds
 * what was changed, with a piece to either side, and what stands before and behind the tasks.
 */
export interface Excerpt {
  /** Of the outline. */
  readonly grain: number;
  readonly text: string;
  readonly parts: readonly ExcerptPart[];
  /** Of the tasks that the outline has in the pieces that are here or have changed. */
  readonly ids: ReadonlySet<string>;
}

export interface Wanted {
  /** Tasks that have to be in the excerpt. */
  readonly ids: ReadonlySet<string>;
  /** The excerpt begins with so much of the file, in UTF-16 units. */
  readonly lengthBefore: number;
  /** The last so many tasks are in it. */
  readonly tasksBehind: number;
}

/** A piece can be left out when it and both its neighbours are in the file as they were, one behind the other. */
function isAmidKnown(found: readonly FoundPiece[], place: number, pieces: readonly OutlinePiece[]): boolean {
  const [above, here, below] = [found[place - 1], found[place], found[place + 1]];
  if (above === undefined || here === undefined || below === undefined) {
    return false;
  }
  const isNext = (a: FoundPiece, b: FoundPiece): boolean =>
    b.index === a.index + 1 && b.at === a.at + (pieces[a.index]?.bytes ?? 0);
  return isNext(above, here) && isNext(here, below);
}

/** The indexes of the pieces that are in the excerpt because somebody wants them. */
function listWanted(
  pieces: readonly OutlinePiece[],
  { ids, lengthBefore, tasksBehind }: Wanted,
): Set<number> {
  const idLists = pieces.map(listIds);
  const indexes = new Set<number>();
  let lengthAbove = 0;
  let tasksBelow = idLists.reduce((sum, { length }) => sum + length, 0);
  for (const [index, own] of idLists.entries()) {
    tasksBelow -= own.length;
    if (lengthAbove < lengthBefore || tasksBelow < tasksBehind || own.some((id) => ids.has(id))) {
      indexes.add(index);
    }
    lengthAbove += pieces[index]?.length ?? 0;
  }
  return indexes;
}

interface Skip {
  readonly piece: OutlinePiece;
  readonly at: number;
}

/** Joins what is left between the pieces that are skipped. */
function listParts(bytes: Buffer, skips: readonly Skip[]): Pick<Excerpt, 'text' | 'parts'> {
  const parts: ExcerptPart[] = [];
  let text = '';
  let byteStart = 0;
  for (let next = 0; byteStart < bytes.length;) {
    const byteEnd = skips[next]?.at ?? bytes.length;
    let behind = byteEnd;
    const skipped: OutlinePiece[] = [];
    for (let skip = skips[next]; skip?.at === behind; skip = skips[next]) {
      skipped.push(skip.piece);
      behind += skip.piece.bytes;
      next += 1;
    }
    const start = text.length;
    text += bytes.toString('utf8', byteStart, byteEnd);
    parts.push({ start, end: text.length, byteStart, byteEnd, skipped });
    byteStart = behind;
  }
  return { text, parts };
}

/** Where the pieces are in the very content that they are of. */
function placeOutline({ pieces }: SpecOutline): FoundPiece[] {
  let end = 0;
  return pieces.map(({ bytes }, index) => {
    end += bytes;
    return { index, at: end - bytes };
  });
}

/** The excerpt of a file, whose bytes are UTF-8, by the outline of what it was. */
export function excerptSpec(bytes: Buffer, outline: SpecOutline): Excerpt {
  return takeExcerpt(bytes, { outline, found: alignOutline(bytes, outline), asked: new Set() });
}

/** The part of a file that somebody wants to edit, by its own outline. */
export function excerptWanted(bytes: Buffer, outline: SpecOutline, wanted: Wanted): Excerpt {
  const asked = listWanted(outline.pieces, wanted);
  return takeExcerpt(bytes, { outline, found: placeOutline(outline), asked });
}

interface Taking {
  readonly outline: SpecOutline;
  readonly found: readonly FoundPiece[];
  readonly asked: ReadonlySet<number>;
}

function takeExcerpt(bytes: Buffer, { outline, found, asked }: Taking): Excerpt {
  const { pieces } = outline;
  const left = new Set<number>();
  const skips = found.flatMap(({ index, at }, place) => {
    const piece = pieces[index];
    if (piece === undefined || asked.has(index) || !isAmidKnown(found, place, pieces)) {
      return [];
    }
    left.add(index);
    return [{ piece, at }];
  });
  const ids = pieces.flatMap((piece, index) => (left.has(index) ? [] : listIds(piece)));
  return { grain: outline.grain, ...listParts(bytes, skips), ids: new Set(ids) };
}

/** What was left out is of the tasks only where tasks still stand before and behind it. */
function areTasksAround({ parts }: Excerpt, blocks: readonly BlockCut[]): boolean {
  const isBefore = (blocks[0]?.start ?? Infinity) < (parts[0]?.end ?? 0);
  const isBehind = (blocks.at(-1)?.start ?? -1) >= (parts.at(-1)?.start ?? 0);
  return parts.length < 2 || (isBefore && isBehind);
}

/**
 * The outline of the whole file, once its excerpt is cut. `undefined` where the excerpt proves nothing of what was left
 * out: a block reaches beyond its part, or the tasks begin or end elsewhere.
 */
export function outlineExcerpt(excerpt: Excerpt, { blocks, indent }: SpecCut): SpecOutline | undefined {
  const { text, parts, grain } = excerpt;
  if (!areTasksAround(excerpt, blocks)) {
    return undefined;
  }
  const pieces: OutlinePiece[] = [];
  let next = 0;
  for (const { start, end, skipped } of parts) {
    const first = next;
    while ((blocks[next]?.start ?? Infinity) < end) {
      next += 1;
    }
    const own = blocks.slice(first, next);
    if ((own.at(-1)?.end ?? end) > end) {
      return undefined;
    }
    pieces.push(...outlineRange(text, { start, end, blocks: own, indent }, grain), ...skipped);
  }
  return { grain, pieces };
}
