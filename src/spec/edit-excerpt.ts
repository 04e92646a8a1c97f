import { NEIGHBOURS_FOR_ADDING } from './add-position.ts';
import { cutSpec } from './cut.ts';
import { applyEdits } from './edit.ts';
import { excerptWanted, outlineExcerpt, type Excerpt, type ExcerptPart } from './excerpt.ts';
import { listIds, type SpecOutline } from './outline.ts';
import { SAMPLE_LENGTH } from './print-style.ts';
import type { EditedTask, SpecEdit } from './spec-edit.ts';
import type { Splice } from './splice.ts';

export interface EditedFile {
  /** Which joined are its bytes. */
  readonly chunks: readonly Buffer[];
  readonly tasks: readonly EditedTask[];
  readonly outline: SpecOutline;
}

const LINE_FEED = 0x0a;

/** The tasks that an edit touches, and those that new ones stand behind. */
function listTouched(edits: readonly SpecEdit[], { pieces }: SpecOutline): Set<string> {
  const touched = new Set(edits.map(({ id }) => id));
  for (const edit of edits) {
    if (edit.kind === 'add' && edit.place === 'sorted') {
      const smaller = pieces.flatMap((piece) => listIds(piece).filter((id) => id < edit.id));
      touched.add(smaller.reduce((a, b) => (a > b ? a : b), ''));
    }
  }
  return touched;
}

function shiftOf(splices: readonly Splice[]): number {
  return splices.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
}

/**
 * The part that a splice is in. What is put in where two parts meet, with something left out between them, is of the
 * first: new lines and new tasks stand behind what is there.
 */
function isIn({ start, end }: ExcerptPart, splice: Splice): boolean {
  const isInsertion = splice.start === splice.end;
  const isBehindStart = isInsertion ? splice.start > start || start === 0 : splice.start >= start;
  return isBehindStart && splice.end <= end;
}

/** The chunks of the file with the splices of its excerpt, and the excerpt of that. */
function spliceFile(
  file: Buffer,
  { excerpt, splices, edited }: { excerpt: Excerpt; splices: readonly Splice[]; edited: string },
): { chunks: readonly Buffer[]; excerpt: Excerpt } | undefined {
  const { text, parts } = excerpt;
  const chunks: Buffer[] = [];
  const shifted: ExcerptPart[] = [];
  let placed = 0;
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const own = splices.filter((splice) => isIn(part, splice));
    placed += own.length;
    const start = shifted.at(-1)?.end ?? 0;
    const end = start + part.end - part.start + shiftOf(own);
    const chunk =
      own.length === 0 ? file.subarray(part.byteStart, part.byteEnd) : Buffer.from(edited.slice(start, end));
    const byteEnd = at + chunk.length;
    shifted.push({ ...part, start, end, byteStart: at, byteEnd });
    const behind = parts[index + 1]?.byteStart ?? file.length;
    chunks.push(chunk, file.subarray(part.byteEnd, behind));
    at = byteEnd + behind - part.byteEnd;
  }
  // A splice over the end of a part is none that the pieces can follow.
  const isWhole = placed === splices.length && edited.length === text.length + shiftOf(splices);
  return isWhole ? { chunks, excerpt: { ...excerpt, text: edited, parts: shifted } } : undefined;
}

/**
 * Applies edits to a file of which only the parts that they touch are read: the result is that of `applyEdits` on the
 * whole. `undefined` where that is to be done, because the outline is of a content of another size or the edit is not so plain.
 * The outline has to be of this very content. Throws as `applyEdits`.
 */
export function editExcerpt(
  file: Buffer,
  edits: readonly SpecEdit[],
  outline: SpecOutline,
): EditedFile | undefined {
  const size = outline.pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  if (size !== file.length || file.at(-1) !== LINE_FEED) {
    return undefined;
  }
  const excerpt = excerptWanted(file, outline, {
    ids: listTouched(edits, outline),
    lengthBefore: SAMPLE_LENGTH,
    tasksBehind: NEIGHBOURS_FOR_ADDING,
  });
  const { text, tasks, splices } = applyEdits(excerpt.text, edits);
  if (tasks === undefined || splices === undefined) {
    return undefined;
  }
  const spliced = spliceFile(file, { excerpt, splices, edited: text });
  const cut = cutSpec(text);
  const found = spliced && cut && outlineExcerpt(spliced.excerpt, cut);
  return found && { chunks: spliced.chunks, tasks, outline: found };
}
