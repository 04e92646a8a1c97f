import { userInfo } from 'node:os';
import { LodestarError } from '../errors.ts';
import { findRepository } from '../git/repository.ts';
import { openRuntime } from '../runtime/open.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { listActors } from '../runtime/tables/actor.ts';
import { cachedGitUserName } from '../workspace/git-user-name.ts';
import { resolveIdentity } from '../workspace/identity.ts';
import { openWorkspace, runtimeOptionsAt } from '../workspace/open.ts';
import { findWorkspace } from '../workspace/find.ts';
import { soleRuntime } from '../workspace/runtime-path.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { FolderContext, OperationContext, RuntimeContext } from './context.ts';
import { requireWorkspaceContext } from './context.ts';

export interface OpenContextOptions {
  /** `--as`, as written. */
  readonly as: string | undefined;
  /** `--lease`, as written; else LODESTAR_LEASE. */
  readonly lease: string | undefined;
  /** The command writes: an unknown bare name is refused. */
  readonly writing: boolean;
}

interface Planes {
  readonly runtime: Runtime;
  readonly workspace: Workspace | undefined;
}

function notAWorkspace(dir: string): LodestarError {
  return new LodestarError('NOT_A_WORKSPACE', `no .lodestar/spec.yaml in ${dir} or above it within the repository`, { details: { dir } });
}

/** The workspace's planes, or, in a checkout without a workspace, the one runtime that its repository has. */
async function openPlanes(folder: FolderContext): Promise<Planes> {
  const { dir, env, now } = folder;
  if (findWorkspace(dir) !== undefined) {
    const workspace = await openWorkspace({ dir, env, now });
    return { runtime: workspace.runtime, workspace };
  }
  const repository = findRepository(dir);
  const location = soleRuntime(repository, env);
  if (location === undefined) {
    throw notAWorkspace(dir);
  }
  return { runtime: await openRuntime(runtimeOptionsAt(location, { env, now, repository })), workspace: undefined };
}

async function identify(folder: FolderContext, planes: Planes, options: OpenContextOptions): Promise<RuntimeContext> {
  const { runtime, workspace } = planes;
  const repository = workspace === undefined ? findRepository(folder.dir) : workspace.paths.repository;
  const identity = await resolveIdentity({
    flag: options.as,
    env: folder.env,
    writing: options.writing,
    knownActors: async () => (await runtime.read(listActors)).map((row) => row.actor),
    gitUserName: async () => await cachedGitUserName(repository, { workspace, env: folder.env }),
    osUser: () => userInfo().username,
  });
  const token = options.lease ?? folder.env['LODESTAR_LEASE'];
  return {
    ...folder,
    runtime,
    workspace,
    actor: identity.actor,
    actorFrom: identity.from,
    warnings: identity.warnings,
    leaseToken: token === '' ? undefined : token,
  };
}

/** Opens what operations on the runtime need. The caller closes the runtime. NOT_A_WORKSPACE where there is none. */
export async function openRuntimeContext(folder: FolderContext, options: OpenContextOptions): Promise<RuntimeContext> {
  const planes = await openPlanes(folder);
  try {
    const context = await identify(folder, planes, options);
    if (!options.writing && !folder.dryRun) {
      planes.runtime.beat(context.actor);
    }
    return context;
  } catch (error) {
    planes.runtime.close();
    throw error;
  }
}

/** Opens both planes. The caller closes the runtime. NOT_A_WORKSPACE where there is none. */
export async function openOperationContext(folder: FolderContext, options: OpenContextOptions): Promise<OperationContext> {
  if (findWorkspace(folder.dir) === undefined) {
    throw notAWorkspace(folder.dir);
  }
  return requireWorkspaceContext(await openRuntimeContext(folder, options));
}
