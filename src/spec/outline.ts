import type { BlockCut, SpecCut } from './cut.ts';
import { lineEnd } from './text-lines.ts';
import { sha256 } from '../util/crypto.ts';

/** A run of whole lines of a spec, with whole blocks. */
export interface OutlinePiece {
  readonly bytes: number;
  /** In UTF-16 units. */
  readonly length: number;
  /** SHA-256 of its bytes, first 32 hex digits. */
  readonly hash: string;
  /** The start of its first line, to find it by where it has moved. */
  readonly first: string;
  /** Of the tasks whose blocks are in it, one a line: of ten thousand most are never looked at. */
  readonly ids: string;
}

export function listIds({ ids }: OutlinePiece): string[] {
  return ids === '' ? [] : ids.split('\n');
}

/**
 * The pieces of a valid spec, which joined are its bytes. The first one holds what stands before the tasks, the last one
 * what stands behind them; each of the others begins with a line that is indented just as the tasks' keys are, so that
 * where it begins does not depend on what stands above. Two specs with equal pieces have equal blocks in them: so a
 * changed file can be taken in, or edited, without a look at most of it.
 */
export interface SpecOutline {
  /** So long is a piece at least, but for what is left over at an end; UTF-16 units. */
  readonly grain: number;
  readonly pieces: readonly OutlinePiece[];
}

/** A change costs the cutting of three pieces, an unchanged spec the hashing of all: 16 KiB are 300 in 5 MB. */
const GRAIN = 16 * 1024;
const HASH_LENGTH = 32;
const FIRST_LENGTH = 80;

export function hashPiece(piece: string | Uint8Array): string {
  return sha256(piece).slice(0, HASH_LENGTH);
}

function beginsAtIndent(text: string, start: number, indent: number): boolean {
  const keyStart = start + indent;
  return text.slice(start, keyStart) === ' '.repeat(indent) && !/\s/u.test(text.charAt(keyStart));
}

/** A part of a text, with the blocks that are in it. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  readonly blocks: readonly BlockCut[];
  /** Of the tasks' keys. */
  readonly indent: number;
}

/** Where new pieces begin in a range; what would be left short at its end stays with the piece above it. */
function listStarts(text: string, { start, end, blocks, indent }: TextRange, grain: number): number[] {
  const starts = [start];
  for (const block of blocks) {
    const isLongEnough = block.start - (starts.at(-1) ?? start) >= grain;
    if (isLongEnough && end - block.start >= grain / 2 && beginsAtIndent(text, block.start, indent)) {
      starts.push(block.start);
    }
  }
  return starts;
}

/** The pieces of a range, which begins with one. */
export function outlineRange(text: string, range: TextRange, grain: number): OutlinePiece[] {
  const starts = listStarts(text, range, grain);
  let next = 0;
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? range.end;
    const ids: string[] = [];
    for (
      let block = range.blocks[next];
      block !== undefined && block.start < end;
      block = range.blocks[next]
    ) {
      ids.push(block.id);
      next += 1;
    }
    const bytes = Buffer.from(text.slice(start, end));
    const first = text.slice(start, Math.min(lineEnd(text, start), start + FIRST_LENGTH));
    return { bytes: bytes.length, length: end - start, hash: hashPiece(bytes), first, ids: ids.join('\n') };
  });
}

/** The outline of a valid spec from its cut. */
export function outlineSpec(text: string, { blocks, indent }: SpecCut, grain = GRAIN): SpecOutline {
  return { grain, pieces: outlineRange(text, { start: 0, end: text.length, blocks, indent }, grain) };
}
