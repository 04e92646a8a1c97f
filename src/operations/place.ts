import { findRepository, type Repository } from '../git/repository.ts';
import type { OpenRuntimeOptions } from '../runtime/runtime.ts';
import { findWorkspace, type WorkspacePaths } from '../workspace/find.ts';
import { notAWorkspace } from '../workspace/require-workspace.ts';
import { runtimeOptionsAt, runtimeOptionsOf } from '../workspace/runtime-options.ts';
import { soleRuntime } from '../workspace/runtime-path.ts';
import type { FolderContext } from './context.ts';

/** What there is to look at from a folder; nothing of it is open. */
export interface Place {
  /** Undefined in a checkout without a workspace whose repository has one runtime. */
  readonly workspace: WorkspacePaths | undefined;
  readonly repository: Repository | undefined;
  readonly runtime: OpenRuntimeOptions;
}

/** Errors: NOT_A_WORKSPACE where there is neither a workspace nor a repository with one runtime. */
export function findPlace(context: FolderContext): Place {
  const workspace = findWorkspace(context.dir);
  if (workspace !== undefined) {
    return { workspace, repository: workspace.repository, runtime: runtimeOptionsOf(workspace, context) };
  }
  const repository = findRepository(context.dir);
  const location = soleRuntime(repository, context.env);
  if (location === undefined) {
    throw notAWorkspace(context.dir);
  }
  return { workspace, repository, runtime: runtimeOptionsAt(location, { ...context, repository }) };
}
