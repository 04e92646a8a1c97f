import { hint } from '../hint.ts';
import type { Hint } from '../outcome.ts';

/** A task, and flags for the verb on it, each a word. */
interface Target {
  readonly id: string;
  readonly flags: readonly string[];
}

/** An id at the end of a command line. That of an older spec may begin with a dash, and is no flag behind `--`. */
export function idAtEnd(id: string): readonly string[] {
  return id.startsWith('-') ? ['--', id] : [id];
}

/** A command on one task. */
export function taskHint(verb: string, target: string | Target, description: string): Hint {
  const { id, flags } = typeof target === 'string' ? { id: target, flags: [] } : target;
  const words = id.startsWith('-') ? [...flags, ...idAtEnd(id)] : [id, ...flags];
  return hint(`task.${verb}`, ['task', verb, ...words], description);
}
