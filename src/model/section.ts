/** A heading of a document, at the top level of its text. */
export interface Heading {
  /** What may name it, without `#`: an explicit `{#id}` first, then the slug of its text. */
  readonly anchors: readonly string[];
  /** From 1 to 6. */
  readonly level: number;
  /** Counted from 1. */
  readonly line: number;
  readonly title: string;
}

/** A heading with all that stands under it, subsections included. */
export interface Section extends Heading {
  readonly endLine: number;
}

/** First and last line, both counted from 1. */
export type LineRange = readonly [first: number, last: number];

/** Text with its line ends as LF: what is hashed and compared, so that a checkout's line ends do not matter. */
export function foldLineEnds(text: string): string {
  return text.replace(/\r\n?/gu, '\n');
}

/** A document's lines; the empty one behind a last line end is none. */
export function linesOf(folded: string): string[] {
  const lines = folded.split('\n');
  if (lines.at(-1) === '') {
    lines.pop();
  }
  return lines;
}

/** The sections of a document, in its order. `headings` stand in that order too. */
export function sectionsOf(headings: readonly Heading[], lineCount: number): Section[] {
  const sections: Section[] = headings.map((heading) => ({ ...heading, endLine: lineCount }));
  /** Where the sections that are still open stand; each is deeper than the one before it. */
  const open: number[] = [];
  for (const [index, { level, line }] of headings.entries()) {
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const section = sections[last];
      if (section === undefined || section.level < level) {
        break;
      }
      sections[last] = { ...section, endLine: line - 1 };
      open.pop();
    }
    open.push(index);
  }
  return sections;
}

/** The document cut at its headings: what stands before the first, then each heading with its own text alone. */
export function cutAtHeadings(headings: readonly Heading[], lineCount: number): LineRange[] {
  const starts = headings.map((heading) => heading.line);
  const all = starts[0] === 1 || lineCount === 0 ? starts : [1, ...starts];
  return all.map((start, index) => [start, (all[index + 1] ?? lineCount + 1) - 1]);
}

/** An anchor as it is looked up: without its `#`. */
export function nameOfAnchor(anchor: string): string {
  return anchor.replace(/^#/u, '');
}

/** The section that an anchor names; upper and lower case count only where both are there. */
export function findSection(sections: readonly Section[], anchor: string): Section | undefined {
  const name = nameOfAnchor(anchor);
  const lower = name.toLowerCase();
  return (
    sections.find((section) => section.anchors.includes(name)) ??
    sections.find((section) => section.anchors.some((each) => each.toLowerCase() === lower))
  );
}

/** The lines that an anchor such as `#L10-L20` names, as code hosts write them. */
export function linesOfAnchor(anchor: string): LineRange | undefined {
  const match = /^#?L(\d{1,9})(?:-L?(\d{1,9}))?$/u.exec(anchor);
  if (match === null) {
    return undefined;
  }
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first >= 1 && first <= last ? [first, last] : undefined;
}

/**
 * The text of a range of lines as it is frozen, shown and hashed: without the empty lines at its end, which belong to
 * whatever comes next. `undefined` where the document ends before the range does.
 */
export function textOfLines(lines: readonly string[], [first, last]: LineRange): string | undefined {
  return last > lines.length ? undefined : joinWithoutEmptyEnd(lines.slice(first - 1, last));
}

function joinWithoutEmptyEnd(lines: readonly string[]): string {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return lines.slice(0, last + 1).join('\n');
}
