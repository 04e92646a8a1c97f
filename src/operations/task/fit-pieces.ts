import { escapeJson } from '../../util/escape-json.ts';

/** A piece of an answer that has to fit: it is taken whole, with its text cut, or not at all. */
export interface Piece {
  /** What it is a piece of, as the answer names it: `prd.sections`. */
  readonly part: string;
  /** What may be cut; its length is what `cut` counts. */
  readonly text: string;
  /** The piece as it stands in the answer, with that text. */
  readonly put: (text: string) => unknown;
  /** Said in full or not at all. */
  readonly whole?: boolean;
}

/** A part of which not all is there. Both count characters of its text. */
export interface CutPart {
  readonly part: string;
  readonly kept: number;
  readonly of: number;
}

export interface Fitted {
  readonly values: ReadonlyMap<string, readonly unknown[]>;
  readonly cut: readonly CutPart[];
}

/** Less than this of a text says nothing. */
const MIN_KEPT_CHARS = 40;
const MARK = ' …';

/** How long a value is as it is printed under `--json`. */
export function jsonSize(value: unknown): number {
  return escapeJson(JSON.stringify(value)).length;
}

/** With the comma behind it. */
function costOf(piece: Piece, text: string): number {
  return jsonSize(piece.put(text)) + 1;
}

/** The end of the last paragraph, else of the last word, where that keeps more than half. */
function niceEnd(text: string): number {
  const ends = [text.lastIndexOf('\n\n'), text.search(/\s\S*$/u)];
  return ends.find((end) => end > text.length / 2) ?? text.length;
}

function withoutHalfPair(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/u, '');
}

/** As much of a piece's text as costs no more than is allowed; `undefined` where that is too little to be worth it. */
function cutToFit(piece: Piece, allowed: number): string | undefined {
  let least = 0;
  let most = Math.min(piece.text.length, Math.max(0, allowed));
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (costOf(piece, withoutHalfPair(piece.text.slice(0, middle)) + MARK) <= allowed) {
      least = middle;
    } else {
      most = middle - 1;
    }
  }
  const fitting = withoutHalfPair(piece.text.slice(0, least));
  const kept = fitting.slice(0, niceEnd(fitting)).trimEnd();
  return kept.length < MIN_KEPT_CHARS ? undefined : kept;
}

interface Taken {
  readonly piece: Piece;
  readonly value: unknown;
  readonly kept: number;
  readonly cost: number;
}

/** A piece may take what those behind it do not need, and in any case half of what is left. */
function take(piece: Piece, left: number, neededBehind: number): Taken | undefined {
  const allowed = Math.max(Math.floor(left / 2), left - neededBehind);
  const cost = costOf(piece, piece.text);
  if (cost <= allowed) {
    return { piece, value: piece.put(piece.text), kept: piece.text.length, cost };
  }
  const kept = piece.whole === true ? undefined : cutToFit(piece, allowed);
  if (kept === undefined) {
    return undefined;
  }
  const text = kept + MARK;
  return { piece, value: piece.put(text), kept: kept.length, cost: costOf(piece, text) };
}

/** What is cut when nothing is taken: the longest that the list can become. */
export function cutOfAll(pieces: readonly Piece[]): CutPart[] {
  const lengths = new Map<string, number>();
  for (const { part, text } of pieces) {
    lengths.set(part, (lengths.get(part) ?? 0) + text.length);
  }
  return [...lengths].map(([part, of]) => ({ part, kept: of, of }));
}

/** Takes pieces, the most important first, as long as they fit into so many characters of JSON. */
export function fitPieces(pieces: readonly Piece[], budget: number): Fitted {
  const needs = pieces.map((piece) => costOf(piece, piece.text));
  let neededBehind = needs.reduce((sum, cost) => sum + cost, 0);
  let left = budget;
  const values = new Map<string, unknown[]>();
  const kept = new Map<string, number>();
  for (const [index, piece] of pieces.entries()) {
    neededBehind -= needs[index] ?? 0;
    const taken = take(piece, left, neededBehind);
    if (taken !== undefined) {
      left -= taken.cost;
      values.set(piece.part, [...(values.get(piece.part) ?? []), taken.value]);
      kept.set(piece.part, (kept.get(piece.part) ?? 0) + taken.kept);
    }
  }
  const cut = cutOfAll(pieces).map(({ part, of }) => ({ part, kept: kept.get(part) ?? 0, of }));
  return { values, cut: cut.filter((each) => each.kept < each.of) };
}
