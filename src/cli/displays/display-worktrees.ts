import { shortCommit } from '../../git/head.ts';
import type { WorktreeAddResult } from '../../operations/worktree/add.ts';
import type { WorktreeEntry, WorktreeListResult } from '../../operations/worktree/list.ts';
import type { WorktreeRemoveResult } from '../../operations/worktree/remove.ts';
import type { WorktreeTask } from '../../operations/worktree/bindings.ts';
import type { Column } from '../ui/table.ts';
import { concat, type Rendered, type Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayWorktree(data: WorktreeAddResult, ui: Ui): Rendered {
  const { task_id: id, path, branch, from, created } = data;
  const start = from === null ? '' : ui.t` ${ui.dim(ui.t`from ${from.name} (${shortCommit(from.commit)})`)}`;
  return created
    ? ui.t`${ui.bold(id)} has a worktree now: ${path}, on ${branch}${start}`
    : ui.t`${ui.bold(id)} is bound to the worktree that is there: ${path}, on ${branch}`;
}

function taskText({ task_id: id, state, holder }: WorktreeTask, ui: Ui): Text {
  const note = [state ?? '', holder ?? ''].filter((each) => each !== '').join(', ');
  return note === '' ? ui.t`${ui.bold(id)}` : ui.t`${ui.bold(id)} ${ui.dim(`(${note})`)}`;
}

function stateOf({ present, uncommitted, here }: WorktreeEntry): string {
  const count = uncommitted ?? 0;
  return [present ? '' : 'gone', here ? 'here' : '', count === 0 ? '' : `${count} uncommitted`]
    .filter((each) => each !== '')
    .join(', ');
}

/** The main worktree often has many tasks. */
const MAX_TASKS = 3;

function tasksText({ tasks }: WorktreeEntry, ui: Ui): Text {
  const shown = tasks.slice(0, MAX_TASKS).map((each) => taskText(each, ui));
  const more = tasks.length - shown.length;
  return concat(
    ...shown.flatMap((each, index) => (index === 0 ? [each] : [', ', each])),
    more > 0 ? ` and ${more} more` : '',
  );
}

export function displayWorktrees({ worktrees }: WorktreeListResult, ui: Ui): Rendered {
  const columns: Column<WorktreeEntry>[] = [
    { header: 'BRANCH', value: (row) => row.branch ?? 'detached', importance: 9, min: 8 },
    { header: 'TASKS', value: (row) => tasksText(row, ui), importance: 8, min: 12 },
    { header: 'STATE', value: stateOf, importance: 7 },
    { header: 'FOLDER', value: (row) => row.path ?? '', importance: 6, min: 16 },
  ];
  return worktrees.length === 0 ? 'This folder is in no Git repository.' : ui.table(columns, worktrees);
}

export function displayRemovedWorktree({ path, branch }: WorktreeRemoveResult, ui: Ui): Rendered {
  const stays = branch === null ? '' : ui.dim(ui.t`; the branch ${branch} stays`);
  return ui.t`Removed ${path}${stays}`;
}
