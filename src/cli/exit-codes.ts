import { ERROR_CATALOGUE } from '../error-catalogue.ts';
import { EXIT } from '../exit.ts';
import type { ErrorCode } from '../errors.ts';
import { resultAnswer, type Answer } from './answer.ts';
import type { Rendered, Text } from './ui/text.ts';
import type { Ui } from './ui/ui.ts';

/** What each exit code says, whichever command it ends. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'Done',
  internal: 'Internal fault, or a merge with conflicts',
  usage: 'Usage',
  notFound: 'Not found',
  refused: 'Refused by a rule, or `doctor` found something',
  nothingToClaim: 'Nothing to claim',
  invalid: 'Invalid spec or input',
  runtime: 'Runtime or files',
  noWorkspace: 'Not a workspace',
  interrupted: 'Interrupted',
};

interface ExitCodeEntry {
  readonly exit: number;
  readonly meaning: string;
  readonly codes: readonly {
    readonly code: ErrorCode;
    readonly when: string;
    readonly remedy: string;
    readonly retryable: boolean;
  }[];
}

/** `data` of `help exit-codes --json`. */
export interface ExitCodesResult {
  readonly exit_codes: readonly ExitCodeEntry[];
}

function entryOf([name, exit]: [string, number]): ExitCodeEntry {
  const codes = Object.entries(ERROR_CATALOGUE)
    .filter(([, entry]) => entry.exit === exit)
    .map(([code, { when, remedy, retryable }]) => ({ code: code as ErrorCode, when, remedy, retryable }));
  return { exit, meaning: EXIT_MEANINGS[name as keyof typeof EXIT], codes };
}

function section({ exit, meaning, codes }: ExitCodeEntry, ui: Ui): Text {
  return ui.lines([
    ui.t`${ui.bold(exit)}  ${ui.bold(meaning)}`,
    codes.length === 0 ? undefined : ui.pairs(codes.map(({ code, when }) => [`   ${code}`, when] as const)),
  ]);
}

function display({ exit_codes: entries }: ExitCodesResult, ui: Ui): Rendered {
  return ui.lines([
    'How a command ends: the exit code, and below it each error code that ends so.',
    ...entries.flatMap((entry) => ['', section(entry, ui)]),
    '',
    'The exit code is 0 exactly when `ok` is true under --json. `lodestar CMD --explain` lists the codes of one command.',
  ]);
}

/** `help exit-codes`, from the error catalogue. */
export function explainExitCodes(): Answer {
  const data: ExitCodesResult = { exit_codes: Object.entries(EXIT).map(entryOf) };
  return resultAnswer({ data, next: [], warnings: [] }, display);
}
