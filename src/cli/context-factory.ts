import { LodestarError } from '../errors.ts';
import type { FolderContext, OperationContext, RuntimeContext } from '../operations/context.ts';
import type { CommandNeed } from './contract.ts';
import type { Invocation } from './invocation.ts';
import { lookAtFile } from '../util/look-at-file.ts';
import { readNow } from './read-now.ts';

export interface ContextOptions {
  readonly invocation: Invocation;
  /** Absolute path of the folder to work in. */
  readonly dir: string;
  readonly needs: CommandNeed;
  /** `--as`, as written. */
  readonly as: string | undefined;
  /** `--lease`, as written. */
  readonly lease: string | undefined;
  readonly writing: boolean;
  readonly dryRun: boolean;
  /** `--quiet`. */
  readonly quiet: boolean;
}

/** The type of context that a command's need leads to. */
export type ContextOf<Need> = [Need] extends ['folder']
  ? FolderContext
  : [Need] extends ['runtime']
    ? RuntimeContext
    : [Need] extends ['workspace']
      ? OperationContext
      : never;

export interface OpenContext {
  readonly context: FolderContext;
  close(): void;
}

function requireFolder(dir: string): void {
  if (lookAtFile(dir)?.isDirectory() !== true) {
    throw new LodestarError('FILE_NOT_FOUND', `${dir} is not a folder`, { details: { path: dir } });
  }
}

/** Makes what the operation is given, as much of it as the command needs. The caller closes it. */
export async function createContext(options: ContextOptions): Promise<OpenContext> {
  const { invocation, dir, dryRun } = options;
  if (dir !== invocation.cwd) {
    requireFolder(dir);
  }
  const folder: FolderContext = {
    dir,
    env: invocation.env,
    now: readNow,
    dryRun,
    version: invocation.version,
    startProgress: async () => {
      const { startProgressLine } = await import('./progress-line.ts');
      return startProgressLine({ env: invocation.env, json: invocation.json, quiet: options.quiet });
    },
  };
  if (options.needs === 'folder') {
    return { context: folder, close: () => undefined };
  }
  // Both planes and their packages: not for commands that need a folder alone.
  const { openOperationContext, openRuntimeContext } = await import('../operations/open-context.ts');
  const open = options.needs === 'workspace' ? openOperationContext : openRuntimeContext;
  const context = await open(folder, options);
  return { context, close: () => context.runtime.close() };
}
