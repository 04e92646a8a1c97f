import { linesOf, textOfLines } from '../model/section.ts';
import type { Prd, PrdRef } from '../model/task.ts';
import { readSections, sectionHash } from './document.ts';
import { joinSections } from './freeze-prd.ts';
import { isHash } from './prd-state.ts';

function* windows(lines: readonly string[], length: number): Generator<string> {
  for (let first = 1; first <= lines.length; first += 1) {
    yield textOfLines(lines, [first, Math.min(lines.length, first + length - 1)]) ?? '';
  }
}

/** What a section was when it was frozen, where the excerpt holds it: its hash tells. */
export async function findFrozenText({ excerpt }: Prd, { hash, lines }: PrdRef): Promise<string | undefined> {
  if (excerpt === null || hash === null) {
    return undefined;
  }
  const excerptLines = linesOf(excerpt);
  const sections = lines === null ? await readSections(excerptLines) : [];
  const candidates = [
    excerpt,
    ...sections.map(({ line, endLine }) => textOfLines(excerptLines, [line, endLine]) ?? ''),
    ...(lines === null ? [] : windows(excerptLines, lines[1] - lines[0] + 1)),
  ];
  return candidates.find((text) => isHash(hash, sectionHash(text)));
}

/** Whether the excerpt is a copy of the sections and no words of its author. */
export async function isCopy(prd: Prd): Promise<boolean> {
  const texts = await Promise.all(prd.refs.map(async (ref) => await findFrozenText(prd, ref)));
  const known = texts.filter((text) => text !== undefined);
  return known.length > 0 && known.length === texts.length && joinSections(known) === prd.excerpt;
}
