import type { SetupResult } from '../../operations/setup/setup.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

const FOUND = {
  current: 'is up to date',
  outdated: 'is out of date',
  missing: 'is not there',
} as const satisfies Record<SetupResult['found'], string>;

/** What became of the block. */
export function displaySetup(data: SetupResult, ui: Ui): Rendered {
  const { action, file, found, changed, deleted, block } = data;
  if (action === 'print') {
    return ui.raw(block);
  }
  if (!changed) {
    return ui.t`The block in ${ui.bold(file)} ${FOUND[found]}.`;
  }
  if (action === 'remove') {
    return deleted
      ? ui.t`${ui.bold(file)} is gone: the block was all of it.`
      : ui.t`Taken out of ${ui.bold(file)}.`;
  }
  return found === 'missing'
    ? ui.t`Written into ${ui.bold(file)}.`
    : ui.t`Brought up to date in ${ui.bold(file)}.`;
}
