import type { ListResult } from '../../operations/task/list.ts';
import type { Rendered } from '../ui/text.ts';
import { safe } from '../ui/safe.ts';
import type { Ui } from '../ui/ui.ts';

/** Ids alone, one a line, for another program. */
export function displayTaskIds(data: ListResult, ui: Ui): Rendered {
  return ui.raw(data.tasks.map((each) => safe(each.id ?? '')).join('\n'));
}
