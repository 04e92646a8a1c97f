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
  /** What stands under its key, with offsets in the whole text; parsed when it is asked for. */
  readonly node: () => SpecNode;
}

/** A text that has been read, before its tasks are looked at together. */
export interface Reading {
  readonly root: ReadRoot;
  /** In the order of the file; ids may come twice. */
  readonly tasks: readonly PlacedTask[];
  readonly problems: ProblemCollector;
  readonly shape: 'blocks' | 'whole';
}
