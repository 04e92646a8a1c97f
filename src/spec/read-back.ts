import { LodestarError } from '../errors.ts';
import { emptyTask, type SpecTask } from '../model/task.ts';
import { ProblemCollector } from './problem-collector.ts';
import type { SpecProblem } from './problem.ts';
import { readTask } from './read-task.ts';
import { specInvalid } from './spec-invalid.ts';
import { readYaml } from './read-yaml.ts';
import { isAbsent, type SpecEntry } from './spec-node.ts';

/** A block is inside the mapping of the root. */
const BLOCK_OUTER_DEPTH = 1;

/** What the text of a block says when it is read by itself. */
export type ReadBack =
  | { readonly kind: 'task'; readonly task: SpecTask }
  /** One task of this id, whose values break a rule of the schema. */
  | { readonly kind: 'invalid'; readonly problems: readonly SpecProblem[] }
  /** The text is something else. */
  | { readonly kind: 'other' };

/** The one entry of a block, by the YAML parser: nothing quicker may stand in for it here. */
function readEntry(blockText: string): SpecEntry | undefined {
  const read = readYaml(blockText, { outerDepth: BLOCK_OUTER_DEPTH });
  const node = read.ok ? read.node : undefined;
  return node?.kind === 'map' && node.entries.length === 1 ? node.entries[0] : undefined;
}

export function readBackBlock(blockText: string, id: string): ReadBack {
  const entry = readEntry(blockText);
  if (entry?.key !== id) {
    return { kind: 'other' };
  }
  const problems = new ProblemCollector(id, blockText);
  const { task } = readTask(entry, problems);
  if (task !== undefined) {
    return { kind: 'task', task };
  }
  const isEmpty = isAbsent(entry.value) || (entry.value.kind === 'map' && entry.value.entries.length === 0);
  return isEmpty ? { kind: 'task', task: emptyTask(id, '') } : { kind: 'invalid', problems: problems.list() };
}

/**
 * The task that is to be edited, without a title where it has no value yet. `undefined` when the text is not one task.
 * @throws LodestarError `SPEC_INVALID` when the task has errors: what is broken is mended by hand.
 */
export function requireEditable(blockText: string, id: string): SpecTask | undefined {
  const read = readBackBlock(blockText, id);
  if (read.kind === 'invalid') {
    throw specInvalid(read.problems);
  }
  return read.kind === 'task' ? read.task : undefined;
}

/** The error of values that break a rule of their fields; all problems are in `details.problems`. */
export function inputInvalid(problems: readonly SpecProblem[]): LodestarError {
  const shown = problems.filter((problem) => problem.severity === 'error');
  const message = shown
    .map(({ task_id: id, message: text }) => (id === null ? text : `${id}: ${text}`))
    .join('; ');
  return new LodestarError('INPUT_INVALID', message, { details: { problems: shown } });
}
