import type { FSWatcher } from 'chokidar';
import { basename, dirname } from 'node:path';

/** Tells when one of some files of one folder was written, made, replaced or removed. */
export interface FileWatch {
  /**
   * True at the next change, at once when there was one since the last call; false after `ms`. Whoever waits looks for
   * themselves what changed: changes that come close together are told as one, what a process does after its last write
   * is not told, and where the system cannot watch (too many watches, a folder that is gone) nothing is.
   */
  next(ms: number, signal?: AbortSignal): Promise<boolean>;
  /** The system could not watch, or not any more. */
  readonly isBlind: boolean;
  close(): Promise<void>;
}

class ChokidarWatch implements FileWatch {
  readonly #watcher: FSWatcher;
  #hasChanged = false;
  #isBlind = false;
  #wake: (() => void) | undefined;

  constructor(watcher: FSWatcher) {
    this.#watcher = watcher;
    watcher.on('all', () => this.#notice());
    watcher.on('error', () => {
      this.#isBlind = true;
      this.#notice();
    });
    watcher.on('unlinkDir', () => {
      this.#isBlind = true;
    });
  }

  get isBlind(): boolean {
    return this.#isBlind;
  }

  async next(ms: number, signal?: AbortSignal): Promise<boolean> {
    if (!this.#hasChanged && signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal?.addEventListener('abort', this.#wake, { once: true });
      });
      if (this.#wake !== undefined) {
        signal?.removeEventListener('abort', this.#wake);
      }
      this.#wake = undefined;
    }
    const hasChanged = this.#hasChanged;
    this.#hasChanged = false;
    return hasChanged;
  }

  async close(): Promise<void> {
    await this.#watcher.close();
  }

  #notice(): void {
    this.#hasChanged = true;
    this.#wake?.();
  }
}

/** Watches files that lie in the folder of the first, there or not yet. What changes from the call on is told. */
export async function watchFiles(paths: readonly [string, ...string[]]): Promise<FileWatch> {
  const { watch } = await import('chokidar');
  const folder = dirname(paths[0]);
  const names = new Set(paths.map((path) => basename(path)));
  const watcher = watch(folder, {
    depth: 0,
    ignoreInitial: true,
    atomic: false,
    ignored: (path) => path !== folder && !names.has(basename(path)),
  });
  const watched = new ChokidarWatch(watcher);
  await new Promise<void>((resolve) => {
    watcher.once('ready', resolve);
    watcher.once('error', () => resolve());
  });
  return watched;
}
