import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SpecMerge } from '../../../src/spec/merge/merge-specs.ts';
import type { Sides } from '../../../src/model/merge-sides.ts';
import { diffTexts } from '../../../src/spec/diff-texts.ts';
import { MERGE_CASES } from './support/merge-cases.ts';
import { mergeTexts } from './support/merge-texts.ts';

function visible(text: string): string {
  return text.replaceAll('\r', '␍').replaceAll('\uFEFF', '␂');
}

/** What one reads to judge a merge: what each side did, and what came of it. */
function tell(
  { base, ours, theirs }: Sides<string>,
  { text, way, conflicts, renumbered }: SpecMerge,
): string {
  return [
    `way: ${way}`,
    ...conflicts.map((each) => `conflict: ${JSON.stringify(each)}`),
    ...renumbered.map((each) => `renumbered: ${JSON.stringify(each)}`),
    '=== ours',
    visible(diffTexts(base, ours)),
    '=== theirs',
    visible(diffTexts(base, theirs)),
    '=== merged',
    visible(text.endsWith('\n') ? text : `${text}␃`),
  ].join('\n');
}

it.each(MERGE_CASES)('$name', async (each) => {
  const file = `${each.name.replaceAll(/[^a-zA-Z0-9]+/gu, '-')}.txt`;
  await expect(tell(each, mergeTexts(each))).toMatchFileSnapshot(join(import.meta.dirname, 'cases', file));
});
