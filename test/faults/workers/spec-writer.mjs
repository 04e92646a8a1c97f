import { performance } from 'node:perf_hooks';
import { api, codeOf, job, openAs, tell, waitForGo } from './worker-kit.mjs';

/** Edits the spec as it is told to, and says before each edit that it tries it and after it that it is done. */
const context = await openAs(job.as);

const VERBS = {
  create: async ({ ids: [id], text }) =>
    await api.createTask(context, {
      id,
      title: text,
      status: 'ready',
      fields: { description: `${text}\n# no comment` },
    }),
  label: async ({ ids, text }) =>
    await api.updateTasks(context, { ids, set: {}, add: { labels: [text] }, remove: {}, extra: {} }),
  title: async ({ ids, text }) =>
    await api.updateTasks(context, { ids, set: { title: text }, add: {}, remove: {}, extra: {} }),
  delete: async ({ ids: [id] }) => await api.deleteTask(context, { id, cascade: false }),
  settle: async ({ ids }) => {
    await api.cancelTask(context, { id: ids[0], reason: 'not needed' });
    await api.settle(context, { ids, all: false });
  },
};

/** What is told to be busy may be asked again, as often as a patient caller would. */
const MAX_TRIES = 8;

async function make(edit) {
  for (let tries = 1; ; tries += 1) {
    try {
      await VERBS[edit.verb](edit);
      return 'ok';
    } catch (error) {
      if (error.retryable !== true || tries === MAX_TRIES) {
        return codeOf(error);
      }
      tell({ kind: 'busy' });
    }
  }
}

waitForGo();
for (const edit of job.edits) {
  const began = performance.now();
  tell({ kind: 'trying', edit });
  const code = await make(edit);
  tell({ kind: 'done', edit, code, tookMs: Math.round(performance.now() - began) });
}
context.runtime.close();
