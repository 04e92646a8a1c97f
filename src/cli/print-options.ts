import type { Environment } from '../operations/context.ts';

export interface PrintOptions {
  readonly env: Environment;
  readonly json: boolean;
  readonly noColor: boolean;
  /** Whether a person may be shown long output through a pager. */
  readonly paged?: boolean;
  /** The folder that the command works in. */
  readonly dir?: string | undefined;
}
