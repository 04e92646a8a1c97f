import { diffWordsWithSpace, structuredPatch } from 'diff';

/** A run of words that both texts have, or one of them. */
export interface WordRun {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Texts that differ in more places than this are shown as one in place of the other; to find out takes some milliseconds. */
const MAX_EDITS = 400;

/** Longer texts are not read word by word, neither by us nor by anybody. */
const MAX_LENGTH = 20_000;

/** Around what differs, so many lines say where it is. */
const CONTEXT_LINES = 2;

/** What leads from one text to another, word by word. */
export function wordRuns(before: string, after: string): WordRun[] {
  const replaced: WordRun[] = [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
  if (before.length + after.length > MAX_LENGTH) {
    return replaced;
  }
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MAX_EDITS });
  return parts === undefined
    ? replaced
    : parts.map(({ added, removed, value }) => ({
        kind: added ? 'added' : removed ? 'removed' : 'same',
        text: value,
      }));
}

/** The lines that differ, each with ` `, `+` or `-` before it, and some around them; hunks are apart by `@@`. */
export function lineRuns(before: string, after: string): string[] {
  const end = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
  const patch = structuredPatch('', '', end(before), end(after), '', '', {
    context: CONTEXT_LINES,
    maxEditLength: MAX_EDITS,
  });
  if (patch === undefined) {
    const all = (mark: string, text: string): string[] => text.split('\n').map((line) => `${mark}${line}`);
    return [...all('-', before.trimEnd()), ...all('+', after.trimEnd())];
  }
  return patch.hunks.flatMap(({ lines }, index) => [...(index === 0 ? [] : ['@@']), ...lines]);
}
