import type { ErrorCode } from '../../src/errors.ts';
import type { Hint, Warning } from '../../src/operations/outcome.ts';
import type { ProcessResult } from './run-process.ts';

export interface EnvelopeError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly hint: string;
  readonly retryable: boolean;
}

/** What a command prints under `--json`. */
export interface Envelope {
  readonly ok: boolean;
  readonly data: unknown;
  readonly error?: EnvelopeError;
  readonly next: readonly Hint[];
  readonly warnings: readonly Warning[];
}

/** Everything that is known of a run, for the message of a failed expectation. */
function tellRun(result: ProcessResult): string {
  const end = result.signal ?? `exit ${String(result.code)}`;
  return `${result.command}\n${end}\nstdout: ${result.stdout.slice(0, 4000)}\nstderr: ${result.stderr.slice(0, 4000)}`;
}

/** The one JSON value on stdout; fails when it is none, more than one, or contradicts the exit code. */
export function envelopeOf(result: ProcessResult): Envelope {
  let envelope: Envelope;
  try {
    envelope = JSON.parse(result.stdout) as Envelope;
  } catch (cause) {
    throw new Error(`stdout is not one JSON value: ${tellRun(result)}`, { cause });
  }
  if (envelope.ok !== (result.code === 0)) {
    throw new Error(`"ok" and the exit code contradict each other: ${tellRun(result)}`);
  }
  return envelope;
}

/** The data of a success, in the shape that the caller expects. */
export function dataOf<Data>(result: ProcessResult): Data {
  const envelope = envelopeOf(result);
  if (!envelope.ok) {
    throw new Error(`the command failed: ${tellRun(result)}`);
  }
  return envelope.data as Data;
}

/** The error of a failure. */
export function errorOf(result: ProcessResult): EnvelopeError {
  const { ok, error } = envelopeOf(result);
  if (ok || error === undefined) {
    throw new Error(`the command was expected to fail: ${tellRun(result)}`);
  }
  return error;
}

/** How a run ended, in one word: `ok` or the error's code. What a race between processes is counted by. */
export function verdictOf(result: ProcessResult): 'ok' | ErrorCode {
  return envelopeOf(result).error?.code ?? 'ok';
}
