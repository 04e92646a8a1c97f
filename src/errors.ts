import { ERROR_CATALOGUE } from './error-catalogue.ts';
import { clip, clipTexts } from './util/clip.ts';

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** Machine-readable fields of an error; JSON-serialisable, snake_case keys. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export interface ErrorOptionsOfLodestar {
  readonly details?: ErrorDetails;
  /** What to try; replaces the catalogue's remedy. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** Whatever was typed is repeated in them, up to here: nobody reads more, and a path is no longer. */
const MAX_MESSAGE = 2000;
const MAX_DETAIL = 5000;

/** An operating failure that a caller can meet. Expected outcomes are unions, not errors; broken invariants are plain `Error`s. */
export class LodestarError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, options: ErrorOptionsOfLodestar = {}) {
    super(clip(message, MAX_MESSAGE), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LodestarError';
    this.code = code;
    this.details = clipTexts(options.details ?? {}, MAX_DETAIL) as ErrorDetails;
    this.hint = clip(options.hint ?? ERROR_CATALOGUE[code].remedy, MAX_MESSAGE);
  }

  get exitCode(): number {
    return ERROR_CATALOGUE[this.code].exit;
  }

  get retryable(): boolean {
    return ERROR_CATALOGUE[this.code].retryable;
  }
}
