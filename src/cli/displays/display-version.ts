import type { VersionResult } from '../../operations/version.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayVersion(data: VersionResult, ui: Ui): Rendered {
  return ui.t`lodestar ${data.version} (node ${data.node}, ${data.platform}-${data.arch}) in ${data.root}`;
}
