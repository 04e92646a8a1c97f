import type { ListedTask, ListFieldName, ListResult } from '../../operations/task/list.ts';
import { ID_MIN, type Column } from '../ui/table.ts';
import type { Inline, Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { stateText } from './state-text.ts';

type Shape = Omit<Column<ListedTask>, 'value' | 'header'> & { readonly header?: string };

/** What is shown unless fields were asked for; a column that would be empty is left out. */
const DEFAULT_FIELDS = ['id', 'state', 'priority', 'title', 'claimed_by', 'expires_at', 'labels'] as const;

const SHAPES: Readonly<Partial<Record<ListFieldName, Shape>>> = {
  id: { importance: 9, min: ID_MIN },
  state: { importance: 8, min: 9 },
  status: { importance: 7, min: 9 },
  priority: { header: 'PRIO', align: 'right', importance: 4, min: 4 },
  title: { importance: 6, min: 24 },
  claimed_by: { header: 'HOLDER', importance: 7, min: 14 },
  expires_at: { header: 'EXPIRES', importance: 5, min: 9 },
  labels: { importance: 2 },
};

function cell(task: ListedTask, field: ListFieldName, ui: Ui): Inline {
  const value = task[field];
  switch (field) {
    case 'state':
      return task.state === undefined ? '' : stateText(task.state);
    case 'status':
      return task.status === undefined ? '' : stateText(task.status);
    case 'expires_at':
    case 'created_at':
      return typeof value === 'string' ? ui.time(value) : '';
    default:
      return typeof value === 'object' && value !== null ? value.join(', ') : (value ?? '');
  }
}

function column(field: ListFieldName, ui: Ui): Column<ListedTask> {
  const header = field.toUpperCase().replaceAll('_', ' ');
  return { header, ...SHAPES[field], value: (task) => cell(task, field, ui) };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** The fields that were asked for are those that the tasks have; a full summary has more than is shown. */
function shownFields(tasks: readonly ListedTask[]): ListFieldName[] {
  const first = tasks[0] ?? {};
  const isSummary = 'unmet_dependencies' in first && 'status_from' in first && 'expires_at' in first;
  if (!isSummary) {
    return Object.keys(first) as ListFieldName[];
  }
  return DEFAULT_FIELDS.filter((field) => tasks.some((each) => !isEmpty(each[field])));
}

function footer(data: ListResult, ui: Ui): Text | undefined {
  const { count, total, next_cursor: cursor } = data;
  if (count === total) {
    return undefined;
  }
  const more = cursor === null ? '' : `; go on with --offset ${String(cursor)}`;
  return ui.dim(`${String(count)} of ${String(total)} tasks${more}`);
}

export function displayList(data: ListResult, ui: Ui): Rendered {
  const { tasks } = data;
  if (tasks.length === 0) {
    return data.total === 0 ? 'No tasks.' : `No more: ${String(data.total)} tasks in all.`;
  }
  const columns = shownFields(tasks).map((field) => column(field, ui));
  return [ui.table(columns, tasks), footer(data, ui)];
}
