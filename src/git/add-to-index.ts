import { LodestarError } from '../errors.ts';
import { openGit } from './commands.ts';
import type { Repository } from './repository.ts';

/** Takes a file into the index as it is in the checkout, which marks it as merged. `file` from the top, with `/`. RUNTIME_IO. */
export async function addToIndex(repository: Repository, file: string): Promise<void> {
  const git = await openGit(repository.worktree);
  try {
    await git.raw(['add', '--', `:(top,literal)${file}`]);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new LodestarError('RUNTIME_IO', `Git did not take ${file} into its index: ${message}`, { cause });
  }
}
