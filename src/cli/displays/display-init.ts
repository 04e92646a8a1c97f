import type { InitResult } from '../../operations/workspace/init.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayInit(data: InitResult, ui: Ui): Rendered {
  if (!data.changed) {
    return ui.t`${ui.bold(data.project_name)} in ${data.path} is a workspace already; nothing was changed.`;
  }
  return ui.lines([
    ui.t`Workspace ${ui.bold(data.project_name)} in ${data.path}. Written, to be committed:`,
    ui.list(data.files_created, '  -'),
  ]);
}
