import { cellsOf } from './cells.ts';
import { Text, type Span } from './text.ts';

/** A first column wider than this share of the line leaves too little room beside it for what is broken. */
const MAX_HANG_SHARE = 0.4;
/** How far a line goes in below the one that it goes on from, where nothing else says it. */
const DEFAULT_HANG = 2;

/** A column and the gap behind it: `  depends on  T1`. */
const COLUMN = /^ *\S(?:\S| (?! ))* {2,}(?=\S)/u;
const BULLET = /^ *(?:- |(?:\[.\] )?\d+\. )/u;

/** How far in the lines go that a broken line goes on with: below its text, behind a bullet or a first column. */
function hangOf(line: string, width: number): number {
  const bullet = BULLET.exec(line)?.[0];
  const column = COLUMN.exec(line)?.[0];
  const lead = line.length - line.trimStart().length;
  const hang = [bullet, column].map((each) => cellsOf(each ?? '')).find((cells) => cells > 0);
  return hang !== undefined && hang <= width * MAX_HANG_SHARE ? hang : lead === 0 ? DEFAULT_HANG : lead;
}

function linesOf(value: Text): Span[][] {
  const lines: Span[][] = [[]];
  for (const span of value.spans) {
    span.text.split('\n').forEach((part, index) => {
      if (index > 0) {
        lines.push([]);
      }
      lines.at(-1)?.push({ ...span, text: part });
    });
  }
  return lines;
}

/** Words and the blanks between them; what must stay whole is one word. */
function wordsOf(line: readonly Span[]): Span[] {
  return line.flatMap((span) =>
    span.isWhole === true
      ? [span]
      : (span.text.match(/ +|[^ ]+/gu) ?? []).map((word) => ({ ...span, text: word })),
  );
}

function isBlank({ text, isWhole }: Span): boolean {
  return isWhole !== true && text.trim() === '';
}

/** Words that no blank is between belong together: a word in bold with the comma behind it. */
function groupsOf(line: readonly Span[]): Span[][] {
  const groups: Span[][] = [];
  for (const word of wordsOf(line)) {
    const before = groups.at(-1)?.at(-1);
    if (before !== undefined && isBlank(before) === isBlank(word)) {
      groups.at(-1)?.push(word);
    } else {
      groups.push([word]);
    }
  }
  return groups;
}

function cellsOfGroup(group: readonly Span[]): number {
  return cellsOf(group.map(({ text }) => text).join(''));
}

function breakLine(line: readonly Span[], width: number): Span[] {
  const plain = line.map(({ text }) => text).join('');
  if (cellsOf(plain) <= width) {
    return [...line];
  }
  const indent = ' '.repeat(hangOf(plain, width));
  const broken: Span[] = [];
  let used = 0;
  let isStart = true;
  let blanks: Span[] = [];
  for (const group of groupsOf(line)) {
    if (group.every(isBlank)) {
      blanks = group;
      continue;
    }
    const cells = cellsOfGroup(blanks) + cellsOfGroup(group);
    if (!isStart && used + cells > width) {
      broken.push({ text: `\n${indent}`, style: undefined }, ...group);
      used = indent.length + cellsOfGroup(group);
    } else {
      broken.push(...blanks, ...group);
      used += cells;
    }
    isStart = false;
    blanks = [];
  }
  return broken;
}

/**
 * The text in lines no wider than `width`, broken at blanks. A word that is wider by itself stays as it is: the terminal
 * goes on with it in its next line, and what is copied from there is whole.
 */
export function wrap(value: Text, width: number): Text {
  if (!Number.isFinite(width)) {
    return value;
  }
  const spans = linesOf(value).flatMap((line, index) => [
    ...(index === 0 ? [] : [{ text: '\n', style: undefined }]),
    ...breakLine(line, width),
  ]);
  return new Text(spans);
}
