import type { SpecDiffResult } from '../../operations/spec/diff.ts';
import { renderReport } from '../envelope.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { displaySpecDiff } from './display-spec-diff.ts';
import { specDiffMd } from './spec-diff-md.ts';

export const DIFF_FORMATS = ['text', 'md', 'json'] as const;
type DiffFormat = (typeof DIFF_FORMATS)[number];

/** The difference for people, for a pull request, or for another program. */
export function showSpecDiff(data: SpecDiffResult, ui: Ui, format: DiffFormat): Rendered {
  switch (format) {
    case 'text':
      return displaySpecDiff(data, ui);
    case 'md':
      return ui.raw(specDiffMd(data));
    case 'json':
      return ui.raw(renderReport({ data, next: [], warnings: [] }));
  }
}
