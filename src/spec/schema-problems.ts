import type { ProblemDraft } from './problem.ts';
import { findKeyOffset, findNode, type SpecNode } from './spec-node.ts';
import { fieldName, validate } from './validate.ts';

/** What is validated, where it stands, and what it is called. */
export interface Validated {
  readonly what: 'task' | 'root';
  readonly value: unknown;
  readonly node: SpecNode;
  /** Where to point when something is missing. */
  readonly keyOffset: number;
  readonly taskId: string | null;
}

/** What the schema finds wrong, each at the place of the value (of the key, where that is unknown). */
export function findSchemaProblems({ what, value, node, keyOffset, taskId }: Validated): ProblemDraft[] {
  const prefix = taskId === null ? '' : `task ${taskId}: `;
  return validate(what, value).map(({ code, path, message, hint }) => {
    const atKey = code === 'KEY_UNKNOWN' ? findKeyOffset(node, path) : undefined;
    const atParent = code === 'FIELD_MISSING' && path.length === 1 ? keyOffset : undefined;
    const offset = atKey ?? atParent ?? findNode(node, path).offset;
    return { code, message: prefix + message, offset, taskId, field: fieldName(path), hint };
  });
}
