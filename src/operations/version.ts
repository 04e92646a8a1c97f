import type { FolderContext } from './context.ts';
import type { Outcome } from './outcome.ts';

/** What the front-end knows of the process that it runs in. */
export interface VersionInput {
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  /** Folder that Lodestar is installed in. */
  readonly root: string;
}

export interface VersionResult {
  readonly version: string;
  /** Version of Node that runs it. */
  readonly node: string;
  /** As `process.platform` names it. */
  readonly platform: string;
  /** As `process.arch` names it. */
  readonly arch: string;
  /** Folder that Lodestar is installed in. */
  readonly root: string;
}

/** Which Lodestar this is. */
export async function showVersion(
  context: FolderContext,
  input: VersionInput,
): Promise<Outcome<VersionResult>> {
  return { data: { version: context.version, ...input }, next: [], warnings: [] };
}
