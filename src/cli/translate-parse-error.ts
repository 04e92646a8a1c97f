import { LodestarError } from '../errors.ts';
import { usageError } from './usage-error.ts';

export interface ParsedCommand {
  /** Id of the command, words separated by a blank. */
  readonly id: string;
  readonly flags: readonly string[];
  readonly args: readonly string[];
}

/** The fields of oclif's parser errors that are read; its classes are not exported. */
interface ParserErrorFields {
  readonly flags?: unknown;
  readonly args?: unknown;
}

/** What oclif adds around the message of a flag's own check, and below every message. */
const WRAPPING = /^Parsing --(?<flag>\S+) \n\t(?<message>[\s\S]*?)(?:\nSee more help with --help)?$/u;
const HELP_LINE = /\nSee more help with --help$/u;
/** oclif greys the list of rules that were broken. */
// eslint-disable-next-line no-control-regex -- colour begins with ESC
const COLOR = /\u001b\[[\d;]*m/gu;

function strings(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')
    ? value
    : undefined;
}

function argNames(value: unknown): string[] {
  return Array.isArray(value)
    ? value.flatMap((each: { name?: unknown }) =>
        typeof each.name === 'string' ? [each.name.toUpperCase()] : [],
      )
    : [];
}

function flatten(message: string): string {
  return message
    .replace(COLOR, '')
    .replace(HELP_LINE, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

async function unknownFlags(flags: readonly string[], command: ParsedCommand): Promise<LodestarError> {
  const { nearMisses } = await import('../util/near-miss.ts');
  const known = command.flags.map((name) => `--${name}`);
  const near = flags.flatMap((flag) => nearMisses(flag.split('=', 1)[0] ?? flag, known, 1));
  const names = flags.join(', ');
  return usageError(`\`${command.id}\` has no flag ${names}`, {
    command: command.id,
    near,
    details: { flags },
  });
}

/** A check of ours keeps its code, and its message without what oclif wraps around it. */
function ownError(error: LodestarError): LodestarError {
  const match = WRAPPING.exec(error.message)?.groups;
  if (match?.message === undefined) {
    return error;
  }
  const { code, details, hint, cause } = error;
  return new LodestarError(code, `--${match.flag ?? ''}: ${match.message}`, { details, hint, cause });
}

/** How oclif tells of required flags that are not there: a line for each, below a line of its own. */
const MISSING_FLAG = /Missing required flag (?<name>\S+)/gu;

/** How oclif tells of a word that is not in the list of a flag or an argument. */
const NOT_IN_LIST = /^Expected (?:(?<flag>--[\w-]+)=)?(?<value>[\s\S]*) to be one of: (?<valid>.+)$/u;

async function notInList(message: string, command: ParsedCommand): Promise<LodestarError | undefined> {
  const { flag, value = '', valid } = NOT_IN_LIST.exec(message)?.groups ?? {};
  if (valid === undefined) {
    return undefined;
  }
  const { nearMisses } = await import('../util/near-miss.ts');
  const words = valid.split(', ');
  const where = flag === undefined ? '' : `${flag}: `;
  return usageError(`${where}${JSON.stringify(value)} is not one of ${words.join(', ')}`, {
    command: command.id,
    near: nearMisses(value, words, 1),
    details: { ...(flag === undefined ? {} : { flag }), value, valid: words },
  });
}

async function plainUsageError(error: Error, command: ParsedCommand): Promise<LodestarError> {
  const missing = [...error.message.matchAll(MISSING_FLAG)].map((match) => `--${match.groups?.name ?? ''}`);
  if (missing.length > 0) {
    const message = `\`${command.id}\` needs ${missing.join(' and ')}`;
    return usageError(message, { command: command.id, details: { missing } });
  }
  const match = WRAPPING.exec(error.message)?.groups;
  const message =
    match === undefined ? flatten(error.message) : `--${match.flag ?? ''}: ${flatten(match.message ?? '')}`;
  return (await notInList(message, command)) ?? usageError(message, { command: command.id });
}

/** Whatever oclif's parser throws, as an error with a code: USAGE, or the code of a flag's own check. */
export async function translateParseError(thrown: unknown, command: ParsedCommand): Promise<LodestarError> {
  if (thrown instanceof LodestarError) {
    return ownError(thrown);
  }
  if (!(thrown instanceof Error)) {
    return usageError(String(thrown), { command: command.id });
  }
  const { flags, args } = thrown as ParserErrorFields;
  const unknown = strings(flags);
  if (unknown !== undefined) {
    return await unknownFlags(unknown, command);
  }
  const extra = strings(args);
  if (extra !== undefined) {
    return usageError(`\`${command.id}\` takes no argument ${extra.join(', ')}`, {
      command: command.id,
      details: { args: extra },
    });
  }
  const missing = argNames(args);
  if (missing.length > 0) {
    return usageError(`\`${command.id}\` needs ${missing.join(' and ')}`, {
      command: command.id,
      details: { missing },
    });
  }
  return await plainUsageError(thrown, command);
}
