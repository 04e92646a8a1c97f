import { LodestarError } from '../errors.ts';
import { countEvents } from '../runtime/tables/event.ts';
import { findTask } from '../workspace/view/rows.ts';
import type { RuntimeContext } from './context.ts';
import { taskNotFound } from './task/require-task.ts';

/** TASK_NOT_FOUND when this checkout's spec, where it can be read, has no such task and nothing was recorded of one. */
export async function requireKnownTask({ runtime, workspace }: RuntimeContext, task: string): Promise<void> {
  const isRecorded = await runtime.read(async (tx) => (await countEvents(tx, { task })) > 0);
  if (isRecorded || workspace === undefined) {
    return;
  }
  const failure = await workspace
    .read(
      async (tx) => ((await findTask(tx, task)) === undefined ? await taskNotFound(tx, task) : undefined),
      'last-good',
    )
    .catch((error: unknown) => {
      if (error instanceof LodestarError) {
        return undefined;
      }
      throw error;
    });
  if (failure !== undefined) {
    throw failure;
  }
}
