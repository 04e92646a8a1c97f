import { cutSpec } from './cut.ts';

interface Edited {
  readonly before: { readonly content: { readonly text: string } };
  readonly after: { readonly content: { readonly text: string } };
}

function hashesOf(text: string): Map<string, string> | undefined {
  const cut = cutSpec(text);
  return cut === undefined ? undefined : new Map(cut.blocks.map((block) => [block.id, block.hash]));
}

/**
 * Whether a text still has every task's block that an edit changed, byte for byte. Where a text cannot be cut into blocks,
 * whether it is the edited one as a whole.
 */
export function hasBlocksOf(text: string, edited: Edited): boolean {
  const [now, before, after] = [text, edited.before.content.text, edited.after.content.text].map(hashesOf);
  if (now === undefined || before === undefined || after === undefined) {
    return text === edited.after.content.text;
  }
  const changed = [...after].filter(([id, hash]) => before.get(id) !== hash);
  return changed.every(([id, hash]) => now.get(id) === hash);
}
