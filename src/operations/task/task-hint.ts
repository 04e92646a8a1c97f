import { hint } from '../hint.ts';
import type { Hint } from '../outcome.ts';

/** A task, and flags for the verb on it, each a word. */
interface Target {
  readonly id: string;
  readonly flags: readonly string[];
}

/**
 * A command on one task. An id of an older spec may begin with a dash: it stands behind `--`, so that it is not taken for a
 * flag.
 */
export function taskHint(verb: string, target: string | Target, description: string): Hint {
  const { id, flags } = typeof target === 'string' ? { id: target, flags: [] } : target;
  const words = id.startsWith('-') ? [...flags, '--', id] : [id, ...flags];
  return hint(`task.${verb}`, ['task', verb, ...words], description);
}
