import { findSection, linesOfAnchor, nameOfAnchor, type LineRange, type Section } from '../model/section.ts';
import type { Prd, PrdRef } from '../model/task.ts';
import { nearMisses } from '../util/near-miss.ts';
import { sectionHash, textOf, type Document, type MissingDocument } from './document.ts';

/**
 * How a section stands against what was frozen of it. `document-changed`: it was not frozen by itself, and the document as
 * a whole is another one; `unfrozen`: nothing says what it was.
 */
export type SectionState = 'unchanged' | 'changed' | 'missing' | 'document-changed' | 'unfrozen';

/** A section as it is now. */
export interface LiveSection {
  readonly title: string | null;
  readonly lines: LineRange;
  readonly text: string;
  readonly hash: string;
}

export interface RefState {
  readonly ref: PrdRef;
  readonly state: SectionState;
  readonly live: LiveSection | undefined;
  /** Of an anchor that is not there: those that look like it. */
  readonly near: readonly string[];
}

/** What a task was cut from, as it is now. */
export interface PrdState {
  readonly prd: Prd;
  readonly document: Document | MissingDocument;
  readonly refs: readonly RefState[];
  /** Of the document as a whole, by `prd_hash`; null where sections tell more, or nothing was frozen. */
  readonly whole: 'unchanged' | 'changed' | null;
}

/** `sha256:` in front and capitals are what people write. */
export function isHash(written: string, hash: string): boolean {
  return written.replace(/^sha256:/u, '').toLowerCase() === hash;
}

function liveLines(document: Document, range: LineRange, title: string | null): LiveSection | undefined {
  const text = textOf(document, range);
  return text === undefined ? undefined : { title, lines: range, text, hash: sectionHash(text) };
}

/** The section that a reference names: by its lines, where it has some, else by its anchor. */
async function findLive(document: Document, ref: PrdRef): Promise<LiveSection | undefined> {
  const sections = await document.sections();
  const section = findSection(sections, ref.anchor);
  const range = ref.lines ?? (section === undefined ? linesOfAnchor(ref.anchor) : undefined);
  if (range !== undefined) {
    return liveLines(document, range, section?.title ?? null);
  }
  return section && liveLines(document, [section.line, section.endLine], section.title);
}

function anchorsLike(ref: PrdRef, sections: readonly Section[]): string[] {
  const anchors = new Set(sections.flatMap((section) => section.anchors.map((anchor) => `#${anchor}`)));
  return nearMisses(`#${nameOfAnchor(ref.anchor)}`, anchors);
}

function judge(
  { prd, document }: { prd: Prd; document: Document },
  ref: PrdRef,
  live: LiveSection,
): SectionState {
  if (ref.hash !== null) {
    return isHash(ref.hash, live.hash) ? 'unchanged' : 'changed';
  }
  if (prd.prd_hash === null) {
    return 'unfrozen';
  }
  return isHash(prd.prd_hash, document.hash) ? 'unchanged' : 'document-changed';
}

async function inspectRef(prd: Prd, document: Document, ref: PrdRef): Promise<RefState> {
  const live = await findLive(document, ref);
  if (live === undefined) {
    const near = anchorsLike(ref, await document.sections());
    return { ref, state: 'missing', live, near };
  }
  return { ref, state: judge({ prd, document }, ref, live), live, near: [] };
}

function judgeWhole({ refs, prd_hash: hash }: Prd, document: Document): PrdState['whole'] {
  const saysMore = refs.length > 0 && refs.every((ref) => ref.hash !== null);
  if (hash === null || saysMore) {
    return null;
  }
  return isHash(hash, document.hash) ? 'unchanged' : 'changed';
}

/** Holds what a task was cut from against the document as it is. */
export async function inspectPrd(prd: Prd, document: Document | MissingDocument): Promise<PrdState> {
  if (document.kind === 'missing') {
    const refs = prd.refs.map((ref) => ({ ref, state: 'missing' as const, live: undefined, near: [] }));
    return { prd, document, refs, whole: null };
  }
  const refs: RefState[] = [];
  for (const ref of prd.refs) {
    refs.push(await inspectRef(prd, document, ref));
  }
  return { prd, document, refs, whole: judgeWhole(prd, document) };
}
