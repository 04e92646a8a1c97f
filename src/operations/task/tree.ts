import { isOver, type State } from '../../model/status.ts';
import { reverseEdges, type Edges } from '../../model/graph.ts';
import { listTasks } from '../../workspace/view/rows.ts';
import type { OperationContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { nextHints, readLiveLeases, runtimeMark, runtimeWarnings, stateOf, leaseOfTask } from './present.ts';
import { taskNotFound } from './require-task.ts';
import { dependenciesAmong } from './shown-dependencies.ts';

export interface TreeInput {
  /** Where the tree begins; without it, with every task that nothing waits for (of `dependents`: that waits for nothing). */
  readonly id?: string | undefined;
  /** What waits for a task is below it, instead of what it waits for. */
  readonly dependents: boolean;
  /** Without what is verified, cancelled or deleted, and what is below it. */
  readonly open: boolean;
  /** How many levels below the first. */
  readonly depth: number;
}

/** One line of the tree. What is below it follows, one level deeper. */
export interface TreeRow {
  readonly id: string;
  readonly title: string;
  readonly state: State;
  readonly claimed_by: string | null;
  /** 0 for where the tree begins. */
  readonly level: number;
  /** Nothing more of the same parent follows. */
  readonly last: boolean;
  /** What is below was shown where the task stands first. */
  readonly repeated: boolean;
  /** How many tasks are below that the depth leaves out. */
  readonly cut: number;
}

export interface TreeResult {
  readonly rows: readonly TreeRow[];
  readonly direction: 'dependencies' | 'dependents';
  readonly runtime?: 'unknown';
}

interface Place {
  readonly id: string;
  readonly level: number;
  readonly last: boolean;
}

/** Depth-first without recursion, each task opened where it stands first: as many rows as there are edges, at most. */
function walk(
  roots: readonly string[],
  below: Edges,
  depth: number,
): (Place & Pick<TreeRow, 'repeated' | 'cut'>)[] {
  const rows: (Place & Pick<TreeRow, 'repeated' | 'cut'>)[] = [];
  const opened = new Set<string>();
  const childrenOf = (ids: readonly string[], level: number): Place[] =>
    ids.map((id, index) => ({ id, level, last: index === ids.length - 1 })).reverse();
  const stack = childrenOf(roots, 0);
  for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
    const { id, level } = place;
    const targets = below.get(id) ?? [];
    const isRepeated = targets.length > 0 && opened.has(id);
    const isCut = !isRepeated && level >= depth;
    rows.push({ ...place, repeated: isRepeated, cut: isCut ? targets.length : 0 });
    if (!isRepeated && !isCut) {
      opened.add(id);
      stack.push(...childrenOf(targets, level + 1));
    }
  }
  return rows;
}

/** The tasks as a tree: below each what it waits for, or what waits for it. Errors: TASK_NOT_FOUND. */
export async function treeOfTasks(context: OperationContext, input: TreeInput): Promise<Outcome<TreeResult>> {
  const { id, dependents, open, depth } = input;
  const data = await context.workspace.read(async (tx): Promise<TreeResult> => {
    const leases = await readLiveLeases(tx);
    const all = await listTasks(tx);
    if (id !== undefined && !all.some((view) => view.task.id === id)) {
      throw await taskNotFound(tx, id);
    }
    const shown = all.filter((view) => view.status !== 'deleted' && !(open && isOver(view.status)));
    const views = new Map(shown.map((view) => [view.task.id, view]));
    const dependencies = dependenciesAmong(shown);
    const waiting = reverseEdges(dependencies);
    const [below, above] = dependents ? [waiting, dependencies] : [dependencies, waiting];
    const roots = id === undefined ? [...views.keys()].filter((key) => above.get(key)?.length === 0) : [id];
    const rows = walk(
      roots.filter((root) => views.has(root)),
      below,
      depth,
    ).flatMap((row): TreeRow[] => {
      const view = views.get(row.id);
      return view === undefined
        ? []
        : [
            {
              id: row.id,
              title: view.task.title,
              state: stateOf(view, leases),
              claimed_by: leaseOfTask(leases, view.task)?.holder ?? null,
              level: row.level,
              last: row.last,
              repeated: row.repeated,
              cut: row.cut,
            },
          ];
    });
    return { rows, direction: dependents ? 'dependents' : 'dependencies', ...runtimeMark(context.runtime) };
  });
  return {
    data,
    next: nextHints(context.runtime, [
      hint('task.graph', ['task', 'graph'], 'See the same as a graph, with the critical path'),
    ]),
    warnings: [...context.warnings, ...runtimeWarnings(context.runtime)],
  };
}
