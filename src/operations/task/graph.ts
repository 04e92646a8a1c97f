import { LodestarError } from '../../errors.ts';
import { isOver, type State, type Status } from '../../model/status.ts';
import { criticalPath } from '../../model/critical-path.ts';
import { neighbourhood, reverseEdges } from '../../model/graph.ts';
import type { Runtime } from '../../runtime/open.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { listTasks, type ViewTask } from '../../workspace/view/rows.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import {
  nextHints,
  readLiveLeases,
  runtimeMark,
  runtimeWarnings,
  stateOf,
  type LiveLeases,
  leaseOfTask,
} from './present.ts';
import { taskNotFound } from './require-task.ts';
import { dependenciesAmong } from './shown-dependencies.ts';

export interface GraphInput {
  /** Only what lies within `hops` edges of this task. */
  readonly focus?: string | undefined;
  readonly hops?: number | undefined;
  readonly includeDeleted: boolean;
}

export interface GraphNode {
  readonly id: string;
  readonly title: string;
  readonly status: Status;
  readonly state: State;
  readonly priority: number;
  readonly claimed_by: string | null;
  /** Only where the runtime cannot be read: then status and state are the spec's alone. */
  readonly runtime?: 'unknown';
}

/** An edge leads from a dependency to what waits for it. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

export interface GraphResult {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly focus: string | null;
  /**
   * The longest chain of shown tasks that are not over, first to last: so many steps have to be done one after the other.
   */
  readonly critical_path: readonly string[];
  readonly runtime?: 'unknown';
}

function nodeOf(view: ViewTask, leases: LiveLeases, runtime: Runtime): GraphNode {
  const { id, title, priority } = view.task;
  const lease = leaseOfTask(leases, view.task);
  return {
    id,
    title,
    status: view.status,
    state: stateOf(view, leases),
    priority,
    claimed_by: lease?.holder ?? null,
    ...runtimeMark(runtime),
  };
}

async function selectViews(tx: ReadTx, input: GraphInput): Promise<ViewTask[]> {
  const all = (await listTasks(tx)).filter((view) => input.includeDeleted || view.status !== 'deleted');
  const { focus } = input;
  if (focus === undefined) {
    return all;
  }
  if (!all.some((view) => view.task.id === focus)) {
    throw await taskNotFound(tx, focus);
  }
  const dependencies = new Map(all.map((view) => [view.task.id, view.task.depends_on]));
  const near = neighbourhood(focus, input.hops ?? 1, {
    dependencies,
    dependents: reverseEdges(dependencies),
  });
  return all.filter((view) => near.has(view.task.id));
}

/** The DAG of tasks, whole or around one. Errors: TASK_NOT_FOUND, USAGE. */
export async function graphTasks(
  context: OperationContext,
  input: GraphInput,
): Promise<Outcome<GraphResult>> {
  if (input.hops !== undefined && input.focus === undefined) {
    throw new LodestarError('USAGE', '--hops needs --focus');
  }
  const data = await context.workspace.read(async (tx): Promise<GraphResult> => {
    const leases = await readLiveLeases(tx);
    const views = await selectViews(tx, input);
    const dependencies = dependenciesAmong(views);
    const edges = [...dependencies].flatMap(([to, from]) => from.map((each) => ({ from: each, to })));
    const over = new Set(views.flatMap(({ task, status }) => (isOver(status) ? [task.id] : [])));
    return {
      nodes: views.map((view) => nodeOf(view, leases, context.runtime)),
      edges,
      focus: input.focus ?? null,
      critical_path: criticalPath(dependencies, (id) => !over.has(id)),
      ...runtimeMark(context.runtime),
    };
  });
  return {
    data,
    next: nextHints(context.runtime, [hint('task.next', ['task', 'next'], 'See what can be done next')]),
    warnings: [...context.warnings, ...runtimeWarnings(context.runtime)],
  };
}
