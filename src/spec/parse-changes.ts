import type { Project } from '../model/task.ts';
import { cutSpec } from './cut.ts';
import { parseBlock, parseRoot } from './parse-blocks.ts';
import type { ParsedTask } from './parsed-spec.ts';
import { ProblemCollector } from './problem-collector.ts';
import { findTaskWarnings } from './task-warnings.ts';

/** What is new in a text since a valid one whose tasks are known. */
export interface SpecChanges {
  readonly project: Project;
  /** New tasks, and those whose block is another, in the order of the file. */
  readonly changed: readonly ParsedTask[];
}

export interface KnownOutline {
  /** As shown in problems. */
  readonly file: string;
  /** The hash of each task's block, by its id. */
  readonly known: ReadonlyMap<string, string>;
}

/** Where more has changed, reading the whole is hardly slower. */
const MAX_CHANGED = 500;

/**
 * Reads only what has changed. `undefined` where that cannot be told so simply, and the whole is to be read: the text
 * cannot be cut at its tasks, a task was removed or is there twice, or anything about a changed one is wrong or odd.
 * What stands in no task is always read; whether the tasks fit together is for who knows the others to judge.
 */
export function parseChanges(text: string, { file, known }: KnownOutline): SpecChanges | undefined {
  const isOdd = text.includes('\r') && /\r(?!\n)/u.test(text);
  const cut = isOdd ? undefined : cutSpec(text);
  if (cut === undefined) {
    return undefined;
  }
  const ids = new Set(cut.blocks.map((block) => block.id));
  const kept = cut.blocks.filter((block) => known.has(block.id)).length;
  const blocks = cut.blocks.filter((block) => known.get(block.id) !== block.hash);
  if (ids.size < cut.blocks.length || kept < known.size || blocks.length > MAX_CHANGED) {
    return undefined;
  }
  const problems = new ProblemCollector(file, text);
  const input = { file, text, cut, known: undefined };
  const root = parseRoot(input, problems);
  const changed: ParsedTask[] = [];
  for (const block of blocks) {
    const { task } = parseBlock(input, block, problems) ?? {};
    if (task === undefined || findTaskWarnings(task).length > 0) {
      return undefined;
    }
    const { start, keyStart, end, line, hash } = block;
    changed.push({ task, start, keyStart, end, line, hash });
  }
  return root === undefined || problems.count > 0 ? undefined : { project: root.project, changed };
}
