import type { Interfaces } from '@oclif/core';
import type { Environment } from '../operations/context.ts';
import { usageError } from './usage-error.ts';

type Flags = Interfaces.FlagInput;

/** A flag that a variable gives, as it would stand on the command line. */
interface GivenFlag {
  readonly name: string;
  readonly variable: string;
  readonly token: string;
}

/** The command line with what variables give in front, and where that came from. */
export interface WithVariables {
  readonly argv: readonly string[];
  /** Names of variables by the names of the flags that they give. */
  readonly variables: ReadonlyMap<string, string>;
}

const YES: readonly string[] = ['1', 'true', 'yes', 'on'];
const NO: readonly string[] = ['0', 'false', 'no', 'off'];

/** The letters of one token: what follows the letter of a flag that takes a value is the value. */
function lettersOf(token: string, flags: Flags): string[] {
  const letters = token.slice(1).split('');
  const end = letters.findIndex((letter) =>
    Object.values(flags).some((flag) => flag.char === letter && flag.type === 'option'),
  );
  return end === -1 ? letters : letters.slice(0, end + 1);
}

/** Whether the command line itself has the flag. */
function isGiven(argv: readonly string[], name: string, flags: Flags): boolean {
  const flag = flags[name];
  const dashes = argv.indexOf('--');
  return (dashes === -1 ? argv : argv.slice(0, dashes)).some((token) => {
    if (token.startsWith('--')) {
      const long = token.slice(2).split('=', 1)[0] ?? '';
      return long === name || flag?.aliases?.includes(long) === true;
    }
    return token.startsWith('-') && flag?.char !== undefined && lettersOf(token, flags).includes(flag.char);
  });
}

interface SetVariable {
  readonly name: string;
  readonly variable: string;
  readonly value: string;
}

function tokensOf({ name, variable, value }: SetVariable, flag: Flags[string]): GivenFlag[] {
  if (flag.type === 'option') {
    return [{ name, variable, token: `--${name}=${value}` }];
  }
  const word = value.toLowerCase();
  if (!YES.includes(word) && !NO.includes(word)) {
    throw usageError(`${variable}: ${JSON.stringify(value)} is neither true nor false`, {
      details: { variable, value, valid: ['true', 'false'] },
    });
  }
  return YES.includes(word) ? [{ name, variable, token: `--${name}` }] : [];
}

/** Puts in front of the command line what variables give and it does not. `found`: by the names of flags. */
export function addFlagsOfVariables(
  argv: readonly string[],
  found: ReadonlyMap<string, string>,
  { flags, env }: { readonly flags: Flags; readonly env: Environment },
): WithVariables {
  const given = [...found].flatMap(([name, variable]) => {
    const flag = flags[name];
    return flag === undefined || isGiven(argv, name, flags)
      ? []
      : tokensOf({ name, variable, value: env[variable] ?? '' }, flag);
  });
  return {
    argv: [...given.map(({ token }) => token), ...argv],
    variables: new Map(given.map(({ name, variable }) => [name, variable])),
  };
}
