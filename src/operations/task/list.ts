import { compareNatural } from '../../model/natural-order.ts';
import { STATES, STATUSES, type State, type Status } from '../../model/status.ts';
import { listTasks, type ViewTask } from '../../workspace/view/rows.ts';
import { resolveActorFilter } from '../actor-filter.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { requireLabels } from './known-labels.ts';
import { nextHints, readLiveLeases, runtimeWarnings, summarize, type TaskSummary } from './present.ts';

export const LIST_SORTS = ['priority', 'id', 'title', 'status', 'state'] as const;

/** What `fields` can name: what a list shows, and the rest of what a task has. */
export const LIST_FIELD_NAMES = [
  'id',
  'title',
  'status',
  'state',
  'status_from',
  'priority',
  'labels',
  'depends_on',
  'unmet_dependencies',
  'claimed_by',
  'expires_at',
  'description',
  'acceptance_criteria',
  'locks',
  'capabilities',
  'lease_ttl',
  'external_ref',
  'created_at',
  'dependents',
  'revision',
] as const satisfies readonly (keyof DetailedSummary)[];
export type ListFieldName = (typeof LIST_FIELD_NAMES)[number];

/** A task of a list with everything that `fields` can ask for. */
interface DetailedSummary extends TaskSummary {
  readonly description: string;
  readonly acceptance_criteria: readonly string[];
  readonly locks: readonly string[];
  readonly capabilities: readonly string[];
  readonly lease_ttl: string | null;
  readonly external_ref: string | null;
  readonly created_at: string | null;
  /** How many tasks wait for it directly. */
  readonly dependents: number;
  /** The hash of the task's block. */
  readonly revision: string;
}

/** The fields of a summary, or exactly those that were asked for. */
export type ListedTask = Partial<DetailedSummary>;

export interface ListInput {
  readonly statuses?: readonly Status[] | undefined;
  readonly states?: readonly State[] | undefined;
  /** All of these labels. */
  readonly labels?: readonly string[] | undefined;
  /** An actor, or the name of one without its kind. */
  readonly holder?: string | undefined;
  /** Only what the caller holds. */
  readonly mine?: boolean;
  /** Every word of it occurs in id, title, description or a label, in any case. */
  readonly search?: string | undefined;
  readonly includeDeleted?: boolean;
  readonly sort?: (typeof LIST_SORTS)[number] | undefined;
  readonly limit?: number | undefined;
  /** Skip so many; `next_cursor` of the answer before. */
  readonly offset?: number | undefined;
  /** Exactly these fields of each task, in this order. */
  readonly fields?: readonly ListFieldName[] | undefined;
}

export interface ListResult {
  readonly tasks: readonly ListedTask[];
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
  return search
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

interface Candidate {
  readonly view: ViewTask;
  readonly summary: TaskSummary;
}

function fits({ view, summary }: Candidate, input: ListInput, holder: string | undefined): boolean {
  const { statuses, states, labels = [], search } = input;
  const wantsDeleted =
    input.includeDeleted === true ||
    statuses?.includes('deleted') === true ||
    states?.includes('deleted') === true;
  return (
    (summary.status !== 'deleted' || wantsDeleted) &&
    (statuses === undefined || statuses.includes(summary.status)) &&
    (states === undefined || states.includes(summary.state)) &&
    labels.every((label) => summary.labels.includes(label)) &&
    (holder === undefined || summary.claimed_by === holder) &&
    (search === undefined || matchesSearch(view, search))
  );
}

/** `status` and `state` go from what is to be done to what is over. */
const COMPARE = {
  id: (a: TaskSummary, b: TaskSummary) => compareNatural(a.id, b.id),
  title: (a: TaskSummary, b: TaskSummary) => compareNatural(a.title, b.title),
  status: (a: TaskSummary, b: TaskSummary) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status),
  state: (a: TaskSummary, b: TaskSummary) => STATES.indexOf(b.state) - STATES.indexOf(a.state),
} as const;

function narrow({ view, summary }: Candidate, fields: readonly ListFieldName[] | undefined): ListedTask {
  if (fields === undefined) {
    return summary;
  }
  const { task, dependents, revision } = view;
  const { description, acceptance_criteria, locks, capabilities, lease_ttl, external_ref, created_at } = task;
  const more = { description, acceptance_criteria, locks, capabilities, lease_ttl, external_ref, created_at };
  const all: DetailedSummary = { ...summary, ...more, dependents, revision };
  return Object.fromEntries(fields.map((field) => [field, all[field]]));
}

/** Lists tasks by priority and natural id, or as asked. Errors: USAGE (a label or a holder that is not known). */
export async function listTasksOf(context: OperationContext, input: ListInput): Promise<Outcome<ListResult>> {
  const { workspace, runtime } = context;
  const holder = await resolveActorFilter(context, input.mine === true ? context.actor : input.holder);
  const fitting = await workspace.read(async (tx) => {
    const leases = await readLiveLeases(tx);
    const views = await listTasks(tx);
    const candidates = views.map((view) => ({
      view,
      summary: summarize(view, leases, { now: tx.now, runtime }),
    }));
    const found = candidates.filter((each) => fits(each, input, holder));
    if (found.length === 0 && input.labels !== undefined) {
      await requireLabels(tx, input.labels);
    }
    return found;
  });
  const sort = input.sort ?? 'priority';
  const sorted =
    sort === 'priority' ? fitting : fitting.toSorted((a, b) => COMPARE[sort](a.summary, b.summary));
  const offset = input.offset ?? 0;
  const end = input.limit === undefined ? sorted.length : Math.min(sorted.length, offset + input.limit);
  const tasks = sorted.slice(offset, end).map((each) => narrow(each, input.fields));
  const data = {
    tasks,
    count: tasks.length,
    total: sorted.length,
    next_cursor: end < sorted.length ? end : null,
  };
  return {
    data,
    next: nextHints(runtime, [hint('task.next', ['task', 'next'], 'See what can be done next')]),
    warnings: [...context.warnings, ...runtimeWarnings(runtime)],
  };
}
