import { linesOfAnchor, nameOfAnchor, type LineRange } from '../model/section.ts';
import type { Prd, PrdRef } from '../model/task.ts';
import type { Document } from './document.ts';
import { inspectPrd } from './prd-state.ts';

/** A copy that is longer belongs into no plan: then the hashes alone say what it was. */
export const MAX_EXCERPT_CHARS = 16_384;

export interface FreezeRequest {
  /** Path of the document, from the folder that holds `.lodestar`. */
  readonly source: string;
  /** As they were typed; see `parseRef`. */
  readonly refs: readonly string[];
  /** What the author says that the task needs to know; the sections themselves where it is left out. */
  readonly excerpt: string | undefined;
}

export interface Frozen {
  readonly prd: Prd;
  /** Anchors that are not there, with those that look like them. */
  readonly missing: readonly { readonly anchor: string; readonly near: readonly string[] }[];
  /** Length of the sections that are too long to be copied. */
  readonly leftOut: number | null;
}

/** `#slug`, `#slug:10-20` for lines of the document, `#L10-L20` for lines alone; the `#` may be left out. */
export function parseRef(typed: string): PrdRef {
  const [, name = '', first, last] = /^(.*?)(?::(\d{1,9})-(\d{1,9}))?$/su.exec(typed.trim()) ?? [];
  const anchor = `#${nameOfAnchor(name)}`;
  const range: LineRange | undefined =
    first === undefined || last === undefined ? linesOfAnchor(anchor) : [Number(first), Number(last)];
  return { anchor, lines: range ?? null, hash: null };
}

/** Of several sections: their texts, an empty line between them. */
export function joinSections(texts: readonly string[]): string {
  return texts.join('\n\n');
}

/** What a task is cut from, as it is now: a hash for each section, and of a document without sections one for all of it. */
export async function freezePrd(document: Document, request: FreezeRequest): Promise<Frozen> {
  const { source, excerpt } = request;
  const wanted = request.refs.map(parseRef);
  const state = await inspectPrd({ source, refs: wanted, excerpt: null, prd_hash: null }, document);
  const missing = state.refs
    .filter(({ live }) => live === undefined)
    .map(({ ref, near }) => ({ anchor: ref.anchor, near }));
  const sections = joinSections(state.refs.flatMap(({ live }) => live?.text ?? []));
  const isTooLong = sections.length > MAX_EXCERPT_CHARS;
  const copied = sections === '' || isTooLong ? null : sections;
  return {
    prd: {
      source,
      refs: state.refs.map(({ ref, live }) => ({ ...ref, hash: live?.hash ?? null })),
      excerpt: excerpt === undefined ? copied : excerpt === '' ? null : excerpt,
      prd_hash: wanted.length === 0 ? document.hash : null,
    },
    missing,
    leftOut: excerpt === undefined && isTooLong ? sections.length : null,
  };
}
