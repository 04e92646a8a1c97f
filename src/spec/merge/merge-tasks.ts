import { compareNatural } from '../../model/natural-order.ts';
import { findEdgeConflicts, type EdgeConflict } from '../../model/merge-graph.ts';
import { mergeOrder } from '../../model/merge-order.ts';
import { planTask, type TaskMerge, type TaskSides } from '../../model/merge-plan.ts';
import { listSides, mapSides, soleSide, type Sides } from '../../model/merge-sides.ts';
import type { SpecTask } from '../../model/task.ts';
import { parseTimestamp } from '../../model/timestamp.ts';
import { editBody, mergeBlock } from './merge-block.ts';
import { MERGE_TOOLS } from './merge-lines.ts';
import { hasConflict, mergeTextPieces, renderSide, type MergeConflict, type Piece } from './pieces.ts';
import { splitEntry } from './split-entries.ts';
import type { SideBlock, SpecSide } from './spec-side.ts';

/** A task of the result. */
interface PlannedTask {
  readonly id: string;
  readonly sides: Sides<SideBlock | undefined>;
  readonly merge: TaskMerge;
}

export interface MergedTasks {
  readonly pieces: readonly Piece[];
  /** The tasks as they are meant; those in conflict are left out. */
  readonly tasks: ReadonlyMap<string, SpecTask>;
}

const EITHER = ['ours', 'theirs'] as const;

function idsOf({ blocks }: SpecSide): readonly string[] {
  return [...blocks.keys()];
}

function createdAt(sides: Sides<SpecSide>, id: string): number {
  const task = (sides.ours.blocks.get(id) ?? sides.theirs.blocks.get(id))?.task;
  return parseTimestamp(task?.created_at ?? '') ?? 0;
}

/** A task that is taken out, above which the side that has it wrote something: that stays. */
function leavesGap({ sides, merge }: PlannedTask): boolean {
  const block = sides.ours ?? sides.theirs;
  return merge.kind === 'remove' && block !== undefined && block.gap !== sides.base?.gap;
}

/** What becomes of every task, in the order of the result. Of what is taken out there is only what leaves something. */
function planTasks(sides: Sides<SpecSide>): PlannedTask[] {
  const ids = mapSides(sides, idsOf);
  const planned = new Map(
    [...new Set(listSides(ids).flat())].map((id) => {
      const blocks = mapSides(sides, (side) => side.blocks.get(id));
      return [id, { id, sides: blocks, merge: planTask(blocks satisfies TaskSides, MERGE_TOOLS) }] as const;
    }),
  );
  const kept = [...planned.values()]
    .filter((each) => each.merge.kind !== 'remove' || leavesGap(each))
    .map(({ id }) => id);
  const compare = (a: string, b: string): number =>
    createdAt(sides, a) - createdAt(sides, b) || compareNatural(a, b);
  const order = mergeOrder(ids, new Set(kept), compare);
  return order.flatMap((id) => planned.get(id) ?? []);
}

/** The task that the result has; `undefined` where a person has to say. */
function taskOf({ sides, merge }: PlannedTask): SpecTask | undefined {
  switch (merge.kind) {
    case 'take':
      return sides[merge.side]?.task;
    case 'merge':
      return merge.merged.task;
    default:
      return undefined;
  }
}

type EdgeMap = ReadonlyMap<string, readonly string[]>;

function edgesOf({ blocks }: SpecSide): EdgeMap {
  return new Map([...blocks.values()].map(({ id, task }) => [id, task.depends_on]));
}

function edgeConflicts(
  planned: readonly PlannedTask[],
  sides: Sides<SpecSide>,
): ReadonlyMap<string, EdgeConflict[]> {
  const present = planned.filter(({ merge }) => merge.kind !== 'remove');
  const merged = new Map(present.map((each) => [each.id, taskOf(each)?.depends_on ?? []] as const));
  const byTask = new Map<string, EdgeConflict[]>();
  for (const conflict of findEdgeConflicts(merged, mapSides(sides, edgesOf))) {
    byTask.set(conflict.taskId, [...(byTask.get(conflict.taskId) ?? []), conflict]);
  }
  return byTask;
}

