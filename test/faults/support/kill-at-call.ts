import { expect } from 'vitest';
import { childEnvironment } from '../../support/child-environment.ts';
import { runProcess } from '../../support/run-process.ts';
import type { TestWorkspace } from '../../support/workspace.ts';

/** Every call with which a file gets its bytes or its name. */
const CALLS =
  'rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,fsync,fdatasync,pwrite64,ftruncate';

/** Runs a command that is killed at one of its calls; true when it ended by itself, as there are not so many. */
export async function killAtCall(
  workspace: TestWorkspace,
  args: readonly string[],
  point: number,
): Promise<boolean> {
  const inject = `inject=${CALLS}:signal=KILL:when=${point}`;
  const command = [process.execPath, workspace.bundle, ...args, '--json'];
  const traced = ['-f', '-qqq', '-o', '/dev/null', '-e', `trace=${CALLS}`, '-e', inject, ...command];
  const env = childEnvironment(workspace.home, { LODESTAR_CODE_CACHE: 'off' });
  const { code, signal, stdout } = await runProcess('strace', traced, { cwd: workspace.root, env });
  expect(code === 0 || signal === 'SIGKILL', stdout).toBe(true);
  return code === 0;
}
