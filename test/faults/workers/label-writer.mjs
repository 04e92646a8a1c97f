import { api, codeOf, job, nowNs, openAs, tell, waitForGo } from './worker-kit.mjs';

/** Adds one label after the other, each with a name of its own, to tasks that every branch has. */
const context = await openAs(job.as);

async function add(label, id) {
  const input = { ids: [id], set: {}, add: { labels: [label] }, remove: {}, extra: {} };
  for (;;) {
    try {
      await api.updateTasks(context, input);
      return 'ok';
    } catch (error) {
      if (error.retryable !== true) {
        return codeOf(error);
      }
      tell({ kind: 'busy' });
    }
  }
}

waitForGo();
for (let index = 0; index < job.writes; index += 1) {
  const label = `${job.name}-${index}`;
  const fromNs = nowNs();
  const code = await add(label, `T${1 + ((index * 7) % job.tasks)}`);
  tell({ kind: 'wrote', label, code, fromNs, toNs: nowNs() });
}
context.runtime.close();
