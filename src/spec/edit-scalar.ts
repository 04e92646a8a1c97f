import {
  blockScalarParts,
  contentEnd,
  type BlockScalarToken,
  type MapEntry,
  type Token,
} from './cst-tree.ts';
import { quotingOf } from './edit-list.ts';
import { printLiteralBlock, type PrintedNode, type PrintStyle } from './print-node.ts';
import { printLiteralValue, printScalar } from './print-scalar.ts';
import type { Splice } from './splice.ts';
import { lineBelow, lineEnd } from './text-lines.ts';

export type ScalarValue = string | number | boolean | null;

export interface EntrySite {
  readonly text: string;
  readonly eol: string;
  readonly style: PrintStyle;
  readonly entry: MapEntry;
  /** The entry is in `{}`. */
  readonly inFlow: boolean;
  /** Column of the entry's key. */
  readonly indent: number;
}

export function isScalarValue(value: unknown): value is ScalarValue {
  return value === null || typeof value !== 'object';
}

/** The lines, each ended, as they are put at the start of a line. */
export function joinLines(lines: readonly string[], eol: string): string {
  return lines.map((line) => line + eol).join('');
}

function printValue(value: ScalarValue, site: EntrySite): PrintedNode {
  if (typeof value !== 'string') {
    return { inline: printLiteralValue(value), lines: [] };
  }
  const { style, entry, inFlow, indent } = site;
  const literal = inFlow ? undefined : printLiteralBlock(value, style, indent);
  const prefer = value.includes('\n') ? 'double' : quotingOf(entry.value);
  return literal ?? { inline: printScalar(value, { prefer, inFlow }), lines: [] };
}

function linesBelow(site: EntrySite, contentEndOffset: number, lines: readonly string[]): Splice[] {
  const at = lineBelow(site.text, contentEndOffset);
  return lines.length === 0 ? [] : [{ start: at, end: at, text: joinLines(lines, site.eol) }];
}

/** The header of a block scalar becomes the new value, or its header; the comment behind it stays, its lines go. */
function replaceBlockScalar(
  site: EntrySite,
  token: BlockScalarToken,
  printed: PrintedNode,
): Splice[] | undefined {
  const { header, contentStart } = blockScalarParts(token);
  if (header === undefined) {
    return undefined;
  }
  const headerEnd = header.offset + header.source.length;
  const end = Math.max(contentEnd(token), headerEnd);
  const content =
    end <= contentStart ? [] : [{ start: contentStart, end: lineBelow(site.text, end), text: '' }];
  const head = { start: header.offset, end: headerEnd, text: printed.inline };
  return [head, ...content, ...linesBelow(site, headerEnd, printed.lines)];
}

function isFlowScalar(token: Token): boolean {
  return (
    token.type === 'scalar' || token.type === 'single-quoted-scalar' || token.type === 'double-quoted-scalar'
  );
}

/**
 * Replaces a scalar, or an empty value, by another scalar: quoted as it was where that can be, with what stands around
 * it as it was. `undefined` when the present value is no scalar.
 */
export function replaceScalar(site: EntrySite, value: ScalarValue): Splice[] | undefined {
  const { entry } = site;
  const printed = printValue(value, site);
  if (entry.value === undefined) {
    const at = entry.colonEnd;
    return [{ start: at, end: at, text: ` ${printed.inline}` }, ...linesBelow(site, at, printed.lines)];
  }
  if (entry.value.type === 'block-scalar') {
    return replaceBlockScalar(site, entry.value, printed);
  }
  if (!isFlowScalar(entry.value)) {
    return undefined;
  }
  const { offset } = entry.value;
  return [
    { start: offset, end: entry.end, text: printed.inline },
    ...linesBelow(site, entry.end, printed.lines),
  ];
}

/** Replaces whatever an entry holds by a value that is printed anew; the comment on the key's line stays. */
export function replaceWhole(site: EntrySite, printed: PrintedNode): Splice[] {
  const { text, entry } = site;
  const keyLineEnd = lineEnd(text, entry.colonEnd);
  const inline = printed.inline === '' ? '' : ` ${printed.inline}`;
  if (entry.value?.type === 'block-scalar') {
    const replaced = replaceBlockScalar(site, entry.value, { inline, lines: printed.lines });
    const [head, ...others] = replaced ?? [];
    return head === undefined ? [] : [{ ...head, start: entry.colonEnd }, ...others];
  }
  if (entry.end <= keyLineEnd || site.inFlow || (entry.value?.offset ?? 0) <= keyLineEnd) {
    const below = site.inFlow ? [] : linesBelow(site, entry.end, printed.lines);
    return [{ start: entry.colonEnd, end: entry.end, text: inline }, ...below];
  }
  const end = lineBelow(text, entry.end);
  const bodyStart = lineBelow(text, entry.colonEnd);
  return [
    { start: entry.colonEnd, end: entry.colonEnd, text: inline },
    { start: bodyStart, end, text: joinLines(printed.lines, site.eol) },
  ];
}
