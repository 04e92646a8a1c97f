import type { FolderContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { SCRIPTS, type Shell } from './scripts.ts';

export interface CompletionResult {
  readonly shell: Shell;
  /** For the shell to read when it starts. */
  readonly script: string;
}

/** The script that makes a shell complete command lines of the program. */
export async function completionScript(
  _context: FolderContext,
  { shell }: { shell: Shell },
): Promise<Outcome<CompletionResult>> {
  return { data: { shell, script: SCRIPTS[shell] }, next: [], warnings: [] };
}
