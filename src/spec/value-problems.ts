import { MAX_TTL_MS, MIN_TTL_MS, parseDuration } from '../model/duration.ts';
import type { SpecTask } from '../model/task.ts';
import { parseTimestamp } from '../model/timestamp.ts';
import type { ProblemDraft } from './problem.ts';
import { findNode, type SpecNode } from './spec-node.ts';

const DATES = [
  'created_at',
  'updated_at',
  'completed_at',
  'verified_at',
  'blocked_at',
  'cancelled_at',
  'reopened_at',
] as const satisfies readonly (keyof SpecTask)[];

function isTtl(text: string): boolean {
  const ttlMs = parseDuration(text);
  return ttlMs !== undefined && ttlMs >= MIN_TTL_MS && ttlMs <= MAX_TTL_MS;
}

/** What a pattern cannot say: a day that is in no calendar, a TTL out of range, lines in the wrong order. */
export function findValueProblems(task: SpecTask, node: SpecNode): ProblemDraft[] {
  const drafts: ProblemDraft[] = [];
  const add = (field: string, expected: string, text: string): void => {
    const { offset } = findNode(node, [field]);
    const message = `task ${task.id}: ${field} must be ${expected}, not ${text}`;
    drafts.push({ code: 'FIELD_INVALID', message, offset, taskId: task.id, field });
  };
  for (const field of DATES) {
    const text = task[field];
    if (text !== null && parseTimestamp(text) === undefined) {
      add(field, 'a date such as 2026-11-21T02:54:09Z', JSON.stringify(text));
    }
  }
  if (task.lease_ttl !== null && !isTtl(task.lease_ttl)) {
    add('lease_ttl', 'a duration from 5s to 30d', JSON.stringify(task.lease_ttl));
  }
  for (const { anchor, lines } of task.prd?.refs ?? []) {
    if (lines !== null && lines[0] > lines[1]) {
      add('prd', `lines in their order (${anchor})`, `${lines[0]} to ${lines[1]}`);
    }
  }
  return drafts;
}
