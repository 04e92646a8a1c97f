import Database from 'better-sqlite3';
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeTempFolder } from './temp-folder.ts';
import type { TestWorkspace } from './workspace.ts';

const run = promisify(execFile);

/** Makes a copied runtime take the file that it lies in for its own: otherwise every lease in it has lapsed, as it should. */
function adopt(runtimePath: string): void {
  if (!existsSync(runtimePath)) {
    return;
  }
  const { ino, birthtimeNs } = statSync(runtimePath, { bigint: true });
  const database = new Database(runtimePath, { fileMustExist: true });
  try {
    database.prepare('UPDATE meta SET inode = ?, birth_ns = ?').run(String(ino), String(birthtimeNs));
  } finally {
    database.close();
  }
}

/** The workspace as it stands, in another folder, where everything can be tried: its leases are live there too. */
export async function copyWorkspace(workspace: TestWorkspace): Promise<TestWorkspace> {
  const copy = workspace.at(join(makeTempFolder(), 'repo'));
  await run('cp', ['-a', workspace.root, copy.root]);
  adopt(copy.runtimePath);
  return copy;
}
