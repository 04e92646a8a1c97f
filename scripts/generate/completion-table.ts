import type { Interfaces } from '@oclif/core';
import type {
  CompletedArgument,
  CompletedCommand,
  CompletedFlag,
  CompletionTable,
  ValueKind,
} from '../../src/cli/complete/table.ts';
import { globalFlagsOf } from '../../src/cli/global-flags.ts';
import type { LoadedCommand } from './commands.ts';

type Flag = Interfaces.FlagInput[string];
type Arg = Interfaces.ArgInput[string];

/** By the name of an argument: commands that mean the same call it the same. */
const ARGUMENTS: Readonly<Record<string, ValueKind>> = {
  id: 'task',
  ids: 'task',
  key: 'setting',
  file: 'file',
  path: 'file',
  folder: 'file',
  agent: 'actor',
  actor: 'actor',
};

/** By the name of a flag. */
const FLAGS: Readonly<Record<string, ValueKind>> = {
  'add-dep': 'task',
  'add-label': 'label',
  as: 'actor',
  capability: 'capability',
  'depends-on': 'task',
  dir: 'file',
  label: 'label',
  'rm-capability': 'capability',
  'rm-dep': 'task',
  'rm-label': 'label',
  type: 'event-type',
};

/** By what help shows in place of the value. */
const VALUES: Readonly<Record<string, ValueKind>> = { ID: 'task', ACTOR: 'actor', FILE: 'file', DIR: 'file' };

/** Of a task that is not there yet, and what only looks like a task's. */
const FREE: readonly string[] = ['task create --id', 'msg read ids'];

/** The first sentence, which says what it is; what follows tells more. */
function shorten(text: string | undefined): string {
  return (text ?? '').replace(/ \(env: \w+\)/u, '').replace(/(?<=\w)(?:[.:;]\s.*|\.)$/su, '');
}

function flagValue(id: string, name: string, flag: Flag): CompletedFlag['value'] {
  if (flag.type !== 'option') {
    return undefined;
  }
  if (flag.options !== undefined) {
    return flag.options;
  }
  const { helpValue } = flag;
  const shown = typeof helpValue === 'string' ? VALUES[helpValue] : undefined;
  return FREE.includes(`${id} --${name}`) ? 'free' : (FLAGS[name] ?? shown ?? 'free');
}

function flagOf(id: string, name: string, flag: Flag): CompletedFlag {
  const value = flagValue(id, name, flag);
  const isList = flag.type === 'option' && flag.delimiter === ',';
  return {
    name,
    ...(flag.char === undefined ? {} : { char: flag.char }),
    about: shorten(flag.summary ?? flag.description),
    ...(value === undefined ? {} : { value }),
    ...(isList ? { isList } : {}),
  };
}

function argOf(id: string, name: string, arg: Arg): CompletedArgument {
  const kind = FREE.includes(`${id} ${name}`) ? 'free' : ARGUMENTS[name];
  const value = arg.options ?? kind ?? 'free';
  return arg.multiple === true ? { value, isRepeated: true } : { value };
}

function flagsOf(id: string, flags: Interfaces.FlagInput): CompletedFlag[] {
  return Object.entries(flags)
    .filter(([, flag]) => flag.hidden !== true)
    .map(([name, flag]) => flagOf(id, name, flag));
}

function commandOf({ id, command }: LoadedCommand): [string, CompletedCommand] {
  const args = Object.entries(command.args).map(([name, arg]) => argOf(id, name, arg));
  const { writes } = command.contract;
  return [id, { about: shorten(command.summary), args, flags: flagsOf(id, command.flags), writes }];
}

/** The module with all that completion knows of the commands. */
export function completionTable(
  commands: readonly LoadedCommand[],
  topics: Readonly<Record<string, { readonly description: string }>>,
): string {
  const [writing] = commands.filter(({ command }) => command.contract.writes);
  const [reading] = commands.filter(({ command }) => !command.contract.writes);
  if (writing === undefined || reading === undefined) {
    throw new Error('no command that writes, or none that only reads');
  }
  const globals = globalFlagsOf(reading.command.contract);
  const table: CompletionTable = {
    topics: Object.fromEntries(
      Object.entries(topics).map(([name, { description }]) => [name, description.replace(/\.$/u, '')]),
    ),
    commands: Object.fromEntries(commands.map(commandOf)),
    globalFlags: flagsOf('', globals),
    writingFlags: flagsOf('', globalFlagsOf(writing.command.contract)).filter(
      ({ name }) => !Object.hasOwn(globals, name),
    ),
  };
  return [
    '/** What completion knows of the commands, by `npm run generate`. */',
    "import type { CompletionTable } from './table.ts';",
    '',
    `export const COMPLETION_TABLE: CompletionTable = ${JSON.stringify(table, null, 2)};`,
    '',
  ].join('\n');
}
