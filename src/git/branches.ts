import { ask } from './commands.ts';
import type { Repository } from './repository.ts';

/** A branch of this clone, or one of `origin` as this clone knows it. */
export interface Branch {
  /** Such as `main` or `origin/main`. */
  readonly name: string;
  /** The full id of its commit. */
  readonly commit: string;
}

const PREFIX = /^refs\/(?:heads|remotes)\//u;
const PLACES = ['refs/heads', 'refs/remotes/origin'];
const FORMAT = '--format=%(refname)%00%(objectname)%00%(symref)';

async function listed(repository: Repository, args: readonly string[]): Promise<Branch[]> {
  const lines =
    (await ask(repository.worktree, ['for-each-ref', FORMAT, ...args, ...PLACES]))?.split('\n') ?? [];
  return lines.flatMap((line) => {
    const [ref = '', commit = '', symref = ''] = line.split('\0');
    // origin/HEAD names another one of them.
    return ref === '' || symref !== '' ? [] : [{ name: ref.replace(PREFIX, ''), commit }];
  });
}

/** Those of this clone by name, then those of `origin`; empty where Git cannot be asked. */
export async function listBranches(repository: Repository): Promise<Branch[]> {
  return await listed(repository, []);
}

/** The names of the branches whose history holds a commit (a full id, or its first letters). */
export async function branchesWith(repository: Repository, commit: string): Promise<ReadonlySet<string>> {
  return new Set((await listed(repository, [`--contains=${commit}`])).map(({ name }) => name));
}

/** How many commits one has that another has not. */
export async function countBeyond(repository: Repository, commit: string, base: string): Promise<number> {
  const count = Number.parseInt(
    (await ask(repository.worktree, ['rev-list', '--count', commit, `^${base}`])) ?? '',
    10,
  );
  return Number.isNaN(count) ? Number.MAX_SAFE_INTEGER : count;
}

/** Whether Git takes it for the name of a branch. */
export async function isBranchName(repository: Repository, name: string): Promise<boolean> {
  return (await ask(repository.worktree, ['check-ref-format', '--branch', name]))?.trim() === name;
}
