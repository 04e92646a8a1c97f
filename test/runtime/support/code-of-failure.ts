import { LodestarError, type ErrorCode } from '../../../src/errors.ts';

/** The code of the LodestarError that a promise fails with; another error is thrown on, and success is told as such. */
export async function codeOfFailure(promise: Promise<unknown>): Promise<ErrorCode | 'no failure'> {
  try {
    await promise;
    return 'no failure';
  } catch (error) {
    if (error instanceof LodestarError) {
      return error.code;
    }
    throw error;
  }
}
