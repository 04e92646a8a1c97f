import { readFileSync } from 'node:fs';
import { api, codeOf, job, openAs, tell, waitForGo } from './worker-kit.mjs';

/** Makes the steps of a script, by several actors, on a clock that each step moves on; tells how each step ended. */
let movedMs = 0;

function now() {
  const { wallMs, bootId, monotonicMs } = api.readNow();
  return { wallMs: wallMs + movedMs, bootId, monotonicMs: monotonicMs + movedMs };
}

const contexts = new Map();
for (const actor of job.actors) {
  contexts.set(actor, await openAs(actor, { now }));
}

const VERBS = {
  claim: async (context, { id, ttl }) =>
    await api.claimTask(context, { id, ttl, filters: {}, allowOverlap: false }),
  renew: async (context, { id }) => await api.renewTask(context, { id }),
  release: async (context, { id }) => await api.releaseTask(context, { id }),
  done: async (context, { id }) => await api.completeTask(context, { id, evidence: [] }),
  verify: async (context, { id }) => await api.verifyTask(context, { id, acceptUnchecked: false }),
  reopen: async (context, { id }) => await api.reopenTask(context, { id, reason: 'once more' }),
  revoke: async (context, { id }) => await api.revokeLease(context, { id, reason: 'taken away' }),
  reset: async (context) => await api.resetRuntime(context, await api.previewReset(context)),
};

/** The tokens of the grants, by the step in which they were given. */
const tokens = new Map();

waitForGo();
for (const [index, step] of JSON.parse(readFileSync(job.stepsFile, 'utf8')).entries()) {
  movedMs += step.advanceMs;
  const leaseToken = step.token === 'made-up' ? 'made-up.1' : tokens.get(step.token);
  try {
    const { data } = await VERBS[step.verb]({ ...contexts.get(step.actor), leaseToken }, step);
    tokens.set(index, data.token);
    tell({ index, code: 'ok', changed: data.changed ?? true, token: data.token ?? null });
  } catch (error) {
    tell({ index, code: codeOf(error), changed: false, token: null });
  }
}
contexts.forEach(({ runtime }) => runtime.close());
