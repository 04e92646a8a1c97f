import { CutScan } from './cut-scan.ts';
import { listLines } from './list-lines.ts';
import { sha256 } from '../util/crypto.ts';

/** 64 bits: enough to tell the versions of a task's block from each other. */
const HASH_LENGTH = 16;

/** What most specs have; used where there is no task to go by. */
const DEFAULT_INDENT = 2;

/** Offsets are in UTF-16 units from the start of the text; an `end` is the offset behind the last character. */
export interface BlockCut {
  /** The decoded key. */
  readonly id: string;
  /** Start of the line of the task's first own comment, or of its key. */
  readonly start: number;
  /** Of the key's first character. */
  readonly keyStart: number;
  readonly end: number;
  /** Of the key, counted from 1. */
  readonly line: number;
  /** First 16 hex digits of the SHA-256 of the block's text without blank lines at its end: the task's revision. */
  readonly hash: string;
}

/**
 * A text cut at its task blocks. What lies between header and footer and in no block are comments and blank lines that
 * belong to no task.
 */
export interface SpecCut {
  /** Up to and with the line `tasks:`. */
  readonly header: { readonly start: number; readonly end: number };
  /** Offset of the word `tasks`. */
  readonly tasksKey: number;
  /** In the order of the file. */
  readonly blocks: readonly BlockCut[];
  /** From the end of the last block. */
  readonly footer: { readonly start: number; readonly end: number };
  /** Number of spaces before a task's key. */
  readonly indent: number;
  /** The line break that most lines have. */
  readonly eol: '\n' | '\r\n';
}

/** A block scalar that keeps the blank lines behind it (`|+`, `>2+`); in other text it proves nothing and does no harm. */
const KEEPS_BLANK_LINES = /[|>][1-9]?\+/u;

/** The blank lines that part a block from the next are nobody's, unless they may belong to its text. */
export function blockHash(blockText: string): string {
  const own = KEEPS_BLANK_LINES.test(blockText) ? blockText : blockText.trimEnd();
  return sha256(own).slice(0, HASH_LENGTH);
}

/**
 * Cuts a spec at its task blocks without parsing it. To a block belong the comment lines directly above its key (a blank
 * line ends them) and, directly below it, blank lines and comments that are indented deeper than the key, with comments
 * at the margin between them; a comment that a blank line separates from the task below it stays between the blocks.
 *
 * `undefined` when `tasks` is not a plain block mapping, or when anything is odd enough that only a YAML parser can judge
 * it. For a text that is no valid YAML the cut proves nothing.
 */
export function cutSpec(text: string): SpecCut | undefined {
  const scan = new CutScan(text);
  let lines = 0;
  let crlfLines = 0;
  for (const line of listLines(text)) {
    if (!scan.take(line)) {
      return undefined;
    }
    lines += 1;
    crlfLines += line.end - line.contentEnd === 2 ? 1 : 0;
  }
  if (scan.tasksKey === undefined) {
    return undefined;
  }
  const blocks = scan.blocks.map((block) => ({
    ...block,
    hash: blockHash(text.slice(block.start, block.end)),
  }));
  return {
    header: { start: 0, end: scan.headerEnd },
    tasksKey: scan.tasksKey,
    blocks,
    footer: { start: blocks.at(-1)?.end ?? scan.headerEnd, end: text.length },
    indent: scan.indent ?? DEFAULT_INDENT,
    eol: crlfLines * 2 > lines ? '\r\n' : '\n',
  };
}
