import GithubSlugger from 'github-slugger';
import { fromMarkdown, type Options } from 'mdast-util-from-markdown';
import type { Heading } from '../model/section.ts';

type Node = ReturnType<typeof fromMarkdown>['children'][number];

/** `## Title {#id}`: the id that the author gave it. */
const EXPLICIT_ID = /\{#([^\s{}]+)\}$/u;
/** Settings at the top of a file, between lines of `---`: as Markdown their last line would read as a heading. */
const FRONT_MATTER = /^---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|$)/u;
/** Deeper than anybody reads; each level costs the parser all that stands before it. */
const TOO_DEEP = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])){60}/u;
/** A longer title is no title. */
const MAX_TITLE_CHARS = 1000;

/** Blocks alone: what stands inside of a paragraph takes time and says nothing of headings. */
const BLOCKS: Options = {
  extensions: [
    {
      disable: {
        null: [
          'attention',
          'autolink',
          'characterEscape',
          'characterReference',
          'codeText',
          'hardBreakEscape',
          'htmlText',
          'labelEnd',
          'labelStartImage',
          'labelStartLink',
        ],
      },
    },
  ],
};

/**
 * How many lines are parsed at once, where they can be cut there: the parser copies all that stands before it wherever a
 * list or a quotation ends.
 */
const PARSED_LINES = 48;

interface Visited {
  readonly node: Node;
  /** How many nodes it lies in, the root not counted. */
  readonly depth: number;
}

/** The nodes of a tree in the order of its text. By a list and no recursion: authors nest as deep as they like. */
function* walk(roots: readonly Node[]): Generator<Visited> {
  const rest: Visited[] = roots.map((node) => ({ node, depth: 0 })).toReversed();
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    yield next;
    const children: readonly Node[] = 'children' in next.node ? next.node.children : [];
    for (const child of children.toReversed()) {
      rest.push({ node: child, depth: next.depth + 1 });
    }
  }
}

function plainText(nodes: readonly Node[]): string {
  return [...walk(nodes)]
    .map(({ node }) => (node.type === 'text' || node.type === 'inlineCode' ? node.value : ''))
    .join('');
}

/** What a reader sees of a heading's source. What it links to stands elsewhere; that it is a link is taken on trust. */
function titleOf(source: string): string {
  const line = source.replaceAll(/\s+/gu, ' ').trim().slice(0, MAX_TITLE_CHARS);
  if (!/[\\`*_[\]<>&!]/u.test(line)) {
    return line;
  }
  const labels = [...line.matchAll(/\]\[([^[\]]+)\]/gu)].map(([, label = '']) => `[${label}]: x`);
  return plainText(fromMarkdown(['#', line, '#', '\n\n', labels.join('\n')].join(' ')).children);
}

interface Found {
  /** The text between its marks. */
  readonly source: string;
  readonly level: number;
  readonly line: number;
  /** At the top level of the document: one in a quotation or a list begins no section, but takes its slug all the same. */
  readonly isTop: boolean;
}

/**
 * Whether the headings below do not depend on what stands above, unless a fence or a comment is open there: an ATX heading,
 * an item of a list, or whatever comes behind an empty line, all of it at the margin.
 */
function mayBeCut(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  return (
    /^(?:#{1,6}(?:[ \t]|$)|[-*+][ \t]+[^\s*+-])/u.test(line) ||
    (/^\S/u.test(line) && lines[index - 1]?.trim() === '')
  );
}

function findCut(lines: readonly string[], from: number): number {
  let index = from;
  while (index < lines.length && !mayBeCut(lines, index)) {
    index += 1;
  }
  return Math.min(index, lines.length);
}

interface Parsed {
  readonly found: readonly Found[];
  /** No fence and no comment is open at the end of the lines. */
  readonly isClosed: boolean;
}

function parseLines(lines: readonly string[], range: { start: number; end: number }): Parsed {
  const { children } = fromMarkdown(`${lines.slice(range.start, range.end).join('\n')}\n# end`, BLOCKS);
  const found: Found[] = [];
  for (const { node, depth } of walk(children)) {
    const line = node.position?.start.line;
    if (node.type === 'heading' && line !== undefined) {
      const source = plainText(node.children);
      found.push({ source, level: node.depth, line: range.start + line, isTop: depth === 0 });
    }
  }
  const endLine = range.end + 1;
  const isClosed = found.at(-1)?.isTop === true && found.at(-1)?.line === endLine;
  return { found: found.filter(({ line }) => line < endLine), isClosed };
}

/** Lines of which none can be of a heading, nor open a fence, a comment or other HTML, need no parser. */
function isPlain(lines: readonly string[], { start, end }: { start: number; end: number }): boolean {
  for (let index = start; index < end; index += 1) {
    if (/[#<]|[=-][ \t]*$|`{3}|~{3}/u.test(lines[index] ?? '')) {
      return false;
    }
  }
  return true;
}

function findHeadings(lines: readonly string[]): Found[] {
  const found: Found[] = [];
  let start = 0;
  let count = PARSED_LINES;
  while (start < lines.length) {
    const end = findCut(lines, start + count);
    const here = isPlain(lines, { start, end }) ? undefined : parseLines(lines, { start, end });
    if (here?.isClosed === false && end < lines.length) {
      // Twice as many each time, so that a long fence is not read again and again.
      count = (end - start) * 2;
      continue;
    }
    found.push(...(here?.found ?? []));
    start = end;
    count = PARSED_LINES;
  }
  return found;
}

/**
 * The headings of a Markdown text (with LF as line ends) that begin its sections, with the anchors by which GitHub links
 * to them: slugs, `-1`, `-2` behind repeated ones, and explicit ids.
 */
export function readHeadings(text: string): Heading[] {
  const body = text.replace(FRONT_MATTER, (matter) => matter.replaceAll(/[^\n]/gu, ''));
  const lines = body.split('\n').map((line) => (TOO_DEEP.test(line) ? '' : line));
  const slugger = new GithubSlugger();
  const headings: Heading[] = [];
  for (const { source, level, line, isTop } of findHeadings(lines)) {
    const id = EXPLICIT_ID.exec(source.trimEnd())?.[1];
    const title = titleOf(source.trimEnd().replace(EXPLICIT_ID, ''));
    const slug = slugger.slug(title);
    if (isTop) {
      headings.push({ anchors: id === undefined ? [slug] : [id, slug], level, line, title });
    }
  }
  return headings;
}
