import { api, codeOf, job, openAs, tell, waitForGo } from './worker-kit.mjs';

/**
 * Has a runtime open, and a lease in it, while something happens to the file; then goes on as if nothing had. What each
 * call answers is told.
 */
const context = await openAs(job.as);
await api.claimTask(context, { id: job.task, filters: {}, allowOverlap: false });
waitForGo();

const CALLS = {
  list: () => api.listTasks(context, {}),
  log: () => api.readLog(context, { limit: 5 }),
  renew: () => api.renewTask(context, { id: job.task }),
  block: () => api.blockTask(context, { id: job.other, reason: 'because' }),
  create: () => api.createTask(context, { title: 'New', fields: {}, status: 'ready' }),
};

for (const [call, run] of Object.entries(CALLS)) {
  try {
    await run();
    tell({ call, code: 'ok' });
  } catch (error) {
    tell({ call, code: codeOf(error) });
  }
}
try {
  context.runtime.close();
} catch (error) {
  tell({ call: 'close', code: codeOf(error) });
}
