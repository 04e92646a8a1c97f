import type { Status, State } from '../../model/status.ts';
import { STATUSES, STATES } from '../../model/status.ts';
import type { Project } from '../../model/task.ts';
import { deriveState } from '../../model/transition.ts';
import { isLeaseLive } from '../../model/lease.ts';
import { listActors } from '../../runtime/tables/actor.ts';
import { countMessages } from '../../runtime/tables/message.ts';
import { listLeases } from '../../runtime/tables/lease.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { countByReadiness, countSettledUpstream, findReadiness } from '../../workspace/view/rows.ts';
import { countWarnings, listWarnings } from '../../workspace/view/problems.ts';
import { getProject, upstreamIn } from '../../workspace/view/state.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Hint, Outcome, Warning } from '../outcome.ts';
import { listUnsettled } from '../settle/settle.ts';
import { runtimeMark, runtimeWarnings } from '../task/present.ts';
import { upstreamDetails } from '../task/unmerged.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import { taskHint } from '../task/task-hint.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';

export interface UpstreamStatus {
  /** Such as `origin/main`. */
  readonly ref: string | null;
  /** The full id of its commit. */
  readonly commit: string | null;
  /** Tasks that are verified or cancelled there, and not here. */
  readonly settled: number;
  /** `stale`: Git's files cannot tell where it is now; `unreadable`: its spec could not be read. */
  readonly known: 'current' | 'stale' | 'unreadable';
}

/** What a reset would lose: decided in the runtime, and not in this checkout's spec. */
export interface UnsettledTask {
  readonly task_id: string;
  readonly status: Status;
  readonly by: string | null;
}

export interface StatusResultOfWorkspace {
  readonly initialised: true;
  /** The same as `initialised`. */
  readonly initialized: true;
  readonly project: Project;
  readonly tasks: {
    /** Without tombstones. */
    readonly total: number;
    readonly by_status: Readonly<Record<Status, number>>;
    readonly by_state: Readonly<Record<State, number>>;
    readonly claimable: number;
  };
  readonly agents: { readonly registered: number; readonly active_leases: number };
  readonly messages: {
    readonly total: number;
    /** In the caller's inbox, and not read yet. */
    readonly unread: number;
    readonly by_task: Readonly<Record<string, number>>;
  };
  /** What the caller holds now. */
  readonly held: readonly string[];
  readonly unsettled: readonly UnsettledTask[];
  /** The default branch's spec as this clone knows it; null where the checkout is on that branch, or there is none. */
  readonly upstream: UpstreamStatus | null;
  /** Warnings that the spec's check has. */
  readonly spec_warnings: number;
  readonly runtime?: 'unknown';
}

/** The others are counted; `lodestar spec check` tells them all. */
const SHOWN_WARNINGS = 5;

export function unsettledEntry(fresh: FreshTask): UnsettledTask {
  return { task_id: fresh.task.id, status: fresh.status, by: fresh.transition?.actor ?? null };
}

type ReadinessGroups = Awaited<ReturnType<typeof countByReadiness>>;

async function countStates(
  tx: ReadTx,
  groups: ReadinessGroups,
  leased: ReadonlySet<string>,
): Promise<Record<State, number>> {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
  for (const group of groups) {
    counts[deriveState(group.status, false, group.waiting ? 1 : 0)] += group.count;
  }
  for (const id of leased) {
    const readiness = await findReadiness(tx, id);
    if (readiness !== undefined) {
      const unmet = readiness.waiting ? 1 : 0;
      counts[deriveState(readiness.status, false, unmet)] -= 1;
      counts[deriveState(readiness.status, true, unmet)] += 1;
    }
  }
  return counts;
}

interface Upstream {
  readonly status: UpstreamStatus | null;
  /** How many tasks would be claimable, and are settled there. */
  readonly claimable: number;
}

