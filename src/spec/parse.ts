import type { SpecTask } from '../model/task.ts';
import { findConflictMarkers } from './conflict-markers.ts';
import { cutSpec } from './cut.ts';
import { findGraphProblems } from './graph-problems.ts';
import { parseBlocks, type ReadingProgress } from './parse-blocks.ts';
import { parseWhole } from './parse-whole.ts';
import type { ParsedSpec, ParsedTask } from './parsed-spec.ts';
import { ProblemCollector } from './problem-collector.ts';
import type { ProblemDraft } from './problem.ts';
import { EMPTY_ROOT } from './read-root.ts';
import type { PlacedTask, Reading } from './reading.ts';
import { findNode, emptyNodeOf } from './spec-node.ts';
import { locateFinding, type LocateInTask, type TaskFinding } from './task-locator.ts';
import { findTaskWarnings } from './task-warnings.ts';
import { findLoneReturn } from './text-lines.ts';

export type { ParsedSpec, ParsedTask } from './parsed-spec.ts';

export interface ParseOptions {
  /** As shown in problems. */
  readonly file: string;
  /** The compiled task of a block with this hash, so that only changed blocks are parsed. */
  readonly known?: (hash: string) => SpecTask | undefined;
  /** Hears every so often how many tasks of how many were read, where they are read one by one. */
  readonly onProgress?: ReadingProgress | undefined;
}

/** What makes a parse pointless: every other problem would follow from it. */
function findUnreadable(text: string): ProblemDraft[] {
  const conflicts = findConflictMarkers(text);
  const loneReturn = conflicts.length > 0 ? -1 : findLoneReturn(text);
  if (loneReturn === -1) {
    return conflicts;
  }
  const message = 'a carriage return without a line feed is no line break in YAML';
  const hint = 'Save the file with LF or CRLF line ends.';
  return [{ code: 'ENCODING_INVALID', message, offset: loneReturn, hint }];
}

function readUnreadable(text: string, file: string): Reading | undefined {
  const drafts = findUnreadable(text);
  const problems = new ProblemCollector(file, text);
  drafts.forEach((draft) => {
    problems.add(draft);
  });
  const nothing = {
    root: EMPTY_ROOT,
    tasks: [],
    shape: 'whole',
    cut: undefined,
    nodeOf: emptyNodeOf,
  } as const;
  return drafts.length === 0 ? undefined : { ...nothing, problems };
}

function read(text: string, { file, known, onProgress }: ParseOptions): Reading {
  const unreadable = readUnreadable(text, file);
  if (unreadable !== undefined) {
    return unreadable;
  }
  const cut = cutSpec(text);
  const blocks = cut === undefined ? undefined : parseBlocks({ file, text, cut, known, onProgress });
  return blocks ?? parseWhole({ file, text, cut });
}

/** The tasks by id; of two with the same id the first one is kept, and the second one reported. */
function indexTasks({ tasks, problems }: Reading): ReadonlyMap<string, PlacedTask> {
  const byId = new Map<string, PlacedTask>();
  for (const task of tasks) {
    const first = byId.get(task.id);
    if (first === undefined) {
      byId.set(task.id, task);
      continue;
    }
    const places = `${problems.where(first.keyStart)} and ${problems.where(task.keyStart)}`;
    const message = `the id ${task.id} is used twice: ${places}`;
    const hint = 'Give one of the two tasks another id.';
    problems.add({ code: 'TASK_DUPLICATE', message, offset: task.keyStart, taskId: task.id, hint });
  }
  return byId;
}

function locatorOf(byId: ReadonlyMap<string, PlacedTask>, nodeOf: Reading['nodeOf']): LocateInTask {
  return (taskId, path) => {
    const task = byId.get(taskId);
    return task === undefined ? 0 : findNode(nodeOf(task), path).offset;
  };
}

/** Looks at the tasks of a reading together, and gives everything its place. */
export function finishReading(reading: Reading): ParsedSpec {
  const { root, problems, shape, cut, nodeOf } = reading;
  const byId = indexTasks(reading);
  const placed = [...byId.values()];
  const locate = locatorOf(byId, nodeOf);
  const warnings = placed.flatMap(({ task }) => (task === undefined ? [] : findTaskWarnings(task)));
  for (const finding of [...findGraphProblems(placed), ...warnings]) {
    problems.add(locateFinding(finding, locate));
  }
  const tasks = placed.filter((each): each is PlacedTask & ParsedTask => each.task !== undefined);
  const place = (finding: TaskFinding): ReturnType<ParsedSpec['place']> =>
    problems.place(locateFinding(finding, locate));
  return { ...root, tasks, problems: problems.list(), shape, cut, place };
}

/**
 * Reads the text of a spec. It never throws for what the text holds: all that is wrong is in `problems`, each with its
 * position. Where the text can be cut at its tasks it is read block by block, and blocks that are known not at all.
 */
export function parseSpec(text: string, options: ParseOptions): ParsedSpec {
  return finishReading(read(text, options));
}