function wholeConflict({ id, merge }: PlannedTask): MergeConflict {
  if (merge.kind === 'removed-edited') {
    const editedBy = merge.removedBy === 'ours' ? 'theirs' : 'ours';
    const message = `${id}: ${merge.removedBy} took it out, ${editedBy} changed it`;
    return { kind: 'removed', task_id: id, field: null, message };
  }
  const message = `${id}: both sides have a task of this id, and no \`created_at\` tells which one is the later`;
  return { kind: 'id', task_id: id, field: null, message };
}

function textsOf({ sides }: PlannedTask): Sides<string> {
  return mapSides(sides, (block) => block?.text ?? '');
}

function blockPieces(planned: PlannedTask): Piece[] {
  const { id, merge } = planned;
  const texts = textsOf(planned);
  switch (merge.kind) {
    case 'take':
      return [texts[merge.side]];
    case 'merge':
      return mergeBlock({ id, texts, merged: merge.merged });
    // Around all of it: decided line by line, two tasks would be mixed.
    default:
      return [{ ...texts, about: wholeConflict(planned) }];
  }
}

function edgeConflictOf({ taskId, dependencyId, side, cycle, others }: EdgeConflict): MergeConflict {
  const other = side === 'ours' ? 'theirs' : 'ours';
  const edge = `${taskId} → ${dependencyId} (${side})`;
  const about = { task_id: taskId, field: 'depends_on' };
  if (cycle === undefined) {
    return { ...about, kind: 'dependency', message: `${edge}: ${other} took ${dependencyId} out` };
  }
  const edges = others.map(([from, to]) => `${from} → ${to} (${other})`);
  const message = `${[edge, ...edges].join(' and ')} close a circle: ${cycle.join(' → ')}`;
  return { ...about, kind: 'cycle', message };
}

function withoutEdges(body: string, task: SpecTask, conflicts: readonly EdgeConflict[]): string {
  const gone = new Set(conflicts.map(({ dependencyId }) => dependencyId));
  const rest = task.depends_on.filter((id) => !gone.has(id));
  return gone.size === 0
    ? body
    : (editBody(body, task.id, { depends_on: rest.length === 0 ? null : rest }) ?? '');
}

/** Where the task is in conflict already, what is wrong with its dependencies is told there: one looks at it anyway. */
function addConflicts(pieces: readonly Piece[], more: readonly MergeConflict[]): Piece[] {
  const first = pieces.findIndex((piece) => typeof piece !== 'string');
  return pieces.map((piece, index) =>
    typeof piece === 'string' || index !== first ? piece : { ...piece, more },
  );
}

/** Markers around the dependencies of a task: each side has its own of those in question. */
function markEdges(pieces: readonly Piece[], task: SpecTask, conflicts: readonly EdgeConflict[]): Piece[] {
  const [about, ...more] = conflicts.map(edgeConflictOf);
  if (about === undefined) {
    return [...pieces];
  }
  if (hasConflict(pieces)) {
    return addConflicts(pieces, [about, ...more]);
  }
  const body = renderSide(pieces, 'ours');
  const versions: Sides<string> = {
    base: withoutEdges(body, task, conflicts),
    ours: withoutEdges(
      body,
      task,
      conflicts.filter(({ side }) => side === 'theirs'),
    ),
    theirs: withoutEdges(
      body,
      task,
      conflicts.filter(({ side }) => side === 'ours'),
    ),
  };
  const long = splitEntry(body);
  const { base, ours, theirs } = mapSides(versions, splitEntry);
  if (long === undefined || base === undefined || ours === undefined || theirs === undefined) {
    return [{ ...versions, about, more }];
  }
  const texts = mapSides({ base, ours, theirs }, ({ entries }) => entries.get('depends_on') ?? '');
  return [
    long.head,
    ...[...long.entries].map(([key, text]) => (key === 'depends_on' ? { ...texts, about, more } : text)),
    long.tail,
  ];
}

