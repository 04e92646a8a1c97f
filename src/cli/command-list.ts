import { readManifest } from './manifest.ts';
import type { Answer } from './answer.ts';
import { resultAnswer } from './answer.ts';
import type { Ui } from './ui/ui.ts';
import type { Rendered } from './ui/text.ts';

/** `data` of a bare topic, and of `help`, under `--json`. */
export interface CommandListResult {
  readonly topic: string | null;
  readonly commands: readonly {
    /** As it is typed: `task claim`. */
    readonly id: string;
    readonly summary: string;
    readonly writes: boolean;
  }[];
}

function display(data: CommandListResult, ui: Ui): Rendered {
  return ui.pairs(data.commands.map(({ id, summary }) => [`lodestar ${id}`, summary]));
}

/** The commands that begin with the words; all of them for none. */
export function listCommands(words: readonly string[]): Answer {
  const { commands } = readManifest();
  const topic = words.length === 0 ? null : words.join(' ');
  const listed = Object.values(commands)
    .map(({ id, summary, contract }) => ({
      id: id.replaceAll(':', ' '),
      summary: summary ?? '',
      writes: contract.writes,
    }))
    .filter(({ id }) => topic === null || id === topic || id.startsWith(`${topic} `))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return resultAnswer<CommandListResult>(
    { data: { topic, commands: listed }, next: [], warnings: [] },
    display,
  );
}
