import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { ActorId } from '../../src/model/actor.ts';
import type { OperationContext } from '../../src/operations/context.ts';
import { openWorkspace } from '../../src/workspace/open.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { TestClock } from '../runtime/support/test-clock.ts';
import { makeTempFolder } from './temp-folder.ts';
import { commitAll, initRepository, writeWorkspace, type WorkspaceOptions } from './workspace.ts';

type ContextChanges = Partial<Pick<OperationContext, 'dryRun' | 'actorFrom' | 'leaseToken'>>;

/** A workspace that is open in this process, with a clock that moves when a test says so. */
export interface OpenedWorkspace {
  readonly root: string;
  readonly specPath: string;
  readonly clock: TestClock;
  readonly workspace: Workspace;
  readonly readSpec: () => string;
  /** Writes the file in place, as an editor does. */
  readonly writeSpec: (text: string) => void;
  /** What an operation is given when this actor calls it. */
  readonly as: (actor: string, changes?: ContextChanges) => OperationContext;
  /** The same folder, opened once more, as another process would. */
  readonly reopen: () => Promise<OpenedWorkspace>;
}

const opened: Workspace[] = [];

afterEach(() => {
  for (const workspace of opened.splice(0)) {
    workspace.close();
  }
});

/** Opens the workspace of a folder; it is closed after the test. */
export async function openFolder(
  root: string,
  options: { clock?: TestClock; env?: Readonly<Record<string, string>> } = {},
): Promise<OpenedWorkspace> {
  const { clock = new TestClock(), env = {} } = options;
  const workspace = await openWorkspace({ dir: root, env, now: clock.read });
  opened.push(workspace);
  const specPath = join(root, '.lodestar', 'spec.yaml');
  const { runtime } = workspace;
  return {
    root,
    specPath,
    clock,
    workspace,
    readSpec: () => readFileSync(specPath, 'utf8'),
    writeSpec: (text) => writeFileSync(specPath, text),
    as: (actor, changes) => ({
      dir: root,
      env,
      now: clock.read,
      dryRun: false,
      version: '0',
      runtime,
      workspace,
      actor: actor as ActorId,
      actorFrom: 'env',
      leaseToken: undefined,
      warnings: [],
      ...changes,
    }),
    reopen: async () => await openFolder(root, { clock, env }),
  };
}

/** A new workspace in a folder of its own, without Git unless `git` is true. */
export async function openNewWorkspace(options: WorkspaceOptions = {}): Promise<OpenedWorkspace> {
  const root = join(makeTempFolder(), 'repo');
  if (options.git === true) {
    initRepository(root);
  }
  writeWorkspace(root, options);
  if (options.git === true) {
    commitAll(root, 'Plan the work');
  }
  return await openFolder(root);
}
