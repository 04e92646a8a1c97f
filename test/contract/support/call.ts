import type { ErrorCode } from '../../../src/errors.ts';
import type { RunOptions } from '../../support/workspace.ts';

/** One call of a command in the workspace of every-state.ts, and how it ends there. */
export interface Call {
  readonly args: readonly string[];
  readonly verdict: 'ok' | ErrorCode;
  readonly options: RunOptions;
  /** Where it is made: a folder in the workspace, or `parent`, the one above it; the root unless said otherwise. */
  readonly from?: string;
}

/** The words of a line; single quotes keep blanks together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'(?<quoted>[^']*)'|(?<plain>\S+)/gu)].map(
    ({ groups }) => groups?.quoted ?? groups?.plain ?? '',
  );
}

export function ok(line: string, options: RunOptions = {}): Call {
  return { args: wordsOf(line), verdict: 'ok', options };
}

export function fails(verdict: ErrorCode, line: string, options: RunOptions = {}): Call {
  return { args: wordsOf(line), verdict, options };
}

/** How a call is named in the message of a failed test. */
export function tellCall({ args, options }: Call): string {
  return `${options.as === undefined ? '' : `LODESTAR_AGENT=${options.as} `}lodestar ${args.join(' ')}`;
}
