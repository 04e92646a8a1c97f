import { LodestarError } from '../../errors.ts';
import type { Sides } from '../../model/merge-sides.ts';
import type { MergeOptions, SpecMerge } from '../../spec/merge/merge-specs.ts';
import type { PlacedConflict } from '../../spec/merge/pieces.ts';
import type { RenumberedTask } from '../../spec/merge/rename-sides.ts';
import type { Warning } from '../outcome.ts';

/** More would not be read where several files are merged at once. */
const SHOWN_IN_MESSAGE = 10;

/** Merges texts. yaml and ajv load only here. */
export async function mergeTexts(texts: Sides<string>, options: MergeOptions): Promise<SpecMerge> {
  const { mergeSpecs } = await import('../../spec/merge/merge-specs.ts');
  return mergeSpecs(texts, options);
}

/** The failure of a merge that left something to a person. */
export function mergeFailure(file: string, conflicts: readonly PlacedConflict[]): LodestarError | undefined {
  if (conflicts.length === 0) {
    return undefined;
  }
  const count = conflicts.length === 1 ? '1 conflict' : `${conflicts.length} conflicts`;
  const shown = conflicts.slice(0, SHOWN_IN_MESSAGE).map(tellConflict);
  const rest = conflicts.length - shown.length;
  const all = [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
  return new LodestarError('MERGE_CONFLICTS', `${count} in ${file}: ${all}`, {
    details: { path: file, conflicts },
  });
}

function tellConflict({ line, message }: PlacedConflict): string {
  return line === null ? message : `line ${line}: ${message}`;
}

/** Nobody expects another id: so each is told. */
export function renumberWarnings(renumbered: readonly RenumberedTask[]): Warning[] {
  return renumbered.map(({ from, to, side, reason }) => {
    const other = side === 'ours' ? 'theirs' : 'ours';
    const why = reason === 'taken' ? `${other} has another task of that id` : `${other} renamed it`;
    return { code: 'task-renumbered', message: `${from} of ${side} is ${to} now: ${why}` };
  });
}
