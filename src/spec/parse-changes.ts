import { outlineExcerpt, type Excerpt } from './excerpt.ts';
import type { SpecOutline } from './outline.ts';
import { cutSpec, type BlockCut, type SpecCut } from './cut.ts';
import { parseBlock, parseRoot } from './parse-blocks.ts';
import { ProblemCollector } from './problem-collector.ts';
import type { ReadRoot } from './read-root.ts';
import type { EditedTask } from './spec-edit.ts';
import { findTaskWarnings } from './task-warnings.ts';
import { findLoneReturn } from './text-lines.ts';

/** What is new in a text since a valid one whose tasks are known. */
export interface SpecChanges {
  /** `undefined` where what stands in no task is as it was. */
  readonly root: ReadRoot | undefined;
  /** New tasks, and those whose block is another. */
  readonly changed: readonly EditedTask[];
  /** Of the new text. */
  readonly outline: SpecOutline;
}

export interface KnownBlocks {
  /** As shown in problems. */
  readonly file: string;
  /** The hash of the block of each task that the excerpt names, by its id. */
  readonly known: ReadonlyMap<string, string>;
}

/** Where more has changed, reading the whole is hardly slower. */
const MAX_CHANGED = 500;

/** The blocks that are new or others; `undefined` where a task was removed, is there twice, or many changed. */
function findChanged({ blocks }: SpecCut, known: KnownBlocks['known']): BlockCut[] | undefined {
  const ids = new Set<string>();
  const changed: BlockCut[] = [];
  let kept = 0;
  for (const block of blocks) {
    const hash = known.get(block.id);
    ids.add(block.id);
    kept += hash === undefined ? 0 : 1;
    if (hash !== block.hash) {
      changed.push(block);
    }
    if (changed.length > MAX_CHANGED) {
      return undefined;
    }
  }
  return ids.size < blocks.length || kept < known.size ? undefined : changed;
}

/**
 * Reads only what has changed, of the excerpt of a text. `undefined` where that cannot be told so simply, and the whole is to be read: the text
 * cannot be cut at its tasks, a task was removed or is there twice, or anything about a changed one is wrong or odd.
 * What stands in no task is always read; whether the tasks fit together, and whether a new one is nowhere else, is for who
 * knows the others to judge.
 */
export function parseChanges(excerpt: Excerpt, { file, known }: KnownBlocks): SpecChanges | undefined {
  const { text } = excerpt;
  const cut = findLoneReturn(text) === -1 ? cutSpec(text) : undefined;
  if (cut === undefined) {
    return undefined;
  }
  const blocks = findChanged(cut, known);
  const outline = outlineExcerpt(excerpt, cut);
  if (blocks === undefined || outline === undefined) {
    return undefined;
  }
  const problems = new ProblemCollector(file, text);
  const input = { file, text, cut, known: undefined };
  const root = parseRoot(input, problems);
  const changed: EditedTask[] = [];
  for (const block of blocks) {
    const { task } = parseBlock(input, block, problems) ?? {};
    if (task === undefined || findTaskWarnings(task).length > 0) {
      return undefined;
    }
    changed.push({ task, hash: block.hash });
  }
  return root === undefined || problems.count > 0 ? undefined : { root, changed, outline };
}

/** What an edit changes, as `parseChanges` would find it; `undefined` where a changed task is odd. */
export function changesOfEdit(tasks: readonly EditedTask[], outline: SpecOutline): SpecChanges | undefined {
  const isPlain = tasks.every(({ task }) => findTaskWarnings(task).length === 0);
  return isPlain ? { root: undefined, changed: tasks, outline } : undefined;
}
