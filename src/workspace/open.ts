import { LodestarError } from '../errors.ts';
import { openRuntime } from '../runtime/open.ts';
import type { LoadedConfig } from '../spec/config.ts';
import { DEFAULT_MAX_BYTES, type CheckoutWatch } from '../spec/stable-read.ts';
import { watchCheckout } from './checkout-watch.ts';
import type { WorkspacePaths } from './find.ts';
import { requireWorkspace } from './require-workspace.ts';
import { runtimeOptionsOf, type Surroundings } from './runtime-options.ts';
import { SpecEditor } from './spec-editor.ts';
import { SpecFile } from './spec-file.ts';
import { SpecMutex } from './spec-mutex.ts';
import { UpstreamSpec } from './upstream-spec.ts';
import { prepareCache } from './view/prepare-cache.ts';
import { View } from './view/view.ts';
import { Workspace } from './workspace.ts';

export interface OpenOptions extends Surroundings {
  /** Where to look for the workspace, an absolute path. */
  readonly dir: string;
}

function configLoader(path: string, watch: CheckoutWatch | undefined): () => Promise<LoadedConfig> {
  const load = async (): Promise<LoadedConfig> => {
    const { loadConfig } = await import('../spec/config.ts');
    return await loadConfig(path, { watch });
  };
  let loaded: Promise<LoadedConfig> | undefined;
  return async () => await (loaded ??= load());
}

/** What only reads, and the holder who is done, is not kept from the spec by a slip in the settings: the default holds. */
function sizeLimit(loadConfig: () => Promise<LoadedConfig>): () => Promise<number> {
  return async () => {
    try {
      return (await loadConfig()).config.spec.max_bytes;
    } catch (error) {
      if (error instanceof LodestarError && error.code === 'CONFIG_INVALID') {
        return DEFAULT_MAX_BYTES;
      }
      throw error;
    }
  };
}

/** Opens both planes of a workspace that was found. The caller closes it. Errors: those of opening a runtime. */
export async function openWorkspaceAt(paths: WorkspacePaths, surroundings: Surroundings): Promise<Workspace> {
  const options = runtimeOptionsOf(paths, surroundings);
  const runtime = await openRuntime(options);
  prepareCache(runtime, paths.localDir);
  const watch = watchCheckout(paths.repository, surroundings.env);
  const loadConfig = configLoader(paths.configPath, watch);
  const maxBytes = sizeLimit(loadConfig);
  const spec = new SpecFile({ path: paths.specPath, watch, maxBytes });
  const upstream = new UpstreamSpec(paths, maxBytes);
  const { startProgress } = surroundings;
  const view = new View(runtime, spec, { upstream, startProgress });
  const mutex = new SpecMutex(paths.writeLockPath, options.sharedModes);
  const editor = new SpecEditor({ paths, spec, mutex, view });
  return new Workspace({ paths, runtime, view, mutex, editor, loadConfig });
}

/** Opens both planes of the workspace that `dir` lies in. The caller closes it. NOT_A_WORKSPACE where there is none. */
export async function openWorkspace(options: OpenOptions): Promise<Workspace> {
  return await openWorkspaceAt(requireWorkspace(options.dir), options);
}
