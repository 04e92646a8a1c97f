import type { MergeDriverResult } from '../../operations/git-setup/merge-driver.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

const FOUND: Readonly<Record<MergeDriverResult['found'], string>> = {
  current: 'there and up to date',
  outdated: 'there, and not as this version would write it',
  missing: 'not there',
};

function verdict({ action, found, changed }: MergeDriverResult): string {
  if (action === 'write') {
    return changed ? "written into this clone's Git configuration" : 'there already';
  }
  return action === 'remove' ? (changed ? 'taken out' : 'not there') : FOUND[found];
}

export function displayMergeDriver(data: MergeDriverResult, ui: Ui): Rendered {
  const { action, command, attributes } = data;
  const { file, line, driver, changed } = attributes;
  if (action === 'print') {
    return ui.raw(`# .git/config\n[merge "lodestar"]\n\tdriver = ${command}\n# ${file}\n${line}\n`);
  }
  const isNamed = driver === 'lodestar';
  const shown = changed ? 'changed; commit it' : isNamed ? 'names it' : `needs the line \`${line}\``;
  return ui.lines([ui.t`The merge driver: ${verdict(data)}.`, ui.t`${file}: ${shown}.`]);
}
