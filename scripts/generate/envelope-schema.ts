import { ERROR_CATALOGUE } from '../../src/error-catalogue.ts';
import type { Schema } from './to-draft-2020.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const string = { type: 'string' };

function object(properties: Schema, description?: string): Schema {
  return {
    ...(description === undefined ? {} : { description }),
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

const HINT = object(
  {
    intent: { ...string, description: 'What it does, as `topic.verb`.' },
    cmd: { ...string, description: 'A command line that runs as it stands.' },
    description: string,
  },
  'A command that fits next.',
);
const WARNING = object({ code: string, message: string }, 'Something to know that stopped nothing.');
const ERROR = object(
  {
    code: { enum: Object.keys(ERROR_CATALOGUE) },
    message: string,
    details: { type: 'object', description: 'Machine-readable fields of the failure.' },
    hint: { ...string, description: 'What to try.' },
    retryable: {
      type: 'boolean',
      description: 'The same call can succeed later without anything else being changed.',
    },
  },
  'What failed; docs/ERRORS.md lists the codes.',
);
const NEXT = { type: 'array', items: { $ref: '#/$defs/EnvelopeHint' } };
const WARNINGS = { type: 'array', items: { $ref: '#/$defs/EnvelopeWarning' } };
const SHARED_DEFS = { EnvelopeHint: HINT, EnvelopeWarning: WARNING, EnvelopeError: ERROR };

function success(data: Schema): Schema {
  return object({ ok: { const: true }, data, next: NEXT, warnings: WARNINGS });
}

function failure(data: Schema): Schema {
  return object({
    ok: { const: false },
    error: { $ref: '#/$defs/EnvelopeError' },
    data,
    next: NEXT,
    warnings: WARNINGS,
  });
}

/** What every answer under `--json` is. */
export function envelopeSchema(): Schema {
  return {
    $schema: DIALECT,
    $id: 'urn:lodestar:schema:envelope',
    title: 'Answer of a Lodestar command under --json',
    description:
      '`ok` is true exactly when the exit code is 0. In a failure `data` is null, except of a report.',
    oneOf: [success({}), failure({})],
    $defs: SHARED_DEFS,
  };
}

export interface OutputSchemaInput {
  readonly id: string;
  readonly summary: string;
  /** Schema of the result, with its `$defs`. */
  readonly data: Schema;
  /** Whether a failure keeps its data. */
  readonly report: boolean;
}

/** What one command answers: its result in the envelope, or a failure. */
export function outputSchema({ id, summary, data, report }: OutputSchemaInput): Schema {
  const { $defs = {}, ...result } = data;
  return {
    $schema: DIALECT,
    $id: `urn:lodestar:schema:output:${id.replaceAll(' ', '.')}`,
    title: `lodestar ${id}`,
    description: summary,
    oneOf: [success(result), failure(report ? { oneOf: [result, { type: 'null' }] } : { type: 'null' })],
    $defs: { ...($defs as Schema), ...SHARED_DEFS },
  };
}
