import { STATES, type State } from '../../model/status.ts';
import { listTasks } from '../../workspace/view/rows.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import {
  nextHints,
  readLiveLeases,
  runtimeMark,
  runtimeWarnings,
  summarize,
  type TaskSummary,
} from './present.ts';

export interface BoardInput {
  /** All of these labels. */
  readonly labels?: readonly string[] | undefined;
  /** At most so many tasks of a column; the column says how many there are. */
  readonly limit: number;
}

export interface BoardColumn {
  readonly state: State;
  /** How many tasks are in the state. */
  readonly total: number;
  /** The first of them, by priority and natural id. */
  readonly tasks: readonly TaskSummary[];
}

export interface BoardResult {
  /** In the order in which work goes through the states; only those that have tasks. */
  readonly columns: readonly BoardColumn[];
  readonly runtime?: 'unknown';
}

/** From what is not to be done yet to what is over. */
const ORDER: readonly State[] = [
  'draft',
  'held',
  'waiting',
  'claimable',
  'claimed',
  'done',
  'verified',
  'cancelled',
];

/** The tasks by state. */
export async function boardOfTasks(
  context: OperationContext,
  input: BoardInput,
): Promise<Outcome<BoardResult>> {
  const { workspace, runtime } = context;
  const { labels = [], limit } = input;
  const summaries = await workspace.read(async (tx) => {
    const leases = await readLiveLeases(tx);
    const all = (await listTasks(tx)).map((view) => summarize(view, leases, { now: tx.now, runtime }));
    return all.filter((task) => labels.every((label) => task.labels.includes(label)));
  });
  const byState = new Map<State, TaskSummary[]>(STATES.map((state) => [state, []]));
  summaries.forEach((task) => byState.get(task.state)?.push(task));
  const columns = ORDER.flatMap((state): BoardColumn[] => {
    const tasks = byState.get(state) ?? [];
    return tasks.length === 0 ? [] : [{ state, total: tasks.length, tasks: tasks.slice(0, limit) }];
  });
  return {
    data: { columns, ...runtimeMark(runtime) },
    next: nextHints(runtime, [hint('task.next', ['task', 'next'], 'See what can be done next')]),
    warnings: [...context.warnings, ...runtimeWarnings(runtime)],
  };
}
