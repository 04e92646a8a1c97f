import type { UpdateResult, UpdatedTask } from '../../operations/task/update.ts';
import { safe } from '../ui/safe.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

const NONE = '(none)';

/** A value in one line. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? NONE : value.map(String).join(', ');
  }
  if (value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)) {
    return NONE;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function lines(task: UpdatedTask, ui: Ui): (Text | undefined)[] {
  const { id, updated_fields: fields } = task;
  if (fields.length === 0) {
    return [ui.t`${ui.bold(id)} is like that already: nothing changed.`];
  }
  const values = fields.map((field) => {
    const name = field === 'extra' ? 'x- keys' : field.replaceAll('_', ' ');
    return [`  ${name}`, safe(valueText(task[field as keyof UpdatedTask]))] as const;
  });
  return [ui.t`Updated ${ui.bold(id)}`, ui.pairs(values)];
}

/** What each changed field is now. */
export function displayUpdate(data: UpdateResult, ui: Ui): Rendered {
  return data.tasks.flatMap((each) => lines(each, ui));
}
