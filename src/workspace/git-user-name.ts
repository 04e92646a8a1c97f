import { statSync } from 'node:fs';
import path from 'node:path';
import type { Repository } from '../git/repository.ts';
import { getMeta, putMeta } from './view/meta.ts';
import type { Workspace } from './workspace.ts';

interface Asked {
  /** Whose cache keeps the answer; without one Git is asked each time. */
  readonly workspace: Workspace | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface CachedName {
  readonly fingerprint: string;
  readonly name: string | null;
}

const KEY = 'git_user';

function configFiles(repository: Repository, env: Asked['env']): string[] {
  const home = env.HOME ?? '';
  const xdg = env.XDG_CONFIG_HOME ?? path.join(home, '.config');
  const global = env.GIT_CONFIG_GLOBAL ?? path.join(home, '.gitconfig');
  return [path.join(repository.commonDir, 'config'), global, path.join(xdg, 'git', 'config')];
}

function markOf(file: string): string {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    return stats === undefined ? 'none' : `${stats.size}:${stats.mtimeMs}`;
  } catch {
    return 'hidden';
  }
}

/** Size and time of every file that Git may take the name from: another fingerprint means asking again. */
function fingerprintOf(repository: Repository, env: Asked['env']): string {
  return configFiles(repository, env)
    .map((file) => `${file}:${markOf(file)}`)
    .join('|');
}

async function askGit(dir: string): Promise<string | null> {
  const { userName } = await import('../git/commands.ts');
  return await userName(dir);
}

/** Git's `user.name`, asked once and kept in the cache until one of the config files changes. Null where there is none. */
export async function cachedGitUserName(
  repository: Repository | undefined,
  asked: Asked,
): Promise<string | null> {
  if (repository === undefined) {
    return null;
  }
  const { workspace, env } = asked;
  if (workspace === undefined) {
    return await askGit(repository.worktree);
  }
  const fingerprint = fingerprintOf(repository, env);
  const cached = await workspace.runtime.read(async (tx) => await getMeta<CachedName>(tx, KEY));
  if (cached?.fingerprint === fingerprint) {
    return cached.name;
  }
  const entry: CachedName = { fingerprint, name: await askGit(repository.worktree) };
  await workspace.runtime.writeCache(async (tx) => {
    await putMeta(tx, KEY, entry);
  });
  return entry.name;
}
