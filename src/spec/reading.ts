import type { SpecCut } from './cut.ts';
import type { ProblemCollector } from './problem-collector.ts';
import type { ReadRoot } from './read-root.ts';
import type { ReadTask } from './read-task.ts';
import type { SpecNode } from './spec-node.ts';

/** A task as it was read, and where. */
export interface PlacedTask extends ReadTask {
  readonly start: number;
  readonly keyStart: number;
  readonly end: number;
  readonly line: number;
  readonly hash: string;
}

/** A text that has been read, before its tasks are looked at together. */
export interface Reading {
  readonly root: ReadRoot;
  /** In the order of the file; ids may come twice. */
  readonly tasks: readonly PlacedTask[];
  readonly problems: ProblemCollector;
  readonly shape: 'blocks' | 'whole';
  /** Where it was read block by block. */
  readonly cut: SpecCut | undefined;
  /**
   * What stands under a task's key, with offsets in the whole text; parsed when it is asked for, which is seldom: the
   * nodes of 100,000 tasks take as much memory as all else.
   */
  readonly nodeOf: (task: PlacedTask) => SpecNode;
}
