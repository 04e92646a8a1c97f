import type { Interfaces } from '@oclif/core';
import { LodestarError } from '../errors.ts';
import type { Environment } from '../operations/context.ts';
import type { CommandDeclaration } from './command-declaration.ts';
import type { CommandContract } from './contract.ts';
import { globalFlagsOf } from './global-flags.ts';
import { isText } from './text-flag.ts';
import type { TextInput } from './text-input.ts';
import { usageError } from './usage-error.ts';

/** What a parser hands back, by name. */
export type Values = Record<string, unknown>;

/** What a call gave, by the names of its arguments and flags. */
export interface GivenValues {
  readonly args: Values;
  readonly flags: Values;
}

interface OclifInput {
  readonly args: Interfaces.ArgInput;
  readonly flags: Interfaces.FlagInput;
  readonly strict: boolean;
}

/** Arguments are never taken from standard input, and a flag that may be repeated takes one value each time. */
export function asOclifInput(command: CommandDeclaration): OclifInput {
  const args = Object.entries(command.args).map(([name, arg]) => [name, { ...arg, ignoreStdin: true }]);
  const flags = Object.entries(command.flags).map(([name, flag]) => [
    name,
    flag.type === 'option' && flag.multiple === true ? { ...flag, multipleNonGreedy: true } : flag,
  ]);
  return {
    args: Object.fromEntries(args) as Interfaces.ArgInput,
    flags: { ...(Object.fromEntries(flags) as Interfaces.FlagInput), ...globalFlagsOf(command.contract) },
    strict: command.strict,
  };
}

/** `LODESTAR_TASK_LIST_` for `task list`; behind it stands the flag's name in the same letters. */
export function variablePrefix(id: string): string {
  return `LODESTAR_${id.replaceAll(/[ :-]/gu, '_').toUpperCase()}_`;
}

/**
 * The flags that a variable can give. A switch of a command that writes is none of them: it agrees to something, or overrides
 * a rule, and that must be said in the call.
 */
export function isFromEnvironment(flag: { readonly type: string }, contract: CommandContract): boolean {
  return flag.type === 'option' || !contract.writes;
}

/** The variables that are set for flags of the command, by the names of the flags. */
export function findVariables(command: CommandDeclaration, env: Environment): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const prefix = variablePrefix(command.id);
  for (const [name, flag] of Object.entries(command.flags)) {
    const variable = prefix + name.replaceAll('-', '_').toUpperCase();
    if ((env[variable] ?? '') !== '' && isFromEnvironment(flag, command.contract)) {
      found.set(name, variable);
    }
  }
  return found;
}

type FlagOf = Interfaces.FlagInput[string];

function findFlag(flags: Interfaces.FlagInput, token: string): FlagOf | undefined {
  const name = token.replace(/^--?/u, '').split('=', 1)[0] ?? '';
  return Object.entries(flags).find(
    ([long, flag]) => long === name || flag.char === name || flag.aliases?.includes(name) === true,
  )?.[1];
}

/**
 * The first token that gives a value to a flag that takes none. oclif would set the flag and take the value for an
 * argument, so that `--dry-run=false` were a dry run of a task named `false`.
 */
export function findValueOfSwitch(argv: readonly string[], flags: Interfaces.FlagInput): string | undefined {
  const dashes = argv.indexOf('--');
  const tokens = dashes === -1 ? argv : argv.slice(0, dashes);
  return tokens.find((token, index) => {
    const before = tokens[index - 1] ?? '';
    const isValue =
      before.startsWith('-') && !before.includes('=') && findFlag(flags, before)?.type === 'option';
    return (
      !isValue && token.startsWith('--') && token.includes('=') && findFlag(flags, token)?.type === 'boolean'
    );
  });
}

/** How a flag is called in a message. */
function flagLabel(name: string): string {
  return `--${name}`;
}

/** How an argument is called in a message: as in the usage line. */
function argLabel(name: string): string {
  return name.toUpperCase();
}

/**
 * Puts in place of what stands for a text, or for a list of ids (`-` where several may be given), what it stands for; one
 * after the other: standard input is one.
 */
export async function readGiven(
  { args, flags }: GivenValues,
  command: Pick<CommandDeclaration, 'args' | 'flags'>,
  input: TextInput,
): Promise<GivenValues> {
  const texts = await readTexts(command.args, args, { input, nameOf: argLabel });
  return {
    args: await readLists(command.args, texts, input),
    flags: await readTexts(command.flags, flags, { input, nameOf: flagLabel }),
  };
}

/** The words of standard input, as `task list --quiet` prints them, in place of `-` in a list that is no text. */
async function readLists(
  definitions: Interfaces.ArgInput,
  values: Values,
  input: TextInput,
): Promise<Values> {
  const lists: Values = { ...values };
  for (const [name, value] of Object.entries(values)) {
    const definition = definitions[name];
    if (Array.isArray(value) && value.includes('-') && definition !== undefined && !isText(definition)) {
      const words = await readWords(argLabel(name), input);
      lists[name] = value.flatMap((each: unknown): unknown[] => (each === '-' ? [...words] : [each]));
    }
  }
  return lists;
}

async function readWords(name: string, input: TextInput): Promise<readonly string[]> {
  const text = await input.read('-', name);
  const words = text.split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) {
    throw usageError(`standard input has no ${name}`);
  }
  return words;
}

/** Puts in place of the values of text flags or arguments the text that they stand for. */
async function readTexts(
  definitions: Readonly<Record<string, { readonly parse?: unknown }>>,
  values: Values,
  { input, nameOf }: { readonly input: TextInput; readonly nameOf: (name: string) => string },
): Promise<Values> {
  const texts: Values = { ...values };
  for (const [name, value] of Object.entries(values)) {
    const definition = definitions[name];
    if (definition !== undefined && isText(definition) && value !== undefined) {
      texts[name] = await readText(value, nameOf(name), input);
    }
  }
  return texts;
}

/** A text of a task is for people to read: a longer one is a document, and belongs into a file of the repository. */
const MAX_TEXT = 256 * 1024;

function requireShort(text: string, name: string): string {
  if (text.length > MAX_TEXT) {
    const message = `${name} has ${text.length} characters, ${MAX_TEXT} are the most`;
    throw new LodestarError('INPUT_INVALID', message, {
      details: { length: text.length, max_length: MAX_TEXT },
      hint: 'Put it into a file of the repository, and name that.',
    });
  }
  return text;
}

async function readText(value: unknown, name: string, input: TextInput): Promise<unknown> {
  if (!Array.isArray(value)) {
    return requireShort(await input.read(String(value), name), name);
  }
  const read: string[] = [];
  for (const each of value) {
    read.push(requireShort(await input.read(String(each), name), name));
  }
  return read;
}
