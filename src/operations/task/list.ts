import { compareNatural } from '../../model/natural-order.ts';
import type { State, Status } from '../../model/status.ts';
import { listTasks, type ViewTask } from '../../workspace/view/rows.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { readLiveLeases, summarize, type TaskSummary } from './present.ts';

export const LIST_SORTS = ['priority', 'id', 'title', 'status', 'state'] as const;

export interface ListInput {
  readonly statuses?: readonly Status[];
  readonly states?: readonly State[];
  /** All of these labels. */
  readonly labels?: readonly string[];
  readonly holder?: string | undefined;
  /** Only what the caller holds. */
  readonly mine?: boolean;
  /** Every word of it occurs in id, title, description or a label, in any case. */
  readonly search?: string | undefined;
  readonly includeDeleted?: boolean;
  readonly sort?: (typeof LIST_SORTS)[number];
  readonly limit?: number | undefined;
  /** Skip so many; `next_cursor` of the answer before. */
  readonly offset?: number;
}

export interface ListResult {
  readonly tasks: readonly TaskSummary[];
  /** How many are in `tasks`. */
  readonly count: number;
  /** How many fit, before the limit. */
  readonly total: number;
  /** Pass it as `--offset` for what was cut; null when nothing was. */
  readonly next_cursor: number | null;
}

function matchesSearch(view: ViewTask, search: string): boolean {
  const { id, title, description, labels } = view.task;
  const text = [id, title, description, ...labels].join('\n').toLowerCase();
  return search.toLowerCase().split(/\s+/u).every((word) => text.includes(word));
}

interface Candidate {
  readonly view: ViewTask;
  readonly summary: TaskSummary;
}

function fits({ view, summary }: Candidate, input: ListInput, actor: string): boolean {
  const { statuses, states, labels = [], search } = input;
  const wantsDeleted = input.includeDeleted === true || statuses?.includes('deleted') === true || states?.includes('deleted') === true;
  const holder = input.mine === true ? actor : input.holder;
  return (
    (summary.status !== 'deleted' || wantsDeleted) &&
    (statuses === undefined || statuses.includes(summary.status)) &&
    (states === undefined || states.includes(summary.state)) &&
    labels.every((label) => summary.labels.includes(label)) &&
    (holder === undefined || summary.claimed_by === holder) &&
    (search === undefined || matchesSearch(view, search))
  );
}

const COMPARE = {
  id: (a: TaskSummary, b: TaskSummary) => compareNatural(a.id, b.id),
  title: (a: TaskSummary, b: TaskSummary) => (a.title < b.title ? -1 : Number(a.title > b.title)),
  status: (a: TaskSummary, b: TaskSummary) => (a.status < b.status ? -1 : Number(a.status > b.status)),
  state: (a: TaskSummary, b: TaskSummary) => (a.state < b.state ? -1 : Number(a.state > b.state)),
} as const;

/** Lists tasks by priority and natural id, or as asked. Errors: those of a broken spec. */
export async function listTasksOf(context: OperationContext, input: ListInput): Promise<Outcome<ListResult>> {
  const { workspace, runtime } = context;
  const fitting = await workspace.read(async (tx) => {
    const leases = await readLiveLeases(tx);
    const views = await listTasks(tx);
    const candidates = views.map((view) => ({ view, summary: summarize(view, leases, { now: tx.now, runtime }) }));
    return candidates.filter((each) => fits(each, input, context.actor)).map((each) => each.summary);
  });
  const sort = input.sort ?? 'priority';
  const sorted = sort === 'priority' ? fitting : fitting.toSorted(COMPARE[sort]);
  const offset = input.offset ?? 0;
  const end = input.limit === undefined ? sorted.length : Math.min(sorted.length, offset + input.limit);
  const tasks = sorted.slice(offset, end);
  const data = { tasks, count: tasks.length, total: sorted.length, next_cursor: end < sorted.length ? end : null };
  return { data, next: [hint('task.next', ['task', 'next'], 'See what can be done next')], warnings: context.warnings };
}
