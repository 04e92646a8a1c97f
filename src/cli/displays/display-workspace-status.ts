import { shortCommit } from '../../git/head.ts';
import type {
  StatusResultOfWorkspace,
  UnsettledTask,
  UpstreamStatus,
} from '../../operations/workspace/status.ts';
import { countOf } from '../ui/count-of.ts';
import { concat, whole, type Rendered, type Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { displayUnsettled } from './display-unsettled.ts';

/** What can be acted on comes first. */
const STATE_ORDER = [
  'claimable',
  'claimed',
  'done',
  'waiting',
  'held',
  'draft',
  'verified',
  'cancelled',
] as const;

/** More would push what matters off the screen; `--json` has them all. */
const MAX_UNSETTLED = 8;

function states(data: StatusResultOfWorkspace, ui: Ui): Text {
  const counts = STATE_ORDER.map((state) => [state, data.tasks.by_state[state]] as const);
  const shown = counts.filter(([, count]) => count > 0);
  return concat(
    ...shown.flatMap(([state, count], index) => {
      const part = `${String(count)} ${state}`;
      return [index === 0 ? '' : ', ', whole(state === 'claimable' ? ui.style('green', part) : part)];
    }),
  );
}

function unsettled(tasks: readonly UnsettledTask[], ui: Ui): Text | undefined {
  if (tasks.length === 0) {
    return undefined;
  }
  const more = tasks.length - MAX_UNSETTLED;
  return ui.lines([
    '',
    ui.t`Not in this checkout's spec yet:`,
    displayUnsettled(tasks.slice(0, MAX_UNSETTLED), ui),
    more > 0 ? ui.dim(`  and ${String(more)} more`) : undefined,
  ]);
}

function messagesText({ total, unread }: StatusResultOfWorkspace['messages']): string {
  const count = total === 0 ? '' : String(total);
  return unread === 0 ? count : `${count}, ${String(unread)} of them unread`;
}

/** Nothing is said of a default branch that says nothing new. */
function upstreamText(upstream: UpstreamStatus | null, ui: Ui): Text | string {
  if (upstream === null) {
    return '';
  }
  const { ref, commit, settled, known } = upstream;
  const where = ref === null ? 'the default branch' : `${ref} ${shortCommit(commit ?? '')}`;
  if (known === 'stale') {
    return ui.style('yellow', `where ${ref ?? 'it'} is now cannot be told from Git's files (reftable)`);
  }
  if (known === 'unreadable') {
    return ui.style('yellow', `the spec of ${where} cannot be read`);
  }
  return settled === 0 ? '' : `${countOf(settled, 'task')} settled in ${where}, not in this branch`;
}

export function displayWorkspaceStatus(data: StatusResultOfWorkspace, ui: Ui): Rendered {
  const { project, tasks, agents, messages } = data;
  const isUnknown = data.runtime === 'unknown';
  return ui.lines([
    ui.t`${ui.bold(project.name)}: ${countOf(tasks.total, 'task')}`,
    '',
    ui.pairs([
      ['tasks', tasks.total === 0 ? 'none yet' : states(data, ui)],
      ['you hold', data.held.join(', ')],
      [
        'agents',
        isUnknown
          ? ''
          : `${String(agents.registered)} joined, ${countOf(agents.active_leases, 'live lease')}`,
      ],
      ['messages', messagesText(messages)],
      ['spec', data.spec_warnings === 0 ? '' : countOf(data.spec_warnings, 'warning')],
      ['upstream', upstreamText(data.upstream, ui)],
      ['runtime', isUnknown ? ui.style('yellow', 'unknown') : ''],
    ]),
    unsettled(data.unsettled, ui),
  ]);
}
