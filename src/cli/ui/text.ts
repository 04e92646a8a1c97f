import { inspect } from 'node:util';
import { safe, safeBlock } from './safe.ts';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan' | 'magenta' | 'underline';

/** Where a piece of text leads to on terminals that have links. */
export type LinkTarget =
  | { readonly url: string }
  /** Relative to the workspace. */
  | { readonly file: string };

/** How a terminal that has links shows one; see link.ts, which is loaded only for these. */
export interface Links {
  readonly draw: (target: LinkTarget, shown: string) => string;
}

export interface Span {
  /** Safe to print. */
  readonly text: string;
  readonly style: Style | undefined;
  /** A command to copy: no line is broken inside it. */
  readonly isWhole?: boolean;
  /** Where it leads to on a terminal that has links. */
  readonly link?: LinkTarget;
}

/** Text that is safe to print, with its styles; whether they are shown is decided when it is printed. */
export class Text {
  readonly spans: readonly Span[];

  constructor(spans: readonly Span[]) {
    this.spans = spans;
  }

  get plain(): string {
    return this.spans.map((span) => span.text).join('');
  }
}

/** Output for another program (ids alone, a graph to draw): nothing is added to it. */
export class RawText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a display answers. A plain string is safe as well: what a terminal would obey is made visible. */
export type Rendered = string | Text | RawText | readonly (string | Text | undefined)[];

export type Inline = string | number | Text | null | undefined;

/** Foreign text in one line; `null` and `undefined` are empty. */
export function text(value: Inline): Text {
  if (value instanceof Text) {
    return value;
  }
  return new Text([{ text: safe(String(value ?? '')), style: undefined }]);
}

/** Foreign text that may have several lines. */
export function block(value: string): Text {
  return new Text([{ text: safeBlock(value), style: undefined }]);
}

export function styled(style: Style, value: Inline): Text {
  return new Text(text(value).spans.map((span) => ({ ...span, style: span.style ?? style })));
}

export function concat(...parts: readonly Inline[]): Text {
  return new Text(parts.flatMap((part) => text(part).spans));
}

/** The text as something that no line is broken in: a command to copy. */
export function whole(value: Inline): Text {
  return new Text(text(value).spans.map((span) => ({ ...span, isWhole: true })));
}

/** The text as a link, on terminals that have links. */
export function linked(value: Inline, link: LinkTarget): Text {
  return new Text(text(value).spans.map((span) => ({ ...span, link })));
}

/** Lines of text as one; what is undefined is left out. */
export function joinLines(lines: readonly (string | Text | undefined)[]): Text {
  const spans = lines
    .filter((line) => line !== undefined)
    .flatMap((line, index) => [
      ...(index === 0 ? [] : [{ text: '\n', style: undefined }]),
      ...(typeof line === 'string' ? block(line) : line).spans,
    ]);
  return new Text(spans);
}

/** The first lines of a text, and how many more there are. */
export function firstLines(value: Text, most: number): { readonly head: Text; readonly left: number } {
  const spans: Span[] = [];
  let lines = 1;
  for (const span of value.spans) {
    const parts = span.text.split('\n');
    const room = most - lines;
    if (room >= 0) {
      spans.push({ ...span, text: parts.slice(0, room + 1).join('\n') });
    }
    lines += parts.length - 1;
  }
  return { head: new Text(spans), left: Math.max(0, lines - most) };
}

export function toText(rendered: Exclude<Rendered, RawText>): Text {
  if (rendered instanceof Text) {
    return rendered;
  }
  return typeof rendered === 'string' ? block(rendered) : joinLines(rendered);
}

/** `` t`Claimed ${id}: ${title}` ``: the literal parts are ours, the values are made safe. */
export function t(literals: TemplateStringsArray, ...values: readonly Inline[]): Text {
  const spans: Span[] = [];
  literals.forEach((literal, index) => {
    spans.push({ text: literal, style: undefined });
    if (index < values.length) {
      spans.push(...text(values[index]).spans);
    }
  });
  return new Text(spans);
}

function paint(span: Span): string {
  const codes = span.style === undefined ? undefined : inspect.colors[span.style];
  return codes === undefined ? span.text : `\u001b[${codes[0]}m${span.text}\u001b[${codes[1]}m`;
}

/** How a place of output shows what displays ask for. */
export interface Look {
  readonly color: boolean;
  /** Set where the terminal has links. */
  readonly links?: Links | undefined;
}

function draw(span: Span, { color, links }: Look): string {
  const shown = color ? paint(span) : span.text;
  return span.link === undefined || links === undefined ? shown : links.draw(span.link, shown);
}

/** The characters to print. */
export function renderText(value: Text, look: Look): string {
  return value.spans.map((span) => draw(span, look)).join('');
}
