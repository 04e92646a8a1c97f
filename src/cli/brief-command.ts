import { integer, option, string } from '@oclif/core/flags';
import { BRIEF_FORMATS, type BriefFormat } from '../operations/brief/fit-brief.ts';
import type { BriefInput, BriefResult } from '../operations/brief/brief.ts';
import type { CommandContract } from './contract.ts';
import { registeredCommands } from './registered-commands.ts';
import type { Rendered } from './ui/text.ts';
import type { Ui } from './ui/ui.ts';

/** `brief` and `agent brief` are one command with two names. */
export const briefFlags = {
  task: string({ helpValue: 'ID', description: 'What the brief is about; work in general when left out.' }),
  budget: integer({
    min: 500,
    max: 100_000,
    default: 3000,
    helpValue: 'N',
    description: 'The most bytes that it may have.',
  }),
  format: option({
    options: BRIEF_FORMATS,
    description: 'Plain text, in tags as Claude likes it, or Markdown as Copilot does.',
  })({ default: 'generic' }),
};

export const briefContract = {
  result: 'BriefResult',
  writes: false,
  needs: 'workspace',
  reads: ["The registry of commands, this checkout's spec and settings, and the shared runtime."],
  changes: [],
  refuses: ['A runtime that cannot be read: what is held is then not known.'],
  codes: ['TASK_NOT_FOUND', 'RUNTIME_READONLY', 'CONFIG_INVALID'],
} as const satisfies CommandContract;

export const BRIEF_DESCRIPTION =
  'Made of the commands that this version has and of this workspace: who you are, what you hold, what is next. What does ' +
  'not fit is left out, the least important first.';

interface BriefFlagValues {
  readonly task?: string | undefined;
  readonly budget: number;
  readonly format: BriefFormat;
}

export function briefInput({ task, budget, format }: BriefFlagValues): BriefInput {
  return { task, budget, format, commands: registeredCommands() };
}

/** For another program to read: nothing is added to it. */
export function displayBrief({ text }: BriefResult, ui: Ui): Rendered {
  return ui.raw(text);
}
