import { LodestarError } from '../errors.ts';
import { openGit } from './commands.ts';
import type { Repository } from './repository.ts';

/** A merge driver as Git's configuration has it. */
export interface MergeDriver {
  /** For people. */
  readonly name: string;
  /** What Git hands to the shell. */
  readonly command: string;
}

function refused(cause: unknown): LodestarError {
  const message = cause instanceof Error ? cause.message.trim() : String(cause);
  return new LodestarError('RUNTIME_IO', `Git did not change its configuration: ${message}`, { cause });
}

async function config(repository: Repository, ...args: readonly string[]): Promise<string> {
  const git = await openGit(repository.worktree, { allowed: { allowUnsafeMergeDriver: true } });
  return await git.raw(['config', '--local', ...args]);
}

/** The command of a driver in this clone's own configuration; `null` where there is none. */
export async function findMergeDriver(repository: Repository, id: string): Promise<string | null> {
  try {
    const found = await config(repository, '--null', '--get', `merge.${id}.driver`);
    return found === '' ? null : found.replace(/\0$/u, '');
  } catch {
    return null;
  }
}

/** Writes a driver into this clone's configuration, which its linked worktrees share. RUNTIME_IO. */
export async function setMergeDriver(repository: Repository, id: string, driver: MergeDriver): Promise<void> {
  try {
    await config(repository, `merge.${id}.name`, driver.name);
    await config(repository, `merge.${id}.driver`, driver.command);
  } catch (error) {
    throw refused(error);
  }
}

/** Takes a driver out of this clone's configuration. RUNTIME_IO. */
export async function removeMergeDriver(repository: Repository, id: string): Promise<void> {
  try {
    await config(repository, '--remove-section', `merge.${id}`);
  } catch (error) {
    throw refused(error);
  }
}
