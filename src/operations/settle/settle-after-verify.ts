import { LodestarError } from '../../errors.ts';
import type { OperationContext } from '../context.ts';
import type { Warning } from '../outcome.ts';
import { settle } from './settle.ts';

/** The verification stands, and the spec does not say so yet. */
export function notSettled(error: LodestarError): Warning {
  return { code: 'not-settled', message: `${error.message} (${error.code})` };
}

/** Settles one task that was just verified. The verification stands whatever happens here: a failure is a warning. */
export async function settleAfterVerify(
  context: OperationContext,
  id: string,
): Promise<{ settled: boolean; warnings: readonly Warning[] }> {
  try {
    const outcome = await settle({ ...context, warnings: [] }, { ids: [id], all: false });
    return { settled: outcome.data.changed, warnings: outcome.warnings };
  } catch (error) {
    if (!(error instanceof LodestarError)) {
      throw error;
    }
    return { settled: false, warnings: [notSettled(error)] };
  }
}
