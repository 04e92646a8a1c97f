import type { Interfaces } from '@oclif/core';
import type { CommandDeclaration } from './command-declaration.ts';
import { globalFlagsOf } from './global-flags.ts';
import { isTextFlag } from './text-flag.ts';
import type { TextInput } from './text-input.ts';

/** What a parser hands back, by name. */
export type Values = Record<string, unknown>;

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

/** Puts in place of the values of text flags the text that they stand for, one after the other: standard input is one. */
export async function readTexts(
  definitions: Interfaces.FlagInput,
  flags: Values,
  input: TextInput,
): Promise<Values> {
  const texts: Values = { ...flags };
  for (const [name, value] of Object.entries(flags)) {
    const definition = definitions[name];
    if (definition !== undefined && isTextFlag(definition)) {
      texts[name] = await readText(value, `--${name}`, input);
    }
  }
  return texts;
}

async function readText(value: unknown, name: string, input: TextInput): Promise<unknown> {
  if (!Array.isArray(value)) {
    return await input.read(String(value), name);
  }
  const read: string[] = [];
  for (const each of value) {
    read.push(await input.read(String(each), name));
  }
  return read;
}
