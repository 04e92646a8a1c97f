import type { Environment } from '../operations/context.ts';

/** The surroundings of one call, read from the process once, at the edge. */
export interface Invocation {
  readonly env: Environment;
  /** Absolute path of the folder that the process was started in. */
  readonly cwd: string;
  /** Of the program. */
  readonly version: string;
  readonly json: boolean;
}
