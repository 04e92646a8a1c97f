import type { ActorId } from '../model/actor.ts';
import type { Now } from '../model/now.ts';
import type { Runtime } from '../runtime/open.ts';
import type { StartProgress } from '../workspace/progress.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Warning } from './outcome.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What every operation is given: where it runs, and the clock. Nothing here is open yet. */
export interface FolderContext {
  /** Absolute path of the folder that the command is about. */
  readonly dir: string;
  readonly env: Environment;
  readonly now: () => Now;
  /** The same code, rolled back. */
  readonly dryRun: boolean;
  /** Of the program that runs the operation. */
  readonly version: string;
  /** Whoever wants to know how far long work has come: reading a large plan for the first time. */
  readonly startProgress?: StartProgress | undefined;
}

/** Where the actor's name came from. */
export type ActorSource = 'flag' | 'env' | 'git' | 'os';

/** For the few operations that work wherever a repository has one runtime, with or without a spec. */
export interface RuntimeContext extends FolderContext {
  readonly runtime: Runtime;
  readonly workspace: Workspace | undefined;
  readonly actor: ActorId;
  readonly actorFrom: ActorSource;
  /** The token that the caller says it holds (`--lease`, LODESTAR_LEASE). */
  readonly leaseToken: string | undefined;
  /** What resolving the identity had to say. */
  readonly warnings: readonly Warning[];
}

/** For operations that need both planes. */
export interface OperationContext extends RuntimeContext {
  readonly workspace: Workspace;
}
