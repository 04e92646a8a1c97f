import type { Answer } from './answer.ts';
import { splitCommandLine, type CommandLine, type KnownIds } from './command-line.ts';
import { isTopic, type CommandTable } from './command-table.ts';
import type { Invocation } from './invocation.ts';
import { runCommand } from './lodestar-command.ts';
import { markTime } from './timing.ts';
import { usageError } from './usage-error.ts';

/** What runs when nothing is asked for. */
const DEFAULT_COMMAND = 'status';
/** What the scripts of `lodestar completion` call at every press of the key; in no list of commands. */
const COMPLETE = '__complete';
const MAX_NEAR = 3;

function knownIds(table: CommandTable): KnownIds {
  return {
    isCommand: (words) => Object.hasOwn(table, words.join(' ')),
    isTopic: (words) => isTopic(table, words) || (words.length === 1 && words[0] === 'help'),
  };
}

function lastWord(id: string): string {
  return id.slice(id.lastIndexOf(' ') + 1);
}

/**
 * Ids that end with the word (`claim` → `task claim`) come first, of them those of tasks; then ids and topics that are spelt nearly so, then ids
 * whose last word is (`clam` → `task claim`).
 */
async function nearIds(phrase: string, word: string, table: object): Promise<string[]> {
  const { nearMisses } = await import('../util/near-miss.ts');
  const ids = Object.keys(table);
  const topics = ids.filter((id) => id.includes(' ')).map((id) => id.slice(0, id.indexOf(' ')));
  const sameVerb = ids.filter((id) => id.endsWith(` ${word}`));
  const verbs = nearMisses(word, ids.map(lastWord));
  const near = [
    ...sameVerb.filter((id) => id.startsWith('task ')),
    ...sameVerb,
    ...nearMisses(phrase, [...topics, ...ids]),
    ...(phrase === word ? verbs.flatMap((verb) => ids.filter((id) => lastWord(id) === verb)) : []),
  ];
  return [...new Set(near)].slice(0, MAX_NEAR);
}

async function refuseStray(line: CommandLine, stray: string, table: object): Promise<never> {
  const phrase = [...line.id, stray].join(' ');
  if (stray.startsWith('-')) {
    const where = line.id.length === 0 ? 'before a command' : `after \`${line.id.join(' ')}\``;
    throw usageError(`\`${stray}\` means nothing ${where}`, { details: { flags: [stray] } });
  }
  const near = await nearIds(phrase, stray, table);
  throw usageError(`there is no command \`${phrase}\``, {
    near: near.map((id) => `lodestar ${id}`),
    details: { command: phrase },
    ...(line.id.length === 0 ? {} : { command: line.id.join(' ') }),
  });
}

function hasNoColor(line: CommandLine): boolean {
  return line.args.includes('--no-color');
}

async function help(words: readonly string[], line: CommandLine, invocation: Invocation): Promise<Answer> {
  const { showHelp } = await import('./help.ts');
  return await showHelp(words, { env: invocation.env, noColor: hasNoColor(line) });
}

/** `help`, `help TOPIC`, `help TOPIC VERB`: as text, under `--json` as a list. And the pages that are of no command. */
async function answerHelp(argv: readonly string[], { table, invocation }: FrontDoorOptions): Promise<Answer> {
  const line = splitCommandLine(argv, knownIds(table));
  const { findHelpPage, HELP_PAGES } = await import('./help-pages.ts');
  const page = line.id.length === 0 ? findHelpPage(line.stray) : undefined;
  if (page !== undefined) {
    return page();
  }
  if (line.stray !== undefined) {
    const pages = Object.fromEntries(HELP_PAGES.map((name) => [`help ${name}`, undefined]));
    await refuseStray(line, line.stray, { ...table, ...pages });
  }
  const words = line.id[0] === 'help' ? [] : line.id;
  return line.json && line.asks !== 'help' ? await listOf(words) : await help(words, line, invocation);
}

async function listOf(words: readonly string[]): Promise<Answer> {
  const { listCommands } = await import('./command-list.ts');
  return listCommands(words);
}

/**
 * A bare topic. Of it there is no schema and nothing to explain: under `--json` its commands are what to ask about. People
 * are told where things stand in it and what fits next.
 */
async function answerTopic(line: CommandLine, options: FrontDoorOptions): Promise<Answer> {
  if (line.asks === 'help') {
    return await help(line.id, line, options.invocation);
  }
  if (line.json || line.asks !== undefined) {
    return await listOf(line.id);
  }
  const { overviewOfTopic } = await import('./topic-overview.ts');
  return await overviewOfTopic(line.id.join(' '), async (command) => {
    const [words, flags] = [command.split(' '), command.match(/--\S+/gu) ?? []];
    const id = words.slice(0, words.length - flags.length);
    return await answerCommand(id, { ...line, args: [...line.args, ...flags] }, options);
  });
}

/** Answers that need no command's module: from generated files, with the rest of the line unparsed. */
async function answerAsked(
  id: readonly string[],
  line: CommandLine,
  invocation: Invocation,
): Promise<Answer | undefined> {
  switch (line.asks) {
    case 'help':
      return await help(id, line, invocation);
    case 'schema': {
      const { showSchema } = await import('./schema-file.ts');
      return showSchema(id);
    }
    case 'explain': {
      const { explainCommand } = await import('./explain.ts');
      return explainCommand(id);
    }
    case 'version':
    case undefined:
      return undefined;
  }
}

async function answerCommand(
  id: readonly string[],
  line: CommandLine,
  options: FrontDoorOptions,
): Promise<Answer> {
  const name = id.join(' ');
  const load = options.table[name];
  if (load === undefined) {
    throw usageError(`there is no command \`${name}\``, { details: { command: name } });
  }
  options.invocation.onCommand?.(name);
  const { default: command } = await load();
  markTime('command loaded');
  return await runCommand(command, { id: name, args: line.args, invocation: options.invocation });
}

export interface FrontDoorOptions {
  readonly table: CommandTable;
  readonly invocation: Invocation;
}

/** Finds what the command line asks for and answers it. Throws LodestarError; the caller prints. */
export async function answerCommandLine(argv: readonly string[], options: FrontDoorOptions): Promise<Answer> {
  const { table, invocation } = options;
  if (argv[0] === COMPLETE) {
    const { answerCompletion } = await import('./complete/answer-completion.ts');
    return await answerCompletion(argv.slice(1), invocation);
  }
  const known = knownIds(table);
  const line = splitCommandLine(argv, known);
  if (line.asks === 'version') {
    return await answerCommand(
      ['version'],
      { ...line, args: line.args.filter((arg) => arg !== '--version') },
      options,
    );
  }
  if (line.id[0] === 'help') {
    return await answerHelp(line.args, options);
  }
  if (line.stray !== undefined && !(line.asks === 'help' && line.stray.startsWith('-'))) {
    await refuseStray(line, line.stray, table);
  }
  const isBare = line.id.length === 0;
  if ((isBare && line.asks === 'help') || (!isBare && !known.isCommand(line.id))) {
    return await answerTopic(line, options);
  }
  const id = isBare ? [DEFAULT_COMMAND] : line.id;
  return (await answerAsked(id, line, invocation)) ?? (await answerCommand(id, line, options));
}
