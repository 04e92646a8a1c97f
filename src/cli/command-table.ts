import type { LodestarCommandClass } from './lodestar-command.ts';

/** A command's module, imported when the command is run. */
export type CommandLoader = () => Promise<{ readonly default: LodestarCommandClass }>;

/** Every command by its id, words separated by one space (`task claim`). Generated; see scripts/generate.ts. */
export type CommandTable = Readonly<Record<string, CommandLoader>>;

/** Whether the words are a topic: the beginning of some id, and not one themselves. */
export function isTopic(table: CommandTable, words: readonly string[]): boolean {
  const start = `${words.join(' ')} `;
  return words.length > 0 && Object.keys(table).some((id) => id.startsWith(start));
}
