import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeTempFolder } from '../../support/temp-folder.ts';

/** What `Rig.lacks` answers where nothing can be mounted. */
export function lacksMounts(): string | undefined {
  return process.getuid?.() === 0 ? undefined : 'only root may mount a small disk';
}

const FILLER = 'filler';

/** A file system in memory that is soon full. */
export class SmallDisk {
  readonly path = makeTempFolder();

  constructor(bytes: number) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'none', this.path]);
  }

  /** Takes all the space that is left. */
  fill(): void {
    const descriptor = openSync(join(this.path, FILLER), 'a');
    try {
      for (let block = Buffer.alloc(4096); block.length > 0;) {
        try {
          writeSync(descriptor, block);
        } catch {
          block = block.subarray(0, Math.floor(block.length / 2));
        }
      }
    } finally {
      closeSync(descriptor);
    }
  }

  free(): void {
    rmSync(join(this.path, FILLER), { force: true });
  }

  remove(): void {
    spawnSync('umount', ['--lazy', this.path], { stdio: 'ignore' });
  }
}
