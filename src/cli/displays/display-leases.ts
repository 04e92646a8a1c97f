import type { LeaseEntry, LeaseListResult } from '../../operations/lease/list.ts';
import { ID_MIN, type Column } from '../ui/table.ts';
import { safe } from '../ui/safe.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

function columns(leases: readonly LeaseEntry[], ui: Ui): Column<LeaseEntry>[] {
  const all: Column<LeaseEntry>[] = [
    { header: 'TASK', value: (row) => ui.bold(row.task_id), importance: 9, min: ID_MIN },
    { header: 'HOLDER', value: (row) => row.holder, importance: 8, min: 12 },
    {
      header: 'ENDS',
      value: (row) => (row.live ? ui.time(row.expires_at) : ui.style('yellow', 'lapsed')),
      importance: 7,
      min: 8,
    },
    { header: 'TITLE', value: (row) => row.title, importance: 5, min: 16 },
  ];
  return leases.some((row) => row.branch !== null)
    ? [...all, { header: 'BRANCH', value: (row) => row.branch, importance: 2 }]
    : all;
}

export function displayLeases({ leases }: LeaseListResult, ui: Ui): Rendered {
  return leases.length === 0 ? 'Nobody holds anything.' : ui.table(columns(leases, ui), leases);
}

/** Ids of the tasks alone, one a line, for another program. */
export function displayHeldIds({ leases }: LeaseListResult, ui: Ui): Rendered {
  return ui.raw(leases.map(({ task_id: id }) => safe(id)).join('\n'));
}
