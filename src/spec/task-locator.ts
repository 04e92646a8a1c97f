import type { ProblemDraft, SpecProblemCode } from './problem.ts';
import type { NodePath } from './spec-node.ts';
import { fieldName } from './validate.ts';

/** Finds where a value of a task stands in the text. It may parse the task's block to do so, so ask only for problems. */
export type LocateInTask = (taskId: string, path: NodePath) => number;

/** A problem of one field of a task, before it is known where that stands. */
export interface TaskFinding {
  readonly code: SpecProblemCode;
  readonly taskId: string;
  readonly path: NodePath;
  readonly message: string;
  readonly hint?: string | null;
  /** Of a cycle. */
  readonly cycle?: readonly string[];
}

export function locateFinding(finding: TaskFinding, locate: LocateInTask): ProblemDraft {
  const { code, taskId, path, message, hint, cycle } = finding;
  const draft = {
    code,
    message,
    offset: locate(taskId, path),
    taskId,
    field: fieldName(path),
    hint: hint ?? null,
  };
  return cycle === undefined ? draft : { ...draft, path: cycle };
}
