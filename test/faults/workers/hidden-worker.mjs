import { api, codeOf, job, openAs, tell, waitForGo } from './worker-kit.mjs';

/** Claims and releases a task that every branch has, and lists all: work that reconciles the planes on either branch. */
const context = await openAs(job.as);

async function attempt(what, work) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error.retryable !== true) {
        tell({ kind: 'failed', what, code: codeOf(error) });
        return undefined;
      }
    }
  }
}

waitForGo();
for (let round = 0; round < job.rounds; round += 1) {
  const listed = await attempt('list', async () => await api.listTasks(context, {}));
  await attempt('claim', async () =>
    api.claimTask(context, { id: job.task, allowOverlap: false, filters: {} }),
  );
  await attempt('release', async () => await api.releaseTask(context, { id: job.task }));
  tell({ kind: 'round', tasks: listed?.data.tasks.length ?? 0 });
}
context.runtime.close();
