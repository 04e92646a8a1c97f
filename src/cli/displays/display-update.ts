import type { UpdateResult, UpdatedTask } from '../../operations/task/update.ts';
import { safe } from '../ui/safe.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

/** A value in one line. */
function valueText(value: unknown): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) {
    return '(none)';
  }
  if (Array.isArray(value)) {
    return value.map(String).join(', ');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
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
