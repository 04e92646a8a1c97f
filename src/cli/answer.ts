import { LodestarError } from '../errors.ts';
import { OperationFailure } from '../operations/failure.ts';
import type { Hint, Outcome, Warning } from '../operations/outcome.ts';
import type { Report } from '../operations/report.ts';
import { isTransient } from '../util/read-failure.ts';
import type { Ui } from './ui/ui.ts';
import type { Rendered } from './ui/text.ts';

/** What a call of the program has to say. It is printed once, in one place. */
export type Answer =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'result';
      readonly data: unknown;
      readonly next: readonly Hint[];
      readonly warnings: readonly Warning[];
      /** The human face of `data`; called only when a person reads. */
      readonly display: (ui: Ui) => Rendered;
      /** Set where `data` is a report and what it found is a failure. */
      readonly failure: LodestarError | undefined;
    }
  | {
      readonly kind: 'failure';
      readonly error: LodestarError;
      readonly next: readonly Hint[];
      readonly warnings: readonly Warning[];
    };

export function resultAnswer<Data>(
  outcome: Outcome<Data> | Report<Data>,
  display: (data: Data, ui: Ui) => Rendered,
): Answer {
  const { data, next, warnings } = outcome;
  const failure = 'failure' in outcome ? outcome.failure : undefined;
  return { kind: 'result', data, next, warnings, failure, display: (ui) => display(data, ui) };
}

/**
 * Anything thrown as an answer: what is no LodestarError is a fault of ours, and says nothing of itself but its message. But
 * a part of the program that the system could not open just now is none.
 */
export function failureAnswer(thrown: unknown): Answer {
  const error = thrown instanceof LodestarError ? thrown : internalError(thrown);
  const notes = error instanceof OperationFailure ? error : { next: [], warnings: [] };
  return { kind: 'failure', error, next: notes.next, warnings: notes.warnings };
}

function internalError(thrown: unknown): LodestarError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = isTransient(thrown) ? 'RUNTIME_IO' : 'INTERNAL';
  return new LodestarError(code, message === '' ? 'an unknown fault' : message, { cause: thrown });
}

export function errorOf(answer: Answer): LodestarError | undefined {
  switch (answer.kind) {
    case 'text':
      return undefined;
    case 'result':
      return answer.failure;
    case 'failure':
      return answer.error;
  }
}

export function exitCodeOf(answer: Answer): number {
  return errorOf(answer)?.exitCode ?? 0;
}

const LEFT_OUT = 'The text is left out: the rules by which secrets are taken out of it cannot be read.';

function errorByCode({ code }: LodestarError): LodestarError {
  return new LodestarError(code, LEFT_OUT);
}

/** What an answer says where nothing that may hold a secret can be told from what does not: what it is, and its data. */
export function withCodesAlone(answer: Answer): Answer {
  if (answer.kind === 'text') {
    return answer;
  }
  const notes = { next: [], warnings: answer.warnings.map(({ code }) => ({ code, message: LEFT_OUT })) };
  if (answer.kind === 'failure') {
    return { ...answer, ...notes, error: errorByCode(answer.error) };
  }
  return { ...answer, ...notes, failure: answer.failure && errorByCode(answer.failure) };
}
