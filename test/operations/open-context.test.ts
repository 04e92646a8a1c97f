import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FolderContext } from '../../src/operations/context.ts';
import {
  openOperationContext,
  openRuntimeContext,
  type OpenContextOptions,
} from '../../src/operations/open-context.ts';
import { joinAgent } from '../../src/runtime/actors.ts';
import { getHeartbeat } from '../../src/runtime/tables/heartbeat.ts';
import { codeOfFailure } from '../runtime/support/code-of-failure.ts';
import { TestClock } from '../runtime/support/test-clock.ts';
import { git } from '../support/git.ts';
import { openNewWorkspace } from '../support/opened-workspace.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const clock = new TestClock();

function folder(dir: string, changes: Partial<FolderContext> = {}): FolderContext {
  return { dir, env: {}, now: clock.read, dryRun: false, version: '0', ...changes };
}

function options(changes: Partial<OpenContextOptions> = {}): OpenContextOptions {
  return { as: 'ai:one', lease: undefined, writing: true, ...changes };
}

describe('a context', () => {
  it('holds both planes, who acts and which lease is meant, from anywhere in the workspace', async () => {
    const { root } = await openNewWorkspace({ tasks: readyTasks(1) });
    const dir = join(root, 'src', 'deep');
    mkdirSync(dir, { recursive: true });
    const env = { LODESTAR_LEASE: 'token' };
    const context = await openOperationContext(folder(dir, { env }), options());
    expect(context).toMatchObject({ actor: 'ai:one', actorFrom: 'flag', leaseToken: 'token' });
    expect(context.workspace.paths.root).toBe(root);
    context.runtime.close();
    const flagged = await openOperationContext(folder(dir, { env }), options({ lease: '' }));
    expect(flagged.leaseToken).toBeUndefined();
    flagged.runtime.close();
  });

  it('is refused where there is no workspace, unless one runtime of the repository will do', async () => {
    const outside = makeTempFolder();
    expect(await codeOfFailure(openOperationContext(folder(outside), options()))).toBe('NOT_A_WORKSPACE');
    expect(await codeOfFailure(openRuntimeContext(folder(outside), options()))).toBe('NOT_A_WORKSPACE');
    const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
    const bare = join(makeTempFolder(), 'bare');
    git(opened.root, 'worktree', 'add', '--quiet', '-b', 'empty', bare);
    git(bare, 'rm', '-r', '--quiet', '.lodestar');
    const context = await openRuntimeContext(folder(bare), options());
    expect(context.workspace).toBeUndefined();
    expect(context.runtime.path).toBe(opened.workspace.runtime.path);
    context.runtime.close();
    expect(await codeOfFailure(openOperationContext(folder(bare), options()))).toBe('NOT_A_WORKSPACE');
  });

  it('refuses an unknown bare name to a command that writes, and lets one that reads go on', async () => {
    const { root } = await openNewWorkspace({ tasks: readyTasks(1) });
    const named = (writing: boolean) => openRuntimeContext(folder(root), options({ as: 'nobody', writing }));
    expect(await codeOfFailure(named(true))).toBe('ACTOR_NOT_FOUND');
    const context = await named(false);
    expect(context.warnings).toMatchObject([{ code: 'actor-unknown' }]);
    context.runtime.close();
  });

  it('of a command that reads is a sign of life of an agent that joined', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    const { runtime } = opened.workspace;
    await runtime.transact(async (tx) => {
      const agent = { role: null, capabilities: [], displayName: 'one', sessionMeta: {}, resumed: false };
      await joinAgent(tx, { actor: 'ai:one', ...agent });
    });
    clock.pass(5 * 60_000);
    const seenAt = async (): Promise<number | undefined> =>
      (await runtime.read(async (tx) => await getHeartbeat(tx, 'ai:one')))?.seenAtMs;
    for (const changes of [{ writing: true }, { writing: false }] as const) {
      const context = await openRuntimeContext(folder(opened.root), options(changes));
      context.runtime.close();
      expect((await seenAt()) === clock.wallMs).toBe(!changes.writing);
    }
  });

  it('is made without the spec’s help when the spec is gone', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
    rmSync(opened.specPath);
    const context = await openRuntimeContext(folder(opened.root), options());
    expect(context.workspace).toBeUndefined();
    context.runtime.close();
  });
});
