import type { Sides } from '../../../../src/model/merge-sides.ts';
import { mergeSpecs, type SpecMerge } from '../../../../src/spec/merge/merge-specs.ts';

const LABELS = {
  file: 'spec.yaml',
  base: 'base',
  ours: 'ours',
  theirs: 'theirs',
  markerSize: 7,
  showBase: false,
};

/** Merges as `spec merge` does without flags. */
export function mergeTexts(texts: Sides<string>): SpecMerge {
  return mergeSpecs(texts, LABELS);
}
