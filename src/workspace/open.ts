import { LodestarError } from '../errors.ts';
import { sharedModes } from '../git/shared-modes.ts';
import { isIndexLocked, readHead } from '../git/head.ts';
import type { Repository } from '../git/repository.ts';
import type { Now } from '../model/now.ts';
import { openRuntime } from '../runtime/open.ts';
import type { OpenRuntimeOptions } from '../runtime/runtime.ts';
import type { LoadedConfig } from '../spec/config.ts';
import type { ParsedSpec } from '../spec/parse.ts';
import { isFresh, type CheckoutWatch } from '../spec/stable-read.ts';
import { findWorkspace, type WorkspacePaths } from './find.ts';
import { runtimeLocation, type RuntimeLocation } from './runtime-path.ts';
import { prepareCache } from './view/prepare-cache.ts';
import { View, type KnownTask } from './view/view.ts';
import { Workspace } from './workspace.ts';

export interface OpenOptions {
  /** Where to look for the workspace, an absolute path. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Now;
}

function watchOf(repository: Repository | undefined): CheckoutWatch | undefined {
  return repository === undefined
    ? undefined
    : { isIndexLocked: () => isIndexLocked(repository), head: () => readHead(repository).raw };
}

/** How the runtime at a place is opened: with the modes that the repository asks for, on a local file system. */
export function runtimeOptionsAt(
  location: RuntimeLocation,
  options: Pick<OpenOptions, 'env' | 'now'> & { repository: Repository | undefined },
): OpenRuntimeOptions {
  const allowNetworkFs = options.env['LODESTAR_ALLOW_NETWORK_FS'] === '1';
  const { now, repository } = options;
  return { ...location, now, allowNetworkFs, ...(repository === undefined ? {} : { sharedModes: sharedModes(repository) }) };
}

async function readConfig(paths: WorkspacePaths): Promise<LoadedConfig> {
  const { loadConfig } = await import('../spec/config.ts');
  return await loadConfig(paths.configPath);
}

/** How problems name the spec: relative to the workspace, so that nothing printed depends on the machine. */
const SHOWN_SPEC = '.lodestar/spec.yaml';

/** yaml and ajv load only where a spec changed. */
async function parse(text: string, known?: KnownTask): Promise<ParsedSpec> {
  const { parseSpec } = await import('../spec/parse.ts');
  return parseSpec(text, known === undefined ? { file: SHOWN_SPEC } : { file: SHOWN_SPEC, known });
}

/** Finds the workspace of a folder. NOT_A_WORKSPACE where there is none. */
export function requireWorkspace(dir: string): WorkspacePaths {
  const paths = findWorkspace(dir);
  if (paths === undefined) {
    throw new LodestarError('NOT_A_WORKSPACE', `no .lodestar/spec.yaml in ${dir} or above it within the repository`, {
      details: { dir },
    });
  }
  return paths;
}

/** How the runtime of a folder's workspace is opened, whatever state it is in. NOT_A_WORKSPACE where there is none. */
export function requireRuntimeOptions(options: OpenOptions): OpenRuntimeOptions {
  const { root, rel, repository } = requireWorkspace(options.dir);
  return runtimeOptionsAt(runtimeLocation({ root, rel, repository, env: options.env }), { ...options, repository });
}

/** Opens both planes of the workspace that `dir` lies in. The caller closes it. */
export async function openWorkspace(options: OpenOptions): Promise<Workspace> {
  const paths = requireWorkspace(options.dir);
  const { repository } = paths;
  const watch = watchOf(repository);
  const location = runtimeLocation({ root: paths.root, rel: paths.rel, repository, env: options.env });
  const runtimeOptions = runtimeOptionsAt(location, { ...options, repository });
  const runtime = await openRuntime(runtimeOptions);
  prepareCache(runtime, paths.localDir);
  const view: View = new View({
    runtime,
    specPath: paths.specPath,
    shownPath: SHOWN_SPEC,
    readText: async () => await workspace.readText(),
    parse,
    isFresh: (identity) => isFresh(identity, options.now().wallMs),
  });
  const loadConfig = async (): Promise<LoadedConfig> => await readConfig(paths);
  const workspace = new Workspace({ paths, runtime, runtimeOptions, view, watch, loadConfig, now: options.now });
  return workspace;
}
