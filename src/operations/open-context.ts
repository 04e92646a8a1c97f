import { userInfo } from 'node:os';
import { findRepository, type Repository } from '../git/repository.ts';
import { openRuntime } from '../runtime/open.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { listActors } from '../runtime/tables/actor.ts';
import { findWorkspace, type WorkspacePaths } from '../workspace/find.ts';
import { cachedGitUserName } from '../workspace/git-user-name.ts';
import { resolveIdentity } from '../workspace/identity.ts';
import { openWorkspaceAt } from '../workspace/open.ts';
import { notAWorkspace, requireWorkspace } from '../workspace/require-workspace.ts';
import { runtimeOptionsAt } from '../workspace/runtime-options.ts';
import { soleRuntime } from '../workspace/runtime-path.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { FolderContext, OperationContext, RuntimeContext } from './context.ts';

export interface OpenContextOptions {
  /** `--as`, as written. */
  readonly as: string | undefined;
  /** `--lease`, as written; else LODESTAR_LEASE. */
  readonly lease: string | undefined;
  /** The command writes: an unknown bare name is refused. */
  readonly writing: boolean;
}

/** What is open, and whose repository it is. */
interface Planes {
  readonly runtime: Runtime;
  readonly workspace: Workspace | undefined;
  readonly repository: Repository | undefined;
}

type WithoutWorkspace = Omit<RuntimeContext, 'workspace'>;

/** Says who acts. Where that fails the runtime is closed: nobody else would. */
async function identify(
  folder: FolderContext,
  planes: Planes,
  options: OpenContextOptions,
): Promise<WithoutWorkspace> {
  const { runtime, workspace, repository } = planes;
  try {
    const { actor, from, warnings } = await resolveIdentity({
      flag: options.as,
      env: folder.env,
      writing: options.writing,
      knownActors: async () => (await runtime.read(listActors)).map((row) => row.actor),
      gitUserName: async () => await cachedGitUserName(repository, { workspace, env: folder.env }),
      osUser: () => userInfo().username,
    });
    if (!options.writing && !folder.dryRun) {
      runtime.beat(actor);
    }
    const token = options.lease ?? folder.env.LODESTAR_LEASE;
    const leaseToken = token === '' ? undefined : token;
    return { ...folder, runtime, actor, actorFrom: from, warnings, leaseToken };
  } catch (error) {
    runtime.close();
    throw error;
  }
}

async function openInWorkspace(
  folder: FolderContext,
  paths: WorkspacePaths,
  options: OpenContextOptions,
): Promise<OperationContext> {
  const workspace = await openWorkspaceAt(paths, folder);
  const planes = { runtime: workspace.runtime, workspace, repository: paths.repository };
  return { ...(await identify(folder, planes, options)), workspace };
}

/** In a checkout without a workspace: the one runtime that its repository has. */
async function openOutside(folder: FolderContext, options: OpenContextOptions): Promise<RuntimeContext> {
  const { dir, env, now } = folder;
  const repository = findRepository(dir);
  const location = soleRuntime(repository, env);
  if (location === undefined) {
    throw notAWorkspace(dir);
  }
  const runtime = await openRuntime(runtimeOptionsAt(location, { env, now, repository }));
  const planes = { runtime, workspace: undefined, repository };
  return { ...(await identify(folder, planes, options)), workspace: undefined };
}

/** Opens what operations on the runtime need. The caller closes the runtime. NOT_A_WORKSPACE where there is none. */
export async function openRuntimeContext(
  folder: FolderContext,
  options: OpenContextOptions,
): Promise<RuntimeContext> {
  const paths = findWorkspace(folder.dir);
  return paths === undefined
    ? await openOutside(folder, options)
    : await openInWorkspace(folder, paths, options);
}

/** Opens both planes. The caller closes the runtime. NOT_A_WORKSPACE where there is none. */
export async function openOperationContext(
  folder: FolderContext,
  options: OpenContextOptions,
): Promise<OperationContext> {
  return await openInWorkspace(folder, requireWorkspace(folder.dir), options);
}
