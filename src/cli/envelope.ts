import type { LodestarError } from '../errors.ts';
import type { Outcome } from '../operations/outcome.ts';
import type { Report } from '../operations/report.ts';
import type { Answer } from './answer.ts';
import { escapeJson } from '../util/escape-json.ts';

function errorFields(error: LodestarError): Record<string, unknown> {
  const { code, message, details, hint, retryable } = error;
  return { code, message, details, hint, retryable };
}

/** The one JSON value of an answer; the order of its keys is part of the contract. */
function envelopeOf(answer: Exclude<Answer, { kind: 'text' }>): Record<string, unknown> {
  const { next, warnings } = answer;
  if (answer.kind === 'failure') {
    return { ok: false, error: errorFields(answer.error), data: null, next, warnings };
  }
  const { data, failure } = answer;
  return failure === undefined
    ? { ok: true, data, next, warnings }
    : { ok: false, error: errorFields(failure), data, next, warnings };
}

/** The answer as a line of JSON, with nothing in it that a terminal would obey. */
export function renderJson(answer: Exclude<Answer, { kind: 'text' }>): string {
  return `${escapeJson(JSON.stringify(envelopeOf(answer)))}\n`;
}

/** The same of what an operation answered, where it is asked for by a format of its own. */
export function renderReport<Data>(outcome: Outcome<Data> | Report<Data>): string {
  const failure = 'failure' in outcome ? outcome.failure : undefined;
  return renderJson({ kind: 'result', ...outcome, failure, display: () => '' });
}
