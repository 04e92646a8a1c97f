import type { Repository } from '../git/repository.ts';
import { sharedModes } from '../git/shared-modes.ts';
import type { Now } from '../model/now.ts';
import type { SecretFilter } from '../secrets/secret-filter.ts';
import type { OpenRuntimeOptions } from '../runtime/runtime.ts';
import type { WorkspacePaths } from './find.ts';
import type { StartProgress } from './progress.ts';
import { refuseLinksInLocal, refuseLinksOfDatabase } from './refuse-outside.ts';
import { requireWorkspace } from './require-workspace.ts';
import { runtimeLocation, type RuntimeLocation } from './runtime-path.ts';

/** What a command's surroundings say of how a runtime is opened. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Now;
  /** Whoever wants to know how far long work has come. */
  readonly startProgress?: StartProgress | undefined;
}

/** Loaded with the first text that is stored: most commands store none. */
function textFilter(env: Surroundings['env']): NonNullable<OpenRuntimeOptions['withoutSecrets']> {
  let loaded: Promise<SecretFilter> | undefined;
  const load = async (): Promise<SecretFilter> =>
    new (await import('../secrets/secret-filter.ts')).SecretFilter(env);
  return async (text) => (await (await (loaded ??= load())).text(text)).value;
}

/** Whoever names a runtime answers for it; where it is found beside a checkout, links may have been committed. */
function refuseLinks({ path, localDir }: RuntimeLocation, repository: Repository): void {
  refuseLinksOfDatabase(path, repository);
  refuseLinksInLocal(localDir, repository);
}

/**
 * How the runtime at a place is opened: with the modes that the repository asks for, on a local file system. LINK_OUTSIDE.
 */
export function runtimeOptionsAt(
  location: RuntimeLocation,
  options: Surroundings & { readonly repository: Repository | undefined },
): OpenRuntimeOptions {
  const { env, now, repository } = options;
  const allowNetworkFs = env.LODESTAR_ALLOW_NETWORK_FS === '1';
  if (repository !== undefined && (env.LODESTAR_RUNTIME ?? '') === '') {
    refuseLinks(location, repository);
  }
  const modes = repository === undefined ? {} : { sharedModes: sharedModes(repository) };
  return { ...location, now, allowNetworkFs, withoutSecrets: textFilter(env), ...modes };
}

/** How the runtime of a workspace is opened. */
export function runtimeOptionsOf(paths: WorkspacePaths, surroundings: Surroundings): OpenRuntimeOptions {
  const { root, rel, repository } = paths;
  const location = runtimeLocation({ root, rel, repository, env: surroundings.env });
  return runtimeOptionsAt(location, { ...surroundings, repository });
}

/** How the runtime of a folder's workspace is opened, whatever state it is in. NOT_A_WORKSPACE where there is none. */
export function requireRuntimeOptions(options: Surroundings & { readonly dir: string }): OpenRuntimeOptions {
  return runtimeOptionsOf(requireWorkspace(options.dir), options);
}
