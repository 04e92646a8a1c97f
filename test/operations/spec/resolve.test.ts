import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resolveSpec } from '../../../src/operations/spec/resolve.ts';
import { TestClock } from '../../runtime/support/test-clock.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { readyTasks } from '../../support/spec-text.ts';
import { commitAll, makeWorkspace, type TestWorkspace } from '../../support/workspace.ts';

/** A merge that stopped at the spec: both sides have made a task. */
function conflict(): TestWorkspace {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const text = workspace.readSpec();
  for (const [branch, id] of [
    ['theirs', 'T2'],
    ['ours', 'T3'],
  ] as const) {
    workspace.git('checkout', '--quiet', '-b', branch, 'main');
    writeFileSync(workspace.specPath, `${text}  ${id}:\n    title: Task of ${branch}\n    status: ready\n`);
    commitAll(workspace.root, branch);
  }
  expect(() => workspace.git('merge', '--quiet', 'theirs')).toThrow();
  return workspace;
}

it('leaves the conflict where Git does not take what was resolved, and resolves it the next time', async () => {
  const workspace = conflict();
  const before = workspace.readSpec();
  expect(before).toContain('<<<<<<<');
  // Git asks this filter when it takes the file, and not before.
  const info = join(workspace.root, '.git', 'info');
  mkdirSync(info, { recursive: true });
  writeFileSync(join(info, 'attributes'), 'spec.yaml filter=broken\n');
  workspace.git('config', 'filter.broken.clean', 'false');
  workspace.git('config', 'filter.broken.required', 'true');
  const context = { dir: workspace.root, env: {}, now: new TestClock().read, dryRun: false, version: '0' };
  const input = { add: true, force: false, showBase: false };
  expect(await codeOfFailure(resolveSpec(context, input))).toBe('RUNTIME_IO');
  expect(workspace.readSpec()).toBe(before);
  workspace.git('config', 'filter.broken.clean', 'cat');
  expect((await resolveSpec(context, input)).data).toMatchObject({ clean: true, changed: true, added: true });
  expect(workspace.git('ls-files', '--unmerged')).toBe('');
});
