import { performance } from 'node:perf_hooks';
import { api, codeOf, job, openAs, tell, waitForGo } from './worker-kit.mjs';

/**
 * Writes to the runtime without a pause, on tasks that nobody else asks for, and tells what each call took. The calls on
 * the first task come before the start: what is measured is waiting for others, and not how Node compiles its code.
 */
const context = await openAs(job.as);

async function timed(verb, work) {
  const began = performance.now();
  let code = 'ok';
  try {
    await work();
  } catch (error) {
    code = codeOf(error);
  }
  return { verb, code, tookMs: Math.round((performance.now() - began) * 10) / 10 };
}

async function* callsOn(id) {
  const filters = {};
  yield await timed('claim', async () => await api.claimTask(context, { id, filters, allowOverlap: false }));
  yield await timed('renew', async () => await api.renewTask(context, { id }));
  yield await timed('heartbeat', async () => await api.heartbeat(context, { renew: true }));
  yield await timed('release', async () => await api.releaseTask(context, { id, note: 'half is done' }));
  yield await timed('block', async () => await api.blockTask(context, { id, reason: 'waits for an answer' }));
}

const [first, ...others] = job.ids;
for await (const { verb, code } of callsOn(first)) {
  if (code !== 'ok') {
    tell({ verb, code, tookMs: 0 });
  }
}
waitForGo();
for (const id of others) {
  for await (const call of callsOn(id)) {
    tell(call);
  }
}
context.runtime.close();
