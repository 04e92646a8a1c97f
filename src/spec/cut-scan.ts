import { scanKey } from './cut-key.ts';
import type { TextLine } from './list-lines.ts';

/** White space, or a comment, to the end of the line. */
const NOTHING = /^[ \t]*(?:[ \t]#.*)?$/su;
const DOCUMENT_START = '---';

export interface OpenBlock {
  readonly id: string;
  readonly start: number;
  readonly keyStart: number;
  readonly line: number;
  end: number;
}

/**
 * Takes the lines of a spec one by one and finds its task blocks. It relies on one rule of YAML: whatever a key at some
 * indent holds (block and quoted scalars of several lines, flow collections, lists of mappings) is indented deeper than
 * the key, or is a comment. So a line that stands at the indent of the tasks' keys is the next task, or is odd.
 */
export class CutScan {
  readonly blocks: OpenBlock[] = [];
  /** Offset of the word `tasks`. */
  tasksKey: number | undefined;
  headerEnd = 0;
  indent: number | undefined;
  readonly #text: string;
  readonly #rootKeys = new Set<string>();
  #section: 'start' | 'header' | 'tasks' | 'footer' = 'start';
  #current: OpenBlock | undefined;
  /** Start of the comment lines directly above this line. */
  #commentStart: number | undefined;
  /** One of them is indented as the keys are, so that it stands above a task rather than in one. */
  #commentAtKeys = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** The lines from here on that are indented so far are of the task before them; `undefined` where there is none. */
  contentIndentAt(offset: number): number | undefined {
    const isInTask = this.#section === 'tasks' && this.#current?.end === offset;
    return isInTask && this.indent !== undefined ? this.indent + 1 : undefined;
  }

  /** The lines up to `end` are of the task before them. */
  extendTo(end: number): void {
    if (this.#current !== undefined && end > this.#current.end) {
      this.#current.end = end;
      this.#endComments();
    }
  }

  /** Answers false when the line is odd, so that nothing is proven. */
  take(line: TextLine): boolean {
    if (this.#section === 'tasks') {
      return this.#takeTasksLine(line);
    }
    if (line.first === '' || line.first === '#') {
      return true;
    }
    // Before the first key, an indented line begins a root of another indent.
    return line.indent === 0 ? this.#takeRootLine(line) : this.#rootKeys.size > 0;
  }

  #takeRootLine(line: TextLine): boolean {
    const isStart = this.#section === 'start';
    this.#section = this.#section === 'tasks' ? 'footer' : isStart ? 'header' : this.#section;
    if (isStart && this.#text.startsWith(DOCUMENT_START, line.start)) {
      return this.#isEmptyFrom(line.start + DOCUMENT_START.length, line);
    }
    const found = scanKey(this.#text, line.start, line.contentEnd);
    if (found === undefined || this.#rootKeys.has(found.key)) {
      return false;
    }
    this.#rootKeys.add(found.key);
    if (found.key !== 'tasks') {
      return true;
    }
    this.#section = 'tasks';
    this.tasksKey = line.start;
    this.headerEnd = line.end;
    return this.#isEmptyFrom(found.end, line);
  }

  #isEmptyFrom(offset: number, line: TextLine): boolean {
    return NOTHING.test(this.#text.slice(offset, line.contentEnd));
  }

  #takeTasksLine(line: TextLine): boolean {
    if (line.first === '') {
      this.#endComments();
      this.#extend(line);
      return true;
    }
    if (line.first === '#') {
      this.#takeComment(line);
      return true;
    }
    const taken = line.indent === 0 ? this.#takeRootLine(line) : this.#takeContent(line);
    this.#endComments();
    return taken;
  }

  /** A comment deeper than the keys is of the task above it, with those at the margin that parted it from that task. */
  #takeComment(line: TextLine): void {
    const above = this.#commentAtKeys ? line.start : (this.#commentStart ?? line.start);
    const isDeeper = this.indent !== undefined && line.indent > this.indent;
    if (isDeeper && this.#current?.end === above) {
      this.#current.end = line.end;
      this.#endComments();
      return;
    }
    this.#commentStart ??= line.start;
    this.#commentAtKeys ||= line.indent === this.indent;
  }

  #endComments(): void {
    this.#commentStart = undefined;
    this.#commentAtKeys = false;
  }

  #takeContent(line: TextLine): boolean {
    this.indent ??= line.indent;
    if (line.indent === this.indent) {
      return this.#openBlock(line);
    }
    if (line.indent < this.indent || this.#current === undefined) {
      return false;
    }
    this.#current.end = line.end;
    return true;
  }

  #openBlock(line: TextLine): boolean {
    const keyStart = line.start + line.indent;
    const found = scanKey(this.#text, keyStart, line.contentEnd);
    if (found === undefined) {
      return false;
    }
    const start = this.#commentStart ?? line.start;
    this.#current = { id: found.key, start, keyStart, line: line.number, end: line.end };
    this.blocks.push(this.#current);
    return true;
  }

  /** A blank line belongs to the block that it directly follows, where a block scalar may end in it. */
  #extend(line: TextLine): void {
    if (this.#current?.end === line.start) {
      this.#current.end = line.end;
    }
  }
}
