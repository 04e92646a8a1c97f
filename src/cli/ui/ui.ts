import { cellsOf, pad } from './cells.ts';
import { table, type Column } from './table.ts';
import type { Terminal } from './terminal.ts';
import type { Text } from './text.ts';
import {
  block,
  concat,
  joinLines,
  RawText,
  styled,
  t,
  text,
  whole,
  type Inline,
  type Style,
} from './text.ts';
import { relativeTime } from './time.ts';

/** What displays are built from. All that comes out of it is safe to print; colour is decided when it is printed. */
export interface Ui {
  /** A person looks at it. */
  readonly isTerminal: boolean;
  /** Cells of a line; infinite in a pipe. */
  readonly width: number;
  /** `` ui.t`Claimed ${id}` ``: values are foreign text, made safe, in one line. */
  readonly t: typeof t;
  /** Foreign text of several lines, indented by so many blanks. */
  block(value: string, indent?: number): Text;
  style(style: Style, value: Inline): Text;
  bold(value: Inline): Text;
  dim(value: Inline): Text;
  /** Relative on a terminal (`3 min ago`), ISO 8601 in a pipe; a dash for none. */
  time(iso: string | null | undefined): Text;
  table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Text;
  /** `label  value`, labels in one column; entries whose value is null, undefined or empty are left out. */
  pairs(entries: readonly (readonly [string, Inline])[]): Text;
  list(items: readonly Inline[], bullet?: string): Text;
  lines(lines: readonly (string | Text | undefined)[]): Text;
  /** Output for another program: printed as it is (made safe), without hints. */
  raw(value: string): RawText;
}

const NONE = '–';
const GAP = 2;

function indentBlock(value: string, indent: number): Text {
  const start = ' '.repeat(indent);
  return block(
    value
      .split('\n')
      .map((line) => (line === '' ? line : `${start}${line}`))
      .join('\n'),
  );
}

function timeText(iso: string | null | undefined, isTerminal: boolean, nowMs: number): Text {
  const at = iso === null || iso === undefined ? Number.NaN : Date.parse(iso);
  if (Number.isNaN(at)) {
    return text(iso ?? NONE);
  }
  return whole(isTerminal ? relativeTime(at, nowMs) : iso);
}

function pairs(entries: readonly (readonly [string, Inline])[]): Text {
  const shown = entries
    .map(([label, value]) => ({ label, value: text(value) }))
    .filter(({ value }) => value.plain !== '');
  const width = shown.reduce((most, { label }) => Math.max(most, cellsOf(label)), 0) + GAP;
  return joinLines(shown.map(({ label, value }) => concat(pad(styled('dim', label), width), value)));
}

/** The kit for one place of output, at one moment. */
export function createUi(terminal: Terminal, nowMs: number): Ui {
  const { isTerminal, width } = terminal;
  return {
    isTerminal,
    width,
    t,
    block: (value, indent = 0) => indentBlock(value, indent),
    style: styled,
    bold: (value) => styled('bold', value),
    dim: (value) => styled('dim', value),
    time: (iso) => timeText(iso, isTerminal, nowMs),
    table: (columns, rows) => table(columns, rows, width),
    pairs,
    list: (items, bullet = '-') => joinLines(items.map((item) => concat(`${bullet} `, item))),
    lines: joinLines,
    raw: (value) => new RawText(value),
  };
}
