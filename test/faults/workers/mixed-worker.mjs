import { readSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { api, codeOf, job, tell, waitForGo } from './worker-kit.mjs';

/**
 * Leads its own tasks through their life, over and over, until it is killed. Of each step it says what the task will be
 * (`will`) and, once that was done, what it is (`did`): its parent knows at any time what the task must be. Begins by looking
 * whether every task is what it may be by `job.allowed`.
 */
let drawn = job.seed;

function below(limit) {
  drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((drawn / 2 ** 32) * limit);
}

function pick(items) {
  return items[below(items.length)];
}

async function look(context, id) {
  const { data } = await api.showTask(context, { id });
  const { state, status, spec_status: specStatus = status, priority } = data;
  return { state, spec: specStatus, priority };
}

function pauseIfAsked() {
  if (job.pauses) {
    readSync(0, Buffer.alloc(1));
  }
}

const reason = 'because';
const all = { allowOverlap: false, filters: {} };

/** What each verb makes of a task, and from which states it can be asked. */
const VERBS = {
  claim: { from: ['claimable'], to: 'claimed', run: (context, id) => api.claimTask(context, { id, ...all }) },
  renew: { from: ['claimed'], to: 'claimed', run: (context, id) => api.renewTask(context, { id }) },
  release: { from: ['claimed'], to: 'claimable', run: (context, id) => api.releaseTask(context, { id }) },
  done: {
    from: ['claimed'],
    to: 'done',
    run: (context, id) => api.completeTask(context, { id, evidence: [] }),
  },
  block: { from: ['claimable'], to: 'held', run: (context, id) => api.blockTask(context, { id, reason }) },
  unblock: {
    from: ['held'],
    to: 'claimable',
    run: (context, id) => api.unblockTask(context, { id, reason }),
  },
  verify: {
    from: ['done'],
    to: 'verified',
    run: (context, id) => api.verifyTask(context, { id, acceptUnchecked: true, reason }),
  },
  reject: { from: ['done'], to: 'claimable', run: (context, id) => api.rejectTask(context, { id, reason }) },
  reopen: {
    from: ['verified'],
    to: 'claimable',
    run: (context, id) => api.reopenTask(context, { id, reason }),
  },
};

/** What the spec says of a task after a settle. */
const SETTLED = { verified: 'verified', held: 'blocked', claimable: 'ready', claimed: 'ready' };

function drawStep(before) {
  const kind = below(10);
  if (kind === 0) {
    const priority = 1 + below(1000);
    const update = { set: { priority }, add: {}, remove: {}, extra: {} };
    return {
      after: { ...before, priority },
      run: (context, id) => api.updateTasks(context, { ids: [id], ...update }),
    };
  }
  if (kind < 3 && before.state in SETTLED) {
    return {
      after: { ...before, spec: SETTLED[before.state] },
      run: (context, id) => api.settle(context, { ids: [id], all: false }),
    };
  }
  const verb = pick(Object.values(VERBS).filter(({ from }) => from.includes(before.state)));
  return { after: { ...before, state: verb.to }, run: verb.run };
}

/** What failed has not been done, not in part either. */
async function lookAfterFailure(context, id, before) {
  const mark = await look(context, id);
  const allowed = [before];
  tell(isAllowed(mark, allowed) ? { kind: 'is', task: id, mark } : { kind: 'lost', task: id, mark, allowed });
  return mark;
}

async function stepOn(context, id, before) {
  const { after, run } = drawStep(before);
  tell({ kind: 'will', task: id, mark: after });
  try {
    await run(context, id);
    tell({ kind: 'did', task: id, mark: after });
    pauseIfAsked();
    return after;
  } catch (error) {
    tell({ kind: 'failed', code: codeOf(error) });
    return await lookAfterFailure(context, id, before);
  }
}

async function create(context, number) {
  const title = `${job.as} made ${number}`;
  tell({ kind: 'will', title });
  try {
    await api.createTask(context, { title, fields: {}, status: 'ready' });
    tell({ kind: 'did', title });
    pauseIfAsked();
  } catch (error) {
    tell({ kind: 'failed', code: codeOf(error) });
    tell({ kind: 'undone', title });
  }
}

function isAllowed(mark, allowed) {
  return allowed.some((each) => Object.keys(mark).every((key) => each[key] === mark[key]));
}

async function lookAtAll(context) {
  const marks = new Map();
  for (const id of job.tasks) {
    const mark = await look(context, id);
    const allowed = job.allowed[id];
    tell(
      isAllowed(mark, allowed) ? { kind: 'is', task: id, mark } : { kind: 'lost', task: id, mark, allowed },
    );
    marks.set(id, mark);
  }
  return marks;
}

waitForGo();
const folder = { dir: process.cwd(), env: job.env, now: api.readNow, dryRun: false, version: api.VERSION };
const context = await api.openOperationContext(folder, { as: job.as, lease: undefined, writing: true });
const marks = await lookAtAll(context);
for (let step = 0; step < job.steps; step += 1) {
  if (job.pauseMs > 0) {
    await pause(job.pauseMs);
  }
  if (job.creates && below(40) === 0) {
    await create(context, `${job.life}-${step}`);
  } else {
    const id = pick(job.tasks);
    marks.set(id, await stepOn(context, id, marks.get(id)));
  }
}
context.runtime.close();
