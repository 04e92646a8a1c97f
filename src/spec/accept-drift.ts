import type { Prd } from '../model/task.ts';
import { MAX_EXCERPT_CHARS, joinSections } from './freeze-prd.ts';
import { isCopy } from './frozen-text.ts';
import type { PrdState } from './prd-state.ts';

async function excerptAfter({ prd, refs }: PrdState): Promise<string | null> {
  if (!(await isCopy(prd))) {
    return prd.excerpt;
  }
  const text = joinSections(refs.flatMap(({ live }) => live?.text ?? []));
  return text.length > MAX_EXCERPT_CHARS ? null : text;
}

/**
 * What a task was cut from, frozen anew as it is now: each section gets its hash, a copy of the sections becomes a copy of
 * what they are, an author's own excerpt stays. To be asked only where nothing is missing.
 */
export async function acceptDrift(state: PrdState): Promise<Prd> {
  const { prd, document, refs } = state;
  const isWhole = prd.prd_hash !== null || prd.refs.length === 0;
  return {
    source: prd.source,
    refs: refs.map(({ ref, live }) => ({ ...ref, hash: live?.hash ?? ref.hash })),
    excerpt: await excerptAfter(state),
    prd_hash: isWhole && document.kind === 'read' ? document.hash : prd.prd_hash,
  };
}
