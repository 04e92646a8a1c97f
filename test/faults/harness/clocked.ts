import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from '../../support/child-environment.ts';
import { hasTool } from '../../support/needs-tool.ts';
import { runProcess, type ProcessResult } from '../../support/run-process.ts';
import type { TestWorkspace } from '../../support/workspace.ts';

/** The clocks that a command is to see, as differences from those of this machine. */
export interface Clocks {
  readonly wallOffsetS: number;
  readonly monotonicOffsetS: number;
  readonly boot: string;
  /** Whether times of files are shifted along, as if they had been written by the same wrong clock. */
  readonly shiftsFiles: boolean;
}

const FAKETIME = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/faketime/libfaketime.so.1',
];
const BOOT_ID = '/proc/sys/kernel/random/boot_id';

function faketimeLibrary(): string | undefined {
  return FAKETIME.find((path) => existsSync(path));
}

/** What `Rig.lacks` answers where a process cannot have clocks of its own. */
export function lacksClocks(): string | undefined {
  if (faketimeLibrary() === undefined || !hasTool('unshare')) {
    return 'not installed: faketime';
  }
  const tried = spawnSync('unshare', ['--time', '--mount', '--fork', '--monotonic', '1', 'true'], {
    stdio: 'ignore',
  });
  return tried.status === 0 ? undefined : 'a process cannot have clocks of its own here';
}

/**
 * Runs a command with `--json` under other clocks: the wall clock by libfaketime, the monotonic one in a time namespace of
 * the kernel, the boot by another file in place of the kernel's.
 */
export async function runClocked(
  workspace: TestWorkspace,
  args: readonly string[],
  { wallOffsetS, monotonicOffsetS, boot, shiftsFiles }: Clocks,
): Promise<ProcessResult> {
  const bootFile = join(workspace.home, `boot-${boot}`);
  writeFileSync(bootFile, `${boot}\n`);
  const script = `mount --bind '${bootFile}' ${BOOT_ID}; exec "$@"`;
  const own = ['--time', '--mount', '--fork', '--monotonic', String(monotonicOffsetS)];
  const faked = [
    'env',
    `LD_PRELOAD=${faketimeLibrary() ?? ''}`,
    `FAKETIME=${wallOffsetS < 0 ? '' : '+'}${wallOffsetS}`,
    'FAKETIME_DONT_FAKE_MONOTONIC=1',
    `NO_FAKE_STAT=${shiftsFiles ? '' : '1'}`,
  ];
  const command = [...faked, process.execPath, workspace.bundle, ...args, '--json'];
  return await runProcess('unshare', [...own, 'sh', '-ec', script, 'sh', ...command], {
    cwd: workspace.root,
    env: childEnvironment(workspace.home),
  });
}
