import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { childEnvironment } from '../support/child-environment.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { runProcess } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** What another program writes: it takes a task, finishes it, and hears of a failure by its code. */
const PROGRAM = `
const api = await import(process.argv[2]);
const folder = { dir: process.cwd(), env: {}, now: api.readNow, dryRun: false, version: api.VERSION };
const context = await api.openOperationContext(folder, { as: 'ai:embedded', lease: undefined, writing: true });
try {
  await api.joinAgent(context, { name: 'embedded', capabilities: [], resume: false });
  const { data: claim } = await api.claimTask(context, { filters: {}, allowOverlap: false });
  const { data: log } = await api.readLog(context, { limit: 10 });
  const refused = await api.claimTask(context, { id: 'T9', filters: {}, allowOverlap: false }).catch((error) => error);
  const { data: status } = await api.workspaceStatus(context);
  const types = log.events.map((event) => event.type);
  const isOurs = refused instanceof api.LodestarError;
  console.log(JSON.stringify({ claimed: claim.task_id, types, code: refused.code, isOurs, held: status.held }));
} finally {
  context.runtime.close();
}
`;

it('lets another program work on a workspace through the built embedding API', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(2) });
  const script = join(workspace.home, 'program.mjs');
  writeFileSync(script, PROGRAM);
  const api = pathToFileURL(join(REPOSITORY_ROOT, 'dist/index.js')).href;
  const run = await runProcess(process.execPath, [script, api], {
    cwd: workspace.root,
    env: childEnvironment(workspace.home),
  });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(run.stdout)).toEqual({
    claimed: 'T1',
    types: ['actor.registered', 'agent.joined', 'lease.granted'],
    code: 'TASK_NOT_FOUND',
    isOurs: true,
    held: ['T1'],
  });
  expect(await workspace.data(['lease', 'list'])).toMatchObject({ leases: [{ holder: 'ai:embedded' }] });
});
