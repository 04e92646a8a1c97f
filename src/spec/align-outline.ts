import { hashPiece, type OutlinePiece, type SpecOutline } from './outline.ts';

/** A piece of an outline that is in a file, byte for byte. */
export interface FoundPiece {
  /** Its index in the outline. */
  readonly index: number;
  /** Offset of its first byte in the file. */
  readonly at: number;
}

/** How many pieces in a row may have changed before the rest counts as changed too. */
const MAX_PIECES_AHEAD = 16;
/** So much may have been put in before a piece that is looked for. */
const MAX_BYTES_PUT_IN = 128 * 1024;
/** Of the places where a line like its first one stands. */
const MAX_PLACES = 4;
const LINE_FEED = 0x0a;

function isAt(bytes: Buffer, at: number, piece: OutlinePiece | undefined): boolean {
  if (piece === undefined || at < 0 || at + piece.bytes > bytes.length) {
    return false;
  }
  return hashPiece(bytes.subarray(at, at + piece.bytes)) === piece.hash;
}

/** The pieces that the file begins with, and those that it ends with. */
function findEnds(
  bytes: Buffer,
  pieces: readonly OutlinePiece[],
): { before: FoundPiece[]; after: FoundPiece[] } {
  const before: FoundPiece[] = [];
  let start = 0;
  for (const [index, piece] of pieces.entries()) {
    if (!isAt(bytes, start, piece)) {
      break;
    }
    before.push({ index, at: start });
    start += piece.bytes;
  }
  const after: FoundPiece[] = [];
  let end = bytes.length;
  for (let index = pieces.length - 1; index >= before.length; index -= 1) {
    const at = end - (pieces[index]?.bytes ?? Infinity);
    if (at < start || !isAt(bytes, at, pieces[index])) {
      break;
    }
    after.unshift({ index, at });
    end = at;
  }
  return { before, after };
}

/** A part of the file, and the pieces that are looked for in it. */
interface Gap {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

function findPiece(
  bytes: Buffer,
  piece: OutlinePiece,
  { start, end }: { start: number; end: number },
): number {
  const part = bytes.subarray(start, end);
  const line = Buffer.from(piece.first);
  let place = part.indexOf(line);
  for (let tried = 0; place !== -1 && tried < MAX_PLACES; tried += 1) {
    const at = start + place;
    if (bytes[at - 1] === LINE_FEED && at + piece.bytes <= end && isAt(bytes, at, piece)) {
      return at;
    }
    place = part.indexOf(line, place + 1);
  }
  return -1;
}

/** The first of the next pieces that stands behind `gap.start`. */
function findNext(bytes: Buffer, pieces: readonly OutlinePiece[], gap: Gap): FoundPiece | undefined {
  let passed = 0;
  for (let index = gap.from; index < Math.min(gap.to, gap.from + MAX_PIECES_AHEAD); index += 1) {
    const piece = pieces[index];
    if (piece === undefined) {
      return undefined;
    }
    const end = Math.min(gap.end, gap.start + passed + piece.bytes + MAX_BYTES_PUT_IN);
    const at = findPiece(bytes, piece, { start: gap.start, end });
    if (at !== -1) {
      return { index, at };
    }
    passed += piece.bytes;
  }
  return undefined;
}

/** Finds the pieces of an outline in a file that was changed since, in their order; not each that is there. */
export function alignOutline(bytes: Buffer, { pieces }: SpecOutline): FoundPiece[] {
  const { before, after } = findEnds(bytes, pieces);
  const to = pieces.length - after.length;
  const end = after[0]?.at ?? bytes.length;
  const between: FoundPiece[] = [];
  let at = before.reduce((sum, { index }) => sum + (pieces[index]?.bytes ?? 0), 0);
  let index = before.length;
  while (index < to) {
    const isHere = isAt(bytes.subarray(0, end), at, pieces[index]);
    const found = isHere ? { index, at } : findNext(bytes, pieces, { start: at, end, from: index, to });
    if (found === undefined) {
      break;
    }
    between.push(found);
    at = found.at + (pieces[found.index]?.bytes ?? 0);
    index = found.index + 1;
  }
  return [...before, ...between, ...after];
}