/** Whether a side that has not the task has what stands above it, now above the next one or below all. */
function keepsGap({ blocks, footer }: SpecSide, gap: string): boolean {
  return footer.startsWith(gap) || [...blocks.values()].some((block) => block.gap.includes(gap));
}

/** What stands between a task and the one before it. */
function gapPieces({ id, sides, merge }: PlannedTask, versions: Sides<SpecSide>): Piece[] {
  const texts = mapSides(sides, (block) => block?.gap ?? '');
  const isOfOne = sides.ours === undefined || sides.theirs === undefined;
  if (isOfOne && merge.kind !== 'remove') {
    const gap = texts.ours + texts.theirs;
    const isElsewhere = merge.kind === 'removed-edited' && keepsGap(versions[merge.removedBy], gap);
    return gap === '' || isElsewhere ? [] : [gap];
  }
  const message = `both sides changed the comments above ${id}`;
  return mergeTextPieces(texts, { kind: 'comment', task_id: id, field: null, message });
}

/** How a version parts its tasks, and what stands behind its last one. */
interface Spacing {
  readonly lastId: string | undefined;
  readonly between: readonly string[];
  readonly behindLast: string;
}

function spacingOf({ blocks }: SpecSide): Spacing {
  const tails = [...blocks.values()].map(({ tail }) => tail);
  return { lastId: [...blocks.keys()].at(-1), between: tails.slice(0, -1), behindLast: tails.at(-1) ?? '' };
}

/** The blank lines between most tasks of both sides. */
function usualTail({ ours, theirs }: Sides<Spacing>): string {
  const tails = [...ours.between, ...theirs.between];
  const parted = tails.filter((tail) => tail !== '');
  return parted.length * 2 > tails.length ? (parted.toSorted()[0] ?? '') : '';
}

/** Blank lines part a task from the next: one that was last in its version, and is not any more, gets those that others have. */
function tailOf({ id, sides }: PlannedTask, spacing: Sides<Spacing>, isLast: boolean): string {
  const present = EITHER.filter((side) => sides[side] !== undefined);
  const tails = mapSides(sides, (block) => block?.tail ?? '');
  const sole = present.length === 1 ? present[0] : soleSide(tails, (a, b) => a === b);
  const tail = sole === undefined ? ([tails.ours, tails.theirs].toSorted()[1] ?? '') : tails[sole];
  const wasLast = present.every((side) => spacing[side].lastId === id);
  if (wasLast === isLast) {
    return tail;
  }
  const ends = mapSides(spacing, ({ behindLast }) => behindLast);
  const soleEnd = soleSide(ends, (a, b) => a === b);
  const end = soleEnd === undefined ? [ends.ours, ends.theirs].toSorted()[0] : ends[soleEnd];
  return isLast ? (end ?? '') : tail === '' ? usualTail(spacing) : tail;
}

/** Merges the tasks of three versions, each block by itself, and looks at the graph of all of them. */
export function mergeTasks(sides: Sides<SpecSide>): MergedTasks {
  const planned = planTasks(sides);
  const conflicts = edgeConflicts(planned, sides);
  const spacing = mapSides(sides, spacingOf);
  const lastId = planned.findLast(({ merge }) => merge.kind !== 'remove')?.id;
  const tasks = new Map<string, SpecTask>();
  const pieces = planned.flatMap((each): Piece[] => {
    const gap = gapPieces(each, sides);
    if (each.merge.kind === 'remove') {
      return gap;
    }
    const task = taskOf(each);
    const own = blockPieces(each);
    const marked = task === undefined ? own : markEdges(own, task, conflicts.get(each.id) ?? []);
    if (task !== undefined && !hasConflict(marked)) {
      tasks.set(each.id, task);
    }
    const tail = tailOf(each, spacing, each.id === lastId);
    return [...gap, ...marked, ...(tail === '' ? [] : [tail])];
  });
  return { pieces, tasks };
}

/** Whose tasks stand at another column than before, so that no block of the other fits among them. */
export function hasOtherIndent(sides: Sides<SpecSide>): boolean {
  const indents = listSides(sides).flatMap(({ indent }) => indent ?? []);
  return new Set(indents).size > 1;
}
