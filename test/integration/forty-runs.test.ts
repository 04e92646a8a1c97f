import { expect, it } from 'vitest';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** The driver has aborted at exit in half of the runs of a large bundle on a version of Node that it was not built for. */
const RUNS = 40;

it(`ends forty runs of a hot command cleanly on Node ${process.version}`, async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(3) });
  await workspace.data(['task', 'claim', 'T1'], { as: 'ai:worker' });
  for (let run = 1; run <= RUNS; run += 1) {
    const { code, signal, stderr } = await workspace.json(['task', 'next'], { as: 'ai:worker' });
    expect({ code, signal, stderr }, `run ${run}`).toEqual({ code: 0, signal: null, stderr: '' });
  }
});
