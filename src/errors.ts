import { ERROR_CATALOGUE } from './error-catalogue.ts';

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Machine-readable fields of an error; JSON-serialisable, snake_case keys. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export interface ErrorOptionsOfLodestar {
  readonly details?: ErrorDetails;
  /** What to try; replaces the catalogue's remedy. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** An operating failure that a caller can meet. Expected outcomes are unions, not errors; broken invariants are plain `Error`s. */
export class LodestarError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, options: ErrorOptionsOfLodestar = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LodestarError';
    this.code = code;
    this.details = options.details ?? {};
    this.hint = options.hint ?? ERROR_CATALOGUE[code].remedy;
  }

  get exitCode(): number {
    return ERROR_CATALOGUE[this.code].exit;
  }

  get retryable(): boolean {
    return ERROR_CATALOGUE[this.code].retryable;
  }
}
