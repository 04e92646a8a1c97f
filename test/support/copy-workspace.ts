import Database from 'better-sqlite3';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readNow } from '../../src/cli/read-now.ts';
import { CacheSeal } from '../../src/runtime/cache-seal.ts';
import { PRIVATE_MODES } from '../../src/runtime/modes.ts';
import { makeTempFolder } from './temp-folder.ts';
import type { TestWorkspace } from './workspace.ts';

const run = promisify(execFile);

/**
 * Makes a copied runtime take the file that it lies in for its own: otherwise every lease in it has lapsed, as it should.
 * One that is damaged, or another program's, stays so.
 */
export function adoptRuntime(runtimePath: string): void {
  if (!existsSync(runtimePath) || !readFileSync(runtimePath).subarray(0, 6).equals(Buffer.from('SQLite'))) {
    return;
  }
  const { ino, birthtimeNs } = statSync(runtimePath, { bigint: true });
  const database = new Database(runtimePath, { fileMustExist: true });
  try {
    if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() !== undefined) {
      database.prepare('UPDATE meta SET inode = ?, birth_ns = ?').run(String(ino), String(birthtimeNs));
    }
  } finally {
    database.close();
  }
}

function sealOfCache(workspace: TestWorkspace): CacheSeal {
  const cache = join(workspace.root, '.lodestar', 'local', 'cache.sqlite');
  return new CacheSeal(cache, { modes: PRIVATE_MODES, bootId: readNow().bootId });
}

/** Linked worktrees within the workspace: Git knows each by its absolute path, and each knows Git's folder so. */
function moveWorktrees(from: string, to: string): void {
  const folder = join(to, '.git', 'worktrees');
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const known = join(folder, name, 'gitdir');
    const moved = readFileSync(known, 'utf8').replace(from, to);
    writeFileSync(known, moved);
    const dotGit = moved.trimEnd();
    writeFileSync(dotGit, readFileSync(dotGit, 'utf8').replace(from, to));
  }
}

/**
 * The workspace as it stands, in another folder, where everything can be tried: its leases are live there too. Nothing may
 * be at work in the original meanwhile.
 */
export async function copyWorkspace(workspace: TestWorkspace): Promise<TestWorkspace> {
  const copy = workspace.at(join(makeTempFolder(), 'repo'));
  await run('cp', ['-a', workspace.root, copy.root]);
  moveWorktrees(workspace.root, copy.root);
  adoptRuntime(copy.runtimePath);
  // The same for its cache: that of another file is made anew, and of a broken spec nothing would be left.
  if (sealOfCache(workspace).isValid()) {
    sealOfCache(copy).put();
  }
  return copy;
}

/** Works in a copy, which is gone when the work is done. */
export async function inCopy<Result>(
  workspace: TestWorkspace,
  work: (copy: TestWorkspace) => Promise<Result>,
): Promise<Result> {
  const copy = await copyWorkspace(workspace);
  try {
    return await work(copy);
  } finally {
    await rm(dirname(copy.root), { recursive: true, force: true });
  }
}
