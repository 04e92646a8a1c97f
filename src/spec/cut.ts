import { CutScan, type OpenBlock } from './cut-scan.ts';
import { firstLineStart, lineAt, passIndented } from './list-lines.ts';
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

export function mayKeepBlankLines(blockText: string): boolean {
  return KEEPS_BLANK_LINES.test(blockText);
}

/** The blank lines that part a block from the next are nobody's, unless they may belong to its text. */
export function blockHash(blockText: string): string {
  const own = mayKeepBlankLines(blockText) ? blockText : blockText.trimEnd();
  return sha256(own).slice(0, HASH_LENGTH);
}

/** Hashing takes longer than cutting, and an edit asks for the hash of a few. */
class Block implements BlockCut {
  readonly id: string;
  readonly start: number;
  readonly keyStart: number;
  readonly end: number;
  readonly line: number;
  readonly #text: string;
  #hash: string | undefined;

  constructor(text: string, { id, start, keyStart, end, line }: OpenBlock) {
    this.id = id;
    this.start = start;
    this.keyStart = keyStart;
    this.end = end;
    this.line = line;
    this.#text = text;
  }

  get hash(): string {
    this.#hash ??= blockHash(this.#text.slice(this.start, this.end));
    return this.#hash;
  }
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
  for (let start = firstLineStart(text); start < text.length;) {
    const line = lineAt(text, start, lines + 1);
    if (!scan.take(line)) {
      return undefined;
    }
    lines += 1;
    crlfLines += line.end - line.contentEnd === 2 ? 1 : 0;
    const indent = scan.contentIndentAt(line.end);
    const passed = indent === undefined ? undefined : passIndented(text, line.end, indent);
    scan.extendTo(passed?.end ?? 0);
    lines += passed?.lines ?? 0;
    crlfLines += passed?.crlfLines ?? 0;
    start = passed?.end ?? line.end;
  }
  if (scan.tasksKey === undefined) {
    return undefined;
  }
  const blocks = scan.blocks.map((block) => new Block(text, block));
  return {
    header: { start: 0, end: scan.headerEnd },
    tasksKey: scan.tasksKey,
    blocks,
    footer: { start: blocks.at(-1)?.end ?? scan.headerEnd, end: text.length },
    indent: scan.indent ?? DEFAULT_INDENT,
    eol: crlfLines * 2 > lines ? '\r\n' : '\n',
  };
}
