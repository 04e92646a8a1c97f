/**
 * A block of ours in a file of somebody else. Texts are bytes as latin1, so that whatever stands around the block stays as
 * it is to the byte, in any encoding that has ASCII in it.
 */
export interface ManagedBlock {
  /** What stands before the block, and the line ends that were put between. */
  readonly before: string;
  /** The block itself without its markers, line ends as LF. */
  readonly body: string;
  readonly after: string;
  /** How many line ends were put before the block when it was added. */
  readonly added: number;
  /** The file was made for the block. */
  readonly made: boolean;
  /** Its line ends. */
  readonly eol: string;
}

const BEGIN = /<!-- lodestar:begin version=\S+ added=([0-9]) made=(yes|no) -->(\r?\n)/gu;
const END = '<!-- lodestar:end -->';
const END_LINE = /<!-- lodestar:end -->(?:\r?\n)?/gu;

/** The one block of a file; `undefined` where there is none, `broken` where its markers do not fit together. */
export function findBlock(text: string): ManagedBlock | 'broken' | undefined {
  const begins = [...text.matchAll(BEGIN)];
  const ends = [...text.matchAll(END_LINE)];
  const [begin] = begins;
  const [end] = ends;
  if (begin === undefined && end === undefined && !text.includes('<!-- lodestar:begin')) {
    return undefined;
  }
  if (
    begin === undefined ||
    end === undefined ||
    begins.length + ends.length > 2 ||
    end.index < begin.index
  ) {
    return 'broken';
  }
  return {
    before: text.slice(0, begin.index),
    body: text.slice(begin.index + begin[0].length, end.index).replaceAll('\r\n', '\n'),
    after: text.slice(end.index + end[0].length),
    added: Number(begin[1]),
    made: begin[2] === 'yes',
    eol: begin[3] ?? '\n',
  };
}

/** The line ends that a file has; LF where it has none. */
function lineEndOf(text: string): string {
  return /\r?\n/u.exec(text)?.[0] ?? '\n';
}

interface Written {
  readonly version: string;
  /** Line ends as LF, the last one among them. */
  readonly body: string;
  readonly added: number;
  readonly made: boolean;
}

function printBlock({ version, body, added, made }: Written, eol: string): string {
  const begin = `<!-- lodestar:begin version=${version} added=${String(added)} made=${made ? 'yes' : 'no'} -->`;
  return `${begin}\n${body}${END}\n`.replaceAll('\n', eol);
}

/** The line ends that part a block from the text above it by an empty line. */
function gapBelow(text: string): number {
  if (text === '' || /\n\r?\n$/u.test(text)) {
    return 0;
  }
  return text.endsWith('\n') ? 1 : 2;
}

/** The text with the block in it: in its place where there is one, else at the end. `head` begins a file that is made. */
export function putBlock(
  text: string | undefined,
  block: ManagedBlock | undefined,
  { version, body, head }: { readonly version: string; readonly body: string; readonly head: string },
): string {
  if (text === undefined) {
    return head + printBlock({ version, body, added: 0, made: true }, '\n');
  }
  if (block !== undefined) {
    const { before, after, added, made, eol } = block;
    return before + printBlock({ version, body, added, made }, eol) + after;
  }
  const eol = lineEndOf(text);
  const added = gapBelow(text);
  return text + eol.repeat(added) + printBlock({ version, body, added, made: false }, eol);
}

/** The text as it was without the block; `undefined` where the file was made for it and nothing else is in it. */
export function withoutBlock(block: ManagedBlock, head: string): string | undefined {
  const { before, after, added, made, eol } = block;
  let rest = before;
  for (let count = 0; count < added; count += 1) {
    rest = rest.endsWith(eol) ? rest.slice(0, -eol.length) : rest;
  }
  const left = rest + after;
  return made && (left === '' || left === head) ? undefined : left;
}
