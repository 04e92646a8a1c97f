import { findGlobalFlag } from './global-flag-names.ts';

/** The command line, taken apart before oclif sees it. */
export interface CommandLine {
  /** The words of the command's id that the table knows; empty when none was given. */
  readonly id: readonly string[];
  /** Everything else, in order: global flags that stood before or inside the id come first. */
  readonly args: readonly string[];
  /** The word that stands where an id would go on, when it goes on with no known one. */
  readonly stray: string | undefined;
  /** Which of the answers that need no command was asked for. */
  readonly asks: 'help' | 'schema' | 'explain' | 'version' | undefined;
  /** Answer with one JSON value. */
  readonly json: boolean;
}

/** What of the table the splitting needs. */
export interface KnownIds {
  isCommand(words: readonly string[]): boolean;
  isTopic(words: readonly string[]): boolean;
}

interface Head {
  readonly words: readonly string[];
  readonly flags: readonly string[];
  /** Index of the first token that is neither a word of an id nor a global flag. */
  readonly rest: number;
}

/** Reads words and global flags as long as the words begin a known id, or are the first word of all. */
function readHead(argv: readonly string[], known: KnownIds): Head {
  const words: string[] = [];
  const flags: string[] = [];
  let index = 0;
  for (; index < argv.length; index += 1) {
    const token = argv[index] ?? '';
    const global = findGlobalFlag(token);
    if (global !== undefined) {
      flags.push(token);
      if (global.flag.takesValue && !global.hasValue && index + 1 < argv.length) {
        index += 1;
        flags.push(argv[index] ?? '');
      }
      continue;
    }
    const next = [...words, token];
    if (token.startsWith('-') || !(known.isCommand(next) || known.isTopic(next))) {
      break;
    }
    words.push(token);
  }
  return { words, flags, rest: index };
}

/** The tokens that flags are read from: what follows `--` is never a flag. */
function beforeDashes(argv: readonly string[]): readonly string[] {
  const dashes = argv.indexOf('--');
  return dashes === -1 ? argv : argv.slice(0, dashes);
}

function findAsk(args: readonly string[], isEmpty: boolean): CommandLine['asks'] {
  const flags = beforeDashes(args);
  if (flags.includes('--help') || flags.includes('-h')) {
    return 'help';
  }
  if (flags.includes('--schema')) {
    return 'schema';
  }
  if (flags.includes('--explain')) {
    return 'explain';
  }
  return isEmpty && flags.includes('--version') ? 'version' : undefined;
}

function asksForJson(token: string, before: string | undefined): boolean {
  const isFormat = token === '--format=json' || (token === 'json' && before === '--format');
  return isFormat || token === '--json' || token.startsWith('--json=');
}

/**
 * Whether the caller wants JSON, by `--json` or by the `--format json` of commands that have it; asked of the raw tokens, so
 * that it is known when nothing else can be read.
 */
export function wantsJson(argv: readonly string[]): boolean {
  return beforeDashes(argv).some((token, index, tokens) => asksForJson(token, tokens[index - 1]));
}

/** Takes the command line apart: the longest known id, the global flags before it moved behind it. */
export function splitCommandLine(argv: readonly string[], known: KnownIds): CommandLine {
  const { words, flags, rest } = readHead(argv, known);
  const args = [...flags, ...argv.slice(rest)];
  const stray = known.isCommand(words) ? undefined : argv[rest];
  return {
    id: words,
    args,
    stray: stray === '--' ? undefined : stray,
    asks: findAsk(args, words.length === 0),
    json: wantsJson(argv),
  };
}
