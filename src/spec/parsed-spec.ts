import type { Project, SpecTask } from '../model/task.ts';
import type { SpecCut } from './cut.ts';
import type { SpecProblem } from './problem.ts';
import type { TaskFinding } from './task-locator.ts';

/** A task and the place of its block; see `BlockCut`. Where the spec could not be cut, the place of its key and value. */
export interface ParsedTask {
  readonly task: SpecTask;
  readonly start: number;
  /** Of the key's first character. */
  readonly keyStart: number;
  readonly end: number;
  /** Of the key, counted from 1. */
  readonly line: number;
  readonly hash: string;
}

export interface ParsedSpec {
  readonly project: Project;
  readonly features: Readonly<Record<string, readonly string[]>>;
  /** In the order of the file, without those that have errors of their own. */
  readonly tasks: readonly ParsedTask[];
  /** Errors and warnings, in the order of the file. */
  readonly problems: readonly SpecProblem[];
  /** How it was read: block by block, or as one document. The result is the same. */
  readonly shape: 'blocks' | 'whole';
  /** Where it was read block by block. */
  readonly cut: SpecCut | undefined;
  /** Gives a finding about a task of this spec its place in the file. */
  readonly place: (finding: TaskFinding) => SpecProblem;
}
