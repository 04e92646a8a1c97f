import { splitCommandLine } from '../command-line.ts';
import type { CompletedCommand, CompletedFlag, CompletionTable, ValueKind } from './table.ts';

/** Something to complete a word with, and what it is. */
export interface Candidate {
  readonly value: string;
  readonly about: string;
}

/** What completes the word: known words, or what is to be looked up in the workspace. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** Looked up, and each put behind `prefix`. */
  readonly kind?: ValueKind;
  /** What of the word stays: the flag of `--label=a`, the labels before the last of `a,b`. */
  readonly prefix: string;
  /** The folder that `-C` names. */
  readonly dir: string | undefined;
}

const NOTHING: Omit<Completion, 'dir'> = { candidates: [], prefix: '' };
const HELP = 'help';

function phrase(words: readonly string[]): string {
  return words.join(' ');
}

/** The next words of ids that begin with these. */
function nextWords(words: readonly string[], { commands, topics }: CompletionTable): Candidate[] {
  const start = words.length === 0 ? '' : `${phrase(words)} `;
  const found = new Map<string, string>();
  for (const [id, { about }] of Object.entries(commands)) {
    if (id.startsWith(start)) {
      const [word = '', ...more] = id.slice(start.length).split(' ');
      found.set(word, more.length === 0 ? about : (topics[word] ?? ''));
    }
  }
  if (words.length === 0) {
    found.set(HELP, 'Tell about a command, or what `help` has of its own');
  }
  return [...found].map(([value, about]) => ({ value, about }));
}

function findFlag(flags: readonly CompletedFlag[], token: string): CompletedFlag | undefined {
  return flags.find(
    ({ name, char }) => token === `--${name}` || (char !== undefined && token === `-${char}`),
  );
}

function completeValue(
  value: ValueKind | readonly string[],
  word: string,
  isList: boolean,
): Omit<Completion, 'dir'> {
  const prefix = isList ? word.slice(0, word.lastIndexOf(',') + 1) : '';
  return typeof value === 'string'
    ? { candidates: [], kind: value, prefix }
    : { candidates: value.map((each) => ({ value: each, about: '' })), prefix };
}

function completeFlagValue(flag: CompletedFlag, word: string): Omit<Completion, 'dir'> {
  return flag.value === undefined ? NOTHING : completeValue(flag.value, word, flag.isList === true);
}

/** `--label=a`: the flag stays in the word. */
function completeJoined(flags: readonly CompletedFlag[], word: string): Omit<Completion, 'dir'> {
  const equals = word.indexOf('=') + 1;
  const flag = findFlag(flags, word.slice(0, equals - 1));
  const completed = flag === undefined ? NOTHING : completeFlagValue(flag, word.slice(equals));
  return { ...completed, prefix: `${word.slice(0, equals)}${completed.prefix}` };
}

function flagCandidates(flags: readonly CompletedFlag[], given: readonly string[]): Candidate[] {
  return flags
    .filter(
      (flag) =>
        flag.isList === true ||
        findFlag([flag], given.find((token) => findFlag([flag], token)) ?? '') === undefined,
    )
    .map(({ name, about }) => ({ value: `--${name}`, about }));
}

/** The words that are neither flags nor values of flags. */
function positionals(flags: readonly CompletedFlag[], args: readonly string[]): string[] {
  return args.filter((token, index) => {
    const before = findFlag(flags, args[index - 1] ?? '');
    return !token.startsWith('-') && before?.value === undefined;
  });
}

function completeArgument(
  command: CompletedCommand,
  given: readonly string[],
  word: string,
): Omit<Completion, 'dir'> {
  const last = command.args.at(-1);
  const argument = command.args[given.length] ?? (last?.isRepeated === true ? last : undefined);
  return argument === undefined ? NOTHING : completeValue(argument.value, word, false);
}

function valueOf(args: readonly string[], names: readonly string[]): string | undefined {
  const index = args.findIndex((token) => names.includes(token));
  return index === -1 ? undefined : args[index + 1];
}

/** What completes `word`, which stands behind `before` on a command line of the program. */
export function completeWords(table: CompletionTable, before: readonly string[], word: string): Completion {
  const isCommand = (words: readonly string[]): boolean => Object.hasOwn(table.commands, phrase(words));
  const isTopic = (words: readonly string[]): boolean =>
    words.length === 1 && Object.hasOwn(table.topics, phrase(words));
  const words = before[0] === HELP ? before.slice(1) : before;
  const line = splitCommandLine(words, { isCommand, isTopic });
  const command = table.commands[phrase(line.id)];
  const flags = [
    ...(command?.flags ?? []),
    ...table.globalFlags,
    ...(command?.writes === true ? table.writingFlags : []),
  ];
  const dir = valueOf(line.args, ['-C', '--dir']);
  const isBehindDashes = line.args.includes('--');
  const flag = isBehindDashes ? undefined : findFlag(flags, words.at(-1) ?? '');
  const complete = (): Omit<Completion, 'dir'> => {
    if (flag?.value !== undefined) {
      return completeFlagValue(flag, word);
    }
    if (word.startsWith('--') && word.includes('=') && !isBehindDashes) {
      return completeJoined(flags, word);
    }
    if (word.startsWith('-') && !isBehindDashes) {
      return { candidates: flagCandidates(flags, line.args), prefix: '' };
    }
    if (command === undefined && line.stray !== undefined) {
      return NOTHING;
    }
    return command === undefined || before[0] === HELP
      ? { candidates: nextWords(line.id, table), prefix: '' }
      : completeArgument(command, positionals(flags, line.args), word);
  };
  return { ...complete(), dir };
}
