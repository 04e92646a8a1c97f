import { custom } from '@oclif/core/flags';
import { LodestarError } from '../errors.ts';

/** One `x-` key with its value. */
export interface ExtraEntry {
  readonly key: string;
  readonly value: unknown;
}

function requireExtraKey(key: string): string {
  if (!key.startsWith('x-') || key.length === 2) {
    throw new LodestarError('USAGE', `${JSON.stringify(key)} does not begin with \`x-\``, {
      hint: 'Keys of your own begin with `x-`; each field of a task has a flag of its own.',
    });
  }
  return key;
}

/** JSON where the text is JSON (`3`, `true`, `["a"]`), else the text itself. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

async function parseEntry(input: string): Promise<ExtraEntry> {
  const equals = input.indexOf('=');
  if (equals === -1) {
    throw new LodestarError('USAGE', `${JSON.stringify(input)} is not \`x-KEY=VALUE\``, {
      hint: "Write it as `--set x-estimate=3`; quote what has blanks: `--set 'x-owner=Ada L.'`.",
    });
  }
  return { key: requireExtraKey(input.slice(0, equals)), value: parseValue(input.slice(equals + 1)) };
}

/** `--set x-key=value`, repeatable. */
export const setExtraFlag = custom<ExtraEntry>({
  multiple: true,
  helpValue: 'x-KEY=VALUE',
  parse: parseEntry,
});

/** `--unset x-key`, repeatable. */
export const unsetExtraFlag = custom({
  multiple: true,
  helpValue: 'x-KEY',
  parse: async (input) => requireExtraKey(input),
});

/** The `x-` keys to set and, as null, those to take out. */
export function extraOf(flags: {
  readonly set?: readonly ExtraEntry[] | undefined;
  readonly unset?: readonly string[] | undefined;
}): Readonly<Record<string, unknown>> {
  const taken = (flags.unset ?? []).map((key) => [key, null] as const);
  const set = (flags.set ?? []).map(({ key, value }) => [key, value] as const);
  return Object.fromEntries([...taken, ...set]);
}
