import type { SpecTask } from '../model/task.ts';
import type { BlockCut, SpecCut } from './cut.ts';
import { ProblemCollector } from './problem-collector.ts';
import { readRoot, type ReadRoot } from './read-root.ts';
import { readSimple } from './read-simple.ts';
import { readTask } from './read-task.ts';
import { readYaml } from './read-yaml.ts';
import type { PlacedTask, Reading } from './reading.ts';
import { isAbsent, emptyNodeOf, type SpecEntry, type SpecNode } from './spec-node.ts';

/** A block is read as if it stood alone, but it is inside the mapping of the root. */
const BLOCK_OUTER_DEPTH = 1;

export type ReadingProgress = (done: number, total: number) => void;

/** A few milliseconds' worth. */
const TASKS_A_REPORT = 256;

export interface BlocksToParse {
  readonly file: string;
  readonly text: string;
  readonly cut: SpecCut;
  /** The compiled task of an unchanged block, which then is not parsed again. */
  readonly known: ((hash: string) => SpecTask | undefined) | undefined;
  readonly onProgress?: ReadingProgress | undefined;
}

/** A part of a text that begins and ends with a line. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/** The entries of a mapping that stands alone in its part; `undefined` when there is anything else. */
function readEntriesOf(
  text: string,
  { start, end }: Part,
  outerDepth: number,
): readonly SpecEntry[] | undefined {
  const simple = readSimple(text, start, end);
  if (simple !== undefined) {
    return simple.entries;
  }
  const read = readYaml(text.slice(start, end), { offset: start, outerDepth });
  if (!read.ok) {
    return undefined;
  }
  if (read.node === undefined || isAbsent(read.node)) {
    return [];
  }
  return read.node.kind === 'map' ? read.node.entries : undefined;
}

/** The one entry of the block from `start` to `end`; `undefined` when it is not exactly that. */
export function readBlockEntry(text: string, start: number, end = text.length): SpecEntry | undefined {
  const entries = readEntriesOf(text, { start, end }, BLOCK_OUTER_DEPTH);
  return entries?.length === 1 ? entries[0] : undefined;
}

/** What stands at the root beside `tasks`; `undefined` when the header or the footer is no mapping of its own. */
function readRootEntries(text: string, cut: SpecCut): SpecEntry[] | undefined {
  const header = readEntriesOf(text, { start: 0, end: cut.tasksKey }, 0);
  const footer = readEntriesOf(text, cut.footer, 0);
  return header === undefined || footer === undefined ? undefined : [...header, ...footer];
}

/** What stands beside the tasks; `undefined` where only the whole document can tell. */
export function parseRoot(input: BlocksToParse, problems: ProblemCollector): ReadRoot | undefined {
  const entries = readRootEntries(input.text, input.cut);
  return entries === undefined ? undefined : readRoot({ kind: 'map', entries, offset: 0 }, problems);
}

/** The task of one block; `undefined` when it is not the one task that the cut took it for. */
export function parseBlock(
  input: BlocksToParse,
  block: BlockCut,
  problems: ProblemCollector,
): PlacedTask | undefined {
  const { start, keyStart, end, line, hash } = block;
  const place = { start, keyStart, end, line, hash };
  const task = input.known?.(hash);
  if (task?.id === block.id) {
    return { ...place, id: task.id, task, dependsOn: task.depends_on };
  }
  const entry = readBlockEntry(input.text, block.start, block.end);
  if (entry?.key !== block.id || entry.keyOffset !== keyStart) {
    return undefined;
  }
  return { ...place, ...readTask(entry, problems) };
}

/**
 * Reads a spec block by block, as its cut proposes. `undefined` when a part of it is no YAML by itself, or not what the
 * cut took it for: then only the whole document can tell what is wrong and where.
 */
export function parseBlocks(input: BlocksToParse): Reading | undefined {
  const problems = new ProblemCollector(input.file, input.text);
  const tasks: PlacedTask[] = [];
  for (const block of input.cut.blocks) {
    if (tasks.length % TASKS_A_REPORT === 0) {
      input.onProgress?.(tasks.length, input.cut.blocks.length);
    }
    const task = parseBlock(input, block, problems);
    if (task === undefined) {
      return undefined;
    }
    tasks.push(task);
  }
  const root = parseRoot(input, problems);
  const { text, cut } = input;
  const nodeOf = (task: PlacedTask): SpecNode =>
    readBlockEntry(text, task.start, task.end)?.value ?? emptyNodeOf(task);
  return root === undefined ? undefined : { root, tasks, problems, shape: 'blocks', cut, nodeOf };
}
