import { LodestarError } from '../../errors.ts';
import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import type { StatusResult } from './change-status.ts';
import { rejectTask } from './reject.ts';
import { verifyTask, type VerifyResult } from './verify.ts';

export interface JudgeInput {
  readonly id: string;
  /** Send the work back; needs a reason. */
  readonly reject: boolean;
  /** Verify although criteria are unchecked; needs a reason. */
  readonly acceptUnchecked: boolean;
  readonly reason?: string | undefined;
}

/** What a verification or a rejection answers; `status` tells them apart. */
export type VerdictResult = VerifyResult | StatusResult;

/** Verifies work that was marked done, or sends it back. Errors: those of `verifyTask` and `rejectTask`, and USAGE. */
export async function judgeTask(
  context: OperationContext,
  input: JudgeInput,
): Promise<Outcome<VerdictResult>> {
  const { id, reject, acceptUnchecked, reason } = input;
  if (!reject) {
    return await verifyTask(context, { id, acceptUnchecked, reason });
  }
  if (reason === undefined) {
    throw new LodestarError('USAGE', '--reject needs --reason', {
      hint: 'Say why: `--reject --reason TEXT`.',
    });
  }
  return await rejectTask(context, { id, reason });
}
