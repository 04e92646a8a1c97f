import { mapSides, soleSide, type SideName, type Sides } from '../../model/merge-sides.ts';
import { mergeLines, splitLines } from './merge-lines.ts';

export const CONFLICT_KINDS = [
  'field',
  'removed',
  'id',
  'cycle',
  'dependency',
  'root',
  'comment',
  'lines',
  'invalid',
] as const;

/** What the two sides do not agree on. Keys are snake_case: they are printed as they are. */
export interface MergeConflict {
  /**
   * `field`: both changed it; `removed`: one took the task out, the other changed it; `id`: two tasks of one id; `cycle`,
   * `dependency`: an edge that does not fit what the other side did; `root`: beside the tasks; `comment`: between them;
   * `lines`: the text, where it could not be taken apart; `invalid`: a side that is no valid spec.
   */
  readonly kind: (typeof CONFLICT_KINDS)[number];
  readonly task_id: string | null;
  readonly field: string | null;
  readonly message: string;
}

/** Whole lines that each side has otherwise. */
export interface ConflictPiece extends Sides<string> {
  readonly about: MergeConflict;
  /** What else is decided there. */
  readonly more?: readonly MergeConflict[];
}

/** A part of the result. */
export type Piece = string | ConflictPiece;

export interface Labels extends Sides<string> {
  /** How many characters a marker has. */
  readonly markerSize: number;
  /** What the base has is shown as well, as Git's `diff3` style does. */
  readonly showBase: boolean;
}

export function hasConflict(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => typeof piece !== 'string');
}

/** The text with every conflict decided for one side. */
export function renderSide(pieces: readonly Piece[], side: SideName): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece[side])).join('');
}

/** As Git writes it: the line, or the label behind it where there is one. */
function marker(character: string, label: string, size: number): string {
  return `${character.repeat(size)}${label === '' ? '' : ` ${label}`}\n`;
}

function renderConflict(piece: ConflictPiece, { markerSize, showBase, ...labels }: Labels): string {
  const base = showBase ? marker('|', labels.base, markerSize) + piece.base : '';
  return (
    marker('<', labels.ours, markerSize) +
    piece.ours +
    base +
    marker('=', '', markerSize) +
    piece.theirs +
    marker('>', labels.theirs, markerSize)
  );
}

/** A conflict, and the line of its first marker, counted from 1. */
export interface PlacedConflict extends MergeConflict {
  readonly line: number | null;
}

/** The text with Git's markers around what is in conflict, and where each conflict begins. */
export function renderMarked(
  pieces: readonly Piece[],
  labels: Labels,
): { readonly text: string; readonly conflicts: readonly PlacedConflict[] } {
  const parts: string[] = [];
  const lines = new Map<MergeConflict, number>();
  let line = 1;
  for (const piece of pieces) {
    const part = typeof piece === 'string' ? piece : renderConflict(piece, labels);
    for (const about of typeof piece === 'string' ? [] : [piece.about, ...(piece.more ?? [])]) {
      lines.set(about, lines.get(about) ?? line);
    }
    parts.push(part);
    line += splitLines(part).length;
  }
  return { text: parts.join(''), conflicts: [...lines].map(([about, at]) => ({ ...about, line: at })) };
}

/** A conflict about whole texts, around the lines that differ alone; around all of them where lines alone do not. */
export function conflictPieces(texts: Sides<string>, about: MergeConflict): Piece[] {
  const regions = mergeLines(mapSides(texts, splitLines));
  if (regions.every((region) => region.kind === 'merged')) {
    return [{ ...texts, about }];
  }
  return regions.map((region) => {
    if (region.kind === 'merged') {
      return region.lines.join('');
    }
    const { base, ours, theirs } = region;
    return { ...mapSides({ base, ours, theirs }, (lines) => lines.join('')), about };
  });
}

/** Merges texts by lines, with conflicts where the sides touch the same ones. */
export function mergeTextPieces(texts: Sides<string>, about: MergeConflict): Piece[] {
  const side = soleSide(texts, (a, b) => a === b);
  if (side !== undefined) {
    return texts[side] === '' ? [] : [texts[side]];
  }
  return mergeLines(mapSides(texts, splitLines)).map((region) =>
    region.kind === 'merged'
      ? region.lines.join('')
      : { ...mapSides<readonly string[], string>(region, (lines) => lines.join('')), about },
  );
}
