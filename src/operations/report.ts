import type { LodestarError } from '../errors.ts';
import type { Outcome } from './outcome.ts';

/** The outcome of an operation that looks for faults: what it found is its data, also where finding it is the failure. */
export interface Report<Data> extends Outcome<Data> {
  /** Set when something was found that makes the caller fail. */
  readonly failure: LodestarError | undefined;
}