async function readUpstream(tx: ReadTx): Promise<Upstream> {
  const seen = upstreamIn(tx);
  if (seen === null || (seen.ref === null && !seen.isHidden)) {
    return { status: null, claimable: 0 };
  }
  const { settled, claimable } =
    seen.outcomes === 0 ? { settled: 0, claimable: 0 } : await countSettledUpstream(tx);
  const known = seen.isHidden ? 'stale' : seen.failedAtMs === null ? 'current' : 'unreadable';
  return { status: { ...upstreamDetails(seen), settled, known }, claimable };
}

async function readTasks(
  tx: ReadTx,
  leased: ReadonlySet<string>,
  upstream: Upstream,
): Promise<StatusResultOfWorkspace['tasks']> {
  const groups = await countByReadiness(tx);
  const byStatus = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const { status, count } of groups) {
    byStatus[status] += count;
  }
  const total = groups.reduce((sum, { status, count }) => sum + (status === 'deleted' ? 0 : count), 0);
  const byState = await countStates(tx, groups, leased);
  return { total, by_status: byStatus, by_state: byState, claimable: byState.claimable - upstream.claimable };
}

async function readMessages(tx: ReadTx, reader: string): Promise<StatusResultOfWorkspace['messages']> {
  const { total, unread, byTask } = await countMessages(tx, reader);
  return { total, unread, by_task: Object.fromEntries(byTask) };
}

async function statusIn(tx: ReadTx, context: OperationContext): Promise<StatusResultOfWorkspace> {
  const live = (await listLeases(tx)).filter((lease) => isLeaseLive(lease, tx.epoch, tx.now));
  const leased = new Set(live.map((lease) => lease.taskId));
  const agents = (await listActors(tx)).filter((row) => row.joinedAtMs !== null && row.leftAtMs === null);
  const upstream = await readUpstream(tx);
  return {
    initialised: true,
    initialized: true,
    project: await getProject(tx),
    tasks: await readTasks(tx, leased, upstream),
    agents: { registered: agents.length, active_leases: live.length },
    messages: await readMessages(tx, context.actor),
    held: live.filter((lease) => lease.holder === context.actor).map((lease) => lease.taskId),
    unsettled: (await listUnsettled(tx)).map(unsettledEntry),
    upstream: upstream.status,
    spec_warnings: await countWarnings(tx),
    ...runtimeMark(context.runtime),
  };
}

function nextHints(data: StatusResultOfWorkspace): Hint[] {
  const [held] = data.held;
  const done = data.unsettled.find((each) => each.status === 'done');
  const settleable = data.unsettled.some((each) => each.status !== 'done');
  return [
    ...(held === undefined ? [] : [taskHint('done', held, `Finish ${held}, which you hold`)]),
    ...(data.messages.unread > 0 ? [hint('msg.inbox', ['msg', 'inbox'], 'Read what came for you')] : []),
    ...(data.tasks.claimable > 0 && data.runtime === undefined
      ? [hint('task.next', ['task', 'next'], 'See what can be done next')]
      : []),
    ...(done === undefined
      ? []
      : [taskHint('verify', done.task_id, `Verify ${done.task_id}, which is done`)]),
    ...(settleable ? [hint('settle', ['settle'], 'Write outcomes into the spec')] : []),
    ...(data.tasks.total === 0
      ? [hint('task.create', ['task', 'create', '--title', 'First task'], 'Add a task')]
      : []),
  ];
}

/** Where things stand, with the first warnings of the spec. */
export async function workspaceStatus(context: OperationContext): Promise<Outcome<StatusResultOfWorkspace>> {
  const read = async (tx: ReadTx): Promise<{ data: StatusResultOfWorkspace; problems: SpecProblem[] }> => ({
    data: await statusIn(tx, context),
    problems: await listWarnings(tx, SHOWN_WARNINGS),
  });
  const { data, problems } = await context.workspace.read(read, 'current', { upstream: true });
  const specWarnings: Warning[] = problems.map((each) => ({
    code: each.code.toLowerCase().replaceAll('_', '-'),
    message: `${each.file}:${String(each.line)}: ${each.message}`,
  }));
  return {
    data,
    next: nextHints(data),
    warnings: [...context.warnings, ...runtimeWarnings(context.runtime), ...specWarnings],
  };
}
