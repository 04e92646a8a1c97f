import type { EventEntry } from '../../operations/log/event-entry.ts';
import type { LogResult } from '../../operations/log/log.ts';
import { countOf } from '../ui/count-of.ts';
import { ID_MIN, type Column } from '../ui/table.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { eventDetail } from './event-detail.ts';

function byWhom({ actor, via }: EventEntry): string {
  return via === null ? actor : `${actor} (via ${via})`;
}

/** The columns of a list of events; the task's own is left out where all are of one task. */
export function eventColumns(ui: Ui, options: { withTask: boolean }): Column<EventEntry>[] {
  const task: Column<EventEntry> = {
    header: 'TASK',
    value: (row) => row.task_id,
    importance: 7,
    min: ID_MIN,
  };
  return [
    { header: 'SEQ', value: (row) => ui.dim(row.seq), align: 'right', importance: 2, min: 3 },
    { header: 'TIME', value: (row) => ui.time(row.at), importance: 6, min: 10 },
    { header: 'EVENT', value: (row) => ui.bold(row.type), importance: 9, min: 12 },
    ...(options.withTask ? [task] : []),
    { header: 'ACTOR', value: byWhom, importance: 8, min: 12 },
    { header: 'DETAIL', value: eventDetail, importance: 1, min: 10 },
  ];
}

export function displayLog({ events, count, total, next_cursor: cursor }: LogResult, ui: Ui): Rendered {
  if (count === 0) {
    return total === 0 ? 'Nothing is recorded.' : `${countOf(total, 'event')}, none of them shown.`;
  }
  const more = cursor === null ? 'raise --limit for the others' : `go on with --after ${String(cursor)}`;
  return [
    ui.table(eventColumns(ui, { withTask: true }), events),
    total > count ? ui.dim(`${String(count)} of ${countOf(total, 'event')}; ${more}`) : undefined,
  ];
}
