import { LodestarError, type ErrorCode, type ErrorOptionsOfLodestar } from '../errors.ts';
import type { Hint, Warning } from './outcome.ts';

export interface FailureOptions extends ErrorOptionsOfLodestar {
  readonly next?: readonly Hint[];
  readonly warnings?: readonly Warning[];
}

/** A failure that knows which commands fit next, or that has warnings of what happened before it. */
export class OperationFailure extends LodestarError {
  readonly next: readonly Hint[];
  readonly warnings: readonly Warning[];

  constructor(code: ErrorCode, message: string, options: FailureOptions = {}) {
    super(code, message, options);
    this.next = options.next ?? [];
    this.warnings = options.warnings ?? [];
  }
}
