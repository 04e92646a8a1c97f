import type { FlowToken } from './cst-tree.ts';
import type { Splice } from './splice.ts';
import { indentBefore, lineBelow, lineEnd, lineStart } from './text-lines.ts';

/** The place of an item of `[]` or `{}`: without its comma and its comments. */
export interface FlowPlace {
  readonly start: number;
  readonly end: number;
}

export interface FlowSite {
  readonly text: string;
  readonly eol: string;
  readonly token: FlowToken;
  readonly places: readonly FlowPlace[];
}

const BEHIND_ITEM = /^[ \t]*(,?)(?<![ \t])[ \t]*(?:#.*)?$/u;

function commaBehind(text: string, place: FlowPlace): string | undefined {
  return BEHIND_ITEM.exec(text.slice(place.end, lineEnd(text, place.end)))?.[1];
}

/** Each item stands on lines of its own, so that lines are added and taken out, each with its comment. */
function isOnePerLine({ text, token, places }: FlowSite): boolean {
  const first = places[0];
  const opensAlone = first !== undefined && text.slice(token.offset, first.start).includes('\n');
  return (
    opensAlone &&
    places.every(
      (place) => indentBefore(text, place.start) !== undefined && commaBehind(text, place) !== undefined,
    )
  );
}

/** Takes items out, each with one comma. `undefined` when none would be left. */
export function removeFlowItems(site: FlowSite, indices: ReadonlySet<number>): Splice[] | undefined {
  const { text, places } = site;
  const lastKept = places.findLastIndex((_, index) => !indices.has(index));
  const kept = places[lastKept];
  const last = places.at(-1);
  if (kept === undefined || last === undefined) {
    return undefined;
  }
  const removed = [...indices].toSorted((a, b) => a - b);
  const byLine = isOnePerLine(site);
  const splices = removed.flatMap((index): Splice[] => {
    const place = places[index];
    const next = places[index + 1];
    if (place === undefined || (!byLine && index > lastKept)) {
      return [];
    }
    return byLine || next === undefined
      ? [{ start: lineStart(text, place.start), end: lineBelow(text, place.end), text: '' }]
      : [{ start: place.start, end: next.start, text: '' }];
  });
  const tail = !byLine && kept !== last ? [{ start: kept.end, end: last.end, text: '' }] : [];
  return [...splices, ...tail];
}

/** Puts items behind the one at `after`, or first when it is -1. `undefined` for an empty collection. */
export function insertFlowItems(
  site: FlowSite,
  after: number,
  printed: readonly string[],
): Splice[] | undefined {
  const { text, eol, places } = site;
  const anchor = places[Math.max(after, 0)];
  if (anchor === undefined) {
    return undefined;
  }
  if (!isOnePerLine(site)) {
    return after < 0
      ? [{ start: anchor.start, end: anchor.start, text: printed.map((item) => `${item}, `).join('') }]
      : [{ start: anchor.end, end: anchor.end, text: printed.map((item) => `, ${item}`).join('') }];
  }
  const pad = indentBefore(text, anchor.start) ?? '';
  const hasComma = after < 0 || commaBehind(text, anchor) === ',';
  const lines = printed.map(
    (item, index) => pad + item + (hasComma || index < printed.length - 1 ? ',' : '') + eol,
  );
  const at = after < 0 ? lineStart(text, anchor.start) : lineBelow(text, anchor.end);
  const comma = hasComma ? [] : [{ start: anchor.end, end: anchor.end, text: ',' }];
  return [...comma, { start: at, end: at, text: lines.join('') }];
}
