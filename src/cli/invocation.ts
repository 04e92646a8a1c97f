import type { Environment } from '../operations/context.ts';

/** The surroundings of one call, read from the process once, at the edge. */
export interface Invocation {
  readonly env: Environment;
  /** Absolute path of the folder that the process was started in. */
  readonly cwd: string;
  /** Of the program. */
  readonly version: string;
  readonly json: boolean;
  /** Tells that what is printed from now on is a stream, which an interrupt ends without an answer. */
  readonly beginStream?: () => void;
  /** Hears the folder that the command works in. */
  readonly onFolder?: (dir: string) => void;
  /** Hears the id of the command that runs. */
  readonly onCommand?: (id: string) => void;
}
