import { api, codeOf, job, nowNs, openAs, tell, waitForGo } from './worker-kit.mjs';

/**
 * Claims tasks: those of `ids` one after the other, or (without `ids`) `attempts` times whatever fits `filters`. Of what it
 * gets it gives back `giveBack` of a hundred at once. Prints every grant and every release, and counts refusals.
 */
const context = await openAs(job.as, { dir: job.dir });
const refused = {};
let drawn = job.seed;

function draw(below) {
  drawn = (Math.imul(drawn, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((drawn / 2 ** 32) * below);
}

async function giveBack(task) {
  tell({ kind: 'releasing', task, atNs: nowNs() });
  await api.releaseTask(context, { id: task });
  tell({ kind: 'released', task });
}

async function claim(id) {
  const began = nowNs();
  try {
    const { data } = await api.claimTask(context, { id, filters: job.filters ?? {}, allowOverlap: false });
    const atNs = nowNs();
    const { task_id: task, token, changed } = data;
    tell({ kind: changed ? 'granted' : 'renewed', task, token, atNs, tookMs: (atNs - began) / 1e6 });
    if (draw(100) < job.giveBack) {
      await giveBack(task);
    }
  } catch (error) {
    const code = codeOf(error);
    refused[code] = (refused[code] ?? 0) + 1;
  }
}

waitForGo();
try {
  for (const id of job.ids === undefined ? Array(job.attempts).fill(undefined) : job.ids) {
    await claim(id);
  }
} finally {
  context.runtime.close();
}
tell({ kind: 'end', refused });
