/**
 * The form in which two wordings of an acceptance criterion are the same: white space folded to one space and trimmed,
 * so that a re-folded block scalar in the spec keeps its check-off.
 */
export function foldCriterion(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
