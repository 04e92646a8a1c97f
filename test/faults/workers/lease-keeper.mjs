import { setTimeout as delay } from 'node:timers/promises';
import { api, codeOf, job, nowNs, openAs, tell, waitForGo } from './worker-kit.mjs';

/** Claims a task and renews its lease until that is refused; then tries, as its holder, what only the holder may. */
const context = await openAs(job.as);

waitForGo();
const { data: claim } = await api.claimTask(context, { id: job.id, filters: {}, allowOverlap: false });
const holding = { ...context, leaseToken: claim.token };
for (let isHeld = true; isHeld;) {
  try {
    await api.renewTask(holding, { id: job.id });
    tell({ kind: 'renewed', atNs: nowNs() });
    // Here it is stopped: not while it has the write lock, which would stop everybody.
    await delay(5);
  } catch (error) {
    isHeld = false;
    tell({ kind: 'tried', verb: 'renew', code: codeOf(error) });
  }
}
const TRIES = {
  renew: async () => await api.renewTask(context, { id: job.id }),
  done: async () => await api.completeTask(context, { id: job.id, evidence: [] }),
  'done with its token': async () => await api.completeTask(holding, { id: job.id, evidence: [] }),
  release: async () => await api.releaseTask(context, { id: job.id }),
  'release with its token': async () => await api.releaseTask(holding, { id: job.id }),
};
for (const [verb, work] of Object.entries(TRIES)) {
  const code = await work().then(() => 'ok', codeOf);
  tell({ kind: 'tried', verb, code });
}
context.runtime.close();
