import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { childEnvironment } from './child-environment.ts';
import { BUNDLE } from './paths.ts';
import { runProcess, type ProcessResult } from './run-process.ts';
import type { TestWorkspace } from './workspace.ts';

/** Skips the test, with the reason, where a process cannot have mounts of its own. */
export function needsOwnMounts(context: TestContext): void {
  const works =
    spawnSync('unshare', ['--map-root-user', '--mount', 'true'], { stdio: 'ignore' }).status === 0;
  context.skip(!works, 'unshare cannot give a process its own mounts here');
}

/**
 * Runs a shell script in which `lodestar` is the built command, in mounts of its own that end with it. `$WORKSPACE` is the
 * workspace's root.
 */
export async function runInOwnMounts(workspace: TestWorkspace, script: string): Promise<ProcessResult> {
  const prelude = `lodestar() { "${process.execPath}" "${BUNDLE}" "$@"; }\nset -e\n`;
  const args = ['--map-root-user', '--mount', 'sh', '-c', prelude + script];
  const env = childEnvironment(workspace.home, {
    WORKSPACE: workspace.root,
    SCRATCH: join(workspace.home, 'scratch'),
  });
  return await runProcess('unshare', args, { cwd: workspace.root, env });
}

/**
 * The beginning of such a script: a copy of the workspace on a disk of 2 MiB of its own, where T1 is claimed. `$SCRATCH` is
 * the disk, whose folder is made before.
 */
export const ON_SMALL_DISK = `mount -t tmpfs -o size=2m none "$SCRATCH"
     cp -r "$WORKSPACE" "$SCRATCH/repo"
     cd "$SCRATCH/repo"
     lodestar task claim T1 --as ai:worker --json`;
