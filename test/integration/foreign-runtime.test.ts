import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import type { DoctorResult } from '../../src/operations/workspace/doctor.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { envelopeOf, type Envelope } from '../support/envelope.ts';
import { needsRoot, needsTool } from '../support/needs-tool.ts';
import { BUNDLE } from '../support/paths.ts';
import { runProcess } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const NOBODY = '65534';

/** Runs a command as a user who may read the checkout and nothing of the runtime. */
async function asNobody(workspace: TestWorkspace, args: readonly string[]): Promise<Envelope> {
  const identity = ['--reuid', NOBODY, '--regid', NOBODY, '--clear-groups'];
  const run = await runProcess('setpriv', [...identity, process.execPath, BUNDLE, ...args, '--json'], {
    cwd: workspace.root,
    env: childEnvironment('/nonexistent'),
  });
  return envelopeOf(run);
}

it("answers from the spec alone what the spec knows, and refuses the rest, where the runtime is another user's", async (context) => {
  needsRoot(context);
  needsTool(context, 'setpriv');
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  await workspace.data(['task', 'claim', 'T1'], { as: 'ai:worker' });
  chmodSync(dirname(workspace.root), 0o755);
  const status = await asNobody(workspace, ['status']);
  expect(status).toMatchObject({ data: { runtime: 'unknown' }, warnings: [{ code: 'runtime-unknown' }] });
  expect(status.next).toEqual([]);
  expect(await asNobody(workspace, ['whoami'])).toMatchObject({ data: { runtime: 'unavailable', held: [] } });
  expect(await asNobody(workspace, ['spec', 'check'])).toMatchObject({ data: { valid: true } });
  const unknown = { runtime: 'unknown' };
  expect(await asNobody(workspace, ['task', 'list'])).toMatchObject({ data: { tasks: [unknown] } });
  expect(await asNobody(workspace, ['task', 'show', 'T1'])).toMatchObject({ data: unknown });
  expect(await asNobody(workspace, ['task', 'graph'])).toMatchObject({
    data: { ...unknown, nodes: [unknown] },
  });
  for (const args of [['list'], ['graph'], ['show', 'T1'], ['why', 'T1']]) {
    const { next } = await asNobody(workspace, ['task', ...args]);
    expect(next.map((each) => each.cmd)).toEqual(['lodestar doctor']);
  }
  const refused = [
    ['lease', 'list'],
    ['agent', 'list'],
    ['log'],
    ['history', 'T1'],
    ['agent', 'join'],
    ['reset', '--yes'],
  ];
  for (const args of refused) {
    expect((await asNobody(workspace, args)).error?.code, args.join(' ')).toBe('RUNTIME_FOREIGN_OWNER');
  }
  const { data, error } = await asNobody(workspace, ['doctor']);
  expect(error?.code).toBe('DOCTOR_FOUND');
  expect((data as DoctorResult).findings.map((finding) => finding.code)).toEqual(['RUNTIME_FOREIGN_OWNER']);
});
