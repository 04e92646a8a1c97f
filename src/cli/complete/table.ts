/** What a word on the command line stands for, and so what completes it. */
export type ValueKind =
  'task' | 'actor' | 'label' | 'capability' | 'setting' | 'event-type' | 'file' | 'command' | 'free';

export interface CompletedFlag {
  readonly name: string;
  readonly char?: string;
  readonly about: string;
  /** The words that it takes, or what they stand for; a flag without is a switch. */
  readonly value?: ValueKind | readonly string[];
  /** Several values in one word, separated by commas. */
  readonly isList?: boolean;
}

export interface CompletedArgument {
  readonly value: ValueKind | readonly string[];
  readonly isRepeated?: boolean;
}

export interface CompletedCommand {
  readonly about: string;
  readonly args: readonly CompletedArgument[];
  readonly flags: readonly CompletedFlag[];
  readonly writes: boolean;
}

/** What completion knows of the commands; made from their classes by `npm run generate`. */
export interface CompletionTable {
  readonly topics: Readonly<Record<string, string>>;
  readonly commands: Readonly<Record<string, CompletedCommand>>;
  readonly globalFlags: readonly CompletedFlag[];
  /** Only of commands that write. */
  readonly writingFlags: readonly CompletedFlag[];
}
