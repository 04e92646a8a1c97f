import { LodestarError } from '../errors.ts';
import { ensureActor, touch } from '../runtime/actors.ts';
import type { WriteTx } from '../runtime/transaction.ts';
import type { OperationContext } from './context.ts';
import type { Warning } from './outcome.ts';

/**
 * Records in the runtime what an edit has already put into the spec. The edit stands whatever happens here, so that a
 * failure is a warning.
 */
export async function recordAfterEdit(
  context: OperationContext,
  record: (tx: WriteTx) => Promise<void>,
): Promise<Warning[]> {
  const { runtime, actor, dryRun } = context;
  try {
    await runtime.transact(
      async (tx) => {
        await ensureActor(tx, actor);
        await record(tx);
        await touch(tx, actor);
      },
      { dryRun },
    );
    return [];
  } catch (error) {
    if (!(error instanceof LodestarError)) {
      throw error;
    }
    const message = `the spec was written, but not the log: ${error.message} (${error.code})`;
    return [{ code: 'not-recorded', message }];
  }
}
