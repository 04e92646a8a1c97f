import { shortCommit } from '../../git/head.ts';
import type { WhoamiResult } from '../../operations/workspace/whoami.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

const SOURCES: Readonly<Record<WhoamiResult['actor_from'], string>> = {
  flag: '--as',
  env: 'LODESTAR_AGENT',
  git: "Git's user.name",
  os: "the system's user",
};

function heldTasks(data: WhoamiResult, ui: Ui): Text {
  return ui.table(
    [
      { header: 'HOLDS', value: (row) => ui.bold(row.task_id), importance: 3 },
      { header: 'TITLE', value: (row) => row.title },
      { header: 'ENDS', value: (row) => ui.time(row.expires_at), importance: 2 },
      { header: 'TOKEN', value: (row) => ui.dim(row.token) },
    ],
    data.held,
  );
}

export function displayWhoami(data: WhoamiResult, ui: Ui): Rendered {
  const { branch, head } = data;
  return ui.lines([
    ui.t`${ui.bold(data.actor)} (from ${SOURCES[data.actor_from]})`,
    '',
    ui.pairs([
      ['workspace', data.workspace ?? 'none in this checkout'],
      ['worktree', data.worktree === data.workspace ? '' : data.worktree],
      ['branch', branch === null ? '' : `${branch}${head === null ? '' : ` at ${shortCommit(head)}`}`],
      ['runtime', data.runtime_path],
      ['', data.runtime === 'unavailable' ? ui.style('yellow', 'cannot be read or written here') : ''],
    ]),
    '',
    data.held.length === 0 ? 'Holds nothing.' : heldTasks(data, ui),
  ]);
}
