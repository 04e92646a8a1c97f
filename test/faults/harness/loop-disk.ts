import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { memoryFolder } from '../../support/memory-folder.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

/** Room for a workspace and its log, little enough to be copied in milliseconds. */
const SIZE = '24M';

function sh(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** What `Rig.lacks` answers where no file can be mounted as a disk. */
export function lacksLoopMounts(): string | undefined {
  if (process.getuid?.() !== 0) {
    return 'only root may mount a disk';
  }
  try {
    new LoopDisk().remove();
    return undefined;
  } catch {
    return 'a file cannot be mounted as a disk here';
  }
}

/**
 * An ext4 disk that is a file in memory. A copy of that file is what the disk would hold if the power were cut now: what was
 * written and not synced is in the kernel's memory alone.
 */
export class LoopDisk {
  readonly #folder = makeTempFolder(memoryFolder());
  readonly #image = join(this.#folder, 'image');
  readonly #cut = join(this.#folder, 'cut');
  readonly #cutMount = join(this.#folder, 'after');
  /** Where it is mounted. */
  readonly path = join(this.#folder, 'disk');

  constructor() {
    mkdirSync(this.path);
    mkdirSync(this.#cutMount);
    sh('truncate', '-s', SIZE, this.#image);
    sh('mkfs.ext4', '-q', '-F', this.#image);
    sh('mount', '-o', 'loop', this.#image, this.path);
  }

  /** Brings everything onto the disk, as time would. */
  settle(): void {
    sh('sync', '--file-system', this.path);
  }

  /** Copies the disk as it is at this moment. */
  cutPower(): void {
    rmSync(this.#cut, { force: true });
    sh('cp', '--sparse=always', this.#image, this.#cut);
  }

  /** Mounts the last copy, which replays the journal of the file system, and gives its folder to `work`. */
  async afterPowerCut<Result>(work: (path: string) => Promise<Result>): Promise<Result> {
    sh('mount', '-o', 'loop', this.#cut, this.#cutMount);
    try {
      return await work(this.#cutMount);
    } finally {
      sh('umount', this.#cutMount);
    }
  }

  remove(): void {
    for (const mount of [this.#cutMount, this.path]) {
      // Lazily, since what a rig leaves behind when it stops may still have files open there.
      spawnSync('umount', ['--lazy', mount], { stdio: 'ignore' });
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
