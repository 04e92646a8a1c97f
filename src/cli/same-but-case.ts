import { LodestarError } from '../errors.ts';
import type { Warning } from '../operations/outcome.ts';
import type { GivenValues, Values } from './oclif-input.ts';

function replaceIn(values: Values, from: string, to: string): Values {
  const entries = Object.entries(values).map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value)
      ? value.map((each: unknown) => (each === from ? to : each))
      : value === from
        ? to
        : value,
  ]);
  return Object.fromEntries(entries);
}

/** What names the task, or what is a task's, in `task_id` or `target`. */
const NOT_FOUND: ReadonlySet<string> = new Set(['TASK_NOT_FOUND', 'WORKTREE_NOT_FOUND']);

/**
 * The input with an id as the plan spells it, where a task was not found and exactly one has the same id in other case:
 * `t2` for `T2`. `undefined` where there is nothing to put right. Beginnings of ids are not taken for ids: `T1` of a task
 * that is gone must not come to mean `T10`.
 */
export function withIdOfSameLetters(
  error: unknown,
  { args, flags }: GivenValues,
): { readonly input: GivenValues; readonly warning: Warning } | undefined {
  if (!(error instanceof LodestarError) || !NOT_FOUND.has(error.code)) {
    return undefined;
  }
  const { task_id: taskId, target: id = taskId, near_misses: near } = error.details;
  if (typeof id !== 'string' || !Array.isArray(near)) {
    return undefined;
  }
  const [meant, ...others] = near.filter(
    (each): each is string => typeof each === 'string' && each.toLowerCase() === id.toLowerCase(),
  );
  if (meant === undefined || others.length > 0) {
    return undefined;
  }
  return {
    input: { args: replaceIn(args, id, meant), flags: replaceIn(flags, id, meant) },
    warning: { code: 'id-case', message: `${id} is read as ${meant}` },
  };
}
