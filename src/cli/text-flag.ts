import { custom as customArg } from '@oclif/core/args';
import { custom } from '@oclif/core/flags';

/** Also what marks a text flag: its value is read after parsing, when the folder to start from is known. */
async function keepText(input: string): Promise<string> {
  return input;
}

/**
 * A flag whose value is text: as it is, `-` for standard input, `@FILE` for a file, `@@…` for text that begins with `@`.
 * Where it may be repeated, each value is read for itself.
 */
export const textFlag = custom({ parse: keepText, helpValue: 'TEXT' });

/** An argument whose value is text, written as that of a text flag. */
export const textArg = customArg({ parse: keepText });

export function isText(definition: { readonly parse?: unknown }): boolean {
  return definition.parse === keepText;
}
