import {
  attachCache,
  attachMemoryCache,
  discardCache,
  isForNew,
  type AttachableCache,
  type CacheSpec,
} from './attached-cache.ts';
import { CacheSeal, type SealOptions } from './cache-seal.ts';
import type { Connection } from './connection.ts';
import { DatabasePlace } from './database-place.ts';

type Attached = 'nothing' | 'memory' | DatabasePlace;

/** The cache of a session: what it is, and what of it is attached to the present connection. */
export class CacheSlot {
  readonly #cache: AttachableCache;
  #attached: Attached = 'nothing';

  constructor(spec: CacheSpec, options: SealOptions) {
    this.#cache = { ...spec, modes: options.modes, seal: new CacheSeal(spec.path, options) };
  }

  /** Runs what may write the cache's file, and seals it after. */
  write(commit: () => void): void {
    if (typeof this.#attached === 'string') {
      commit();
      return;
    }
    this.#cache.seal.mark();
    commit();
    this.#cache.seal.renew();
  }

  /** Closes the connection that the cache is attached to; the last one to close it writes its file. */
  close(connection: Connection): void {
    const isFile = typeof this.#attached !== 'string';
    this.#attached = 'nothing';
    if (!isFile) {
      connection.close();
      return;
    }
    this.#cache.seal.markBeforeClose();
    connection.close();
    this.#cache.seal.end();
  }

  /** Attaches it where it is not, and again where its file was removed or made anew since. */
  async attachTo(connection: Connection): Promise<void> {
    if (this.#attached === 'memory' || this.#isPresent()) {
      return;
    }
    this.#cache.seal.end();
    const kind = await attachCache(connection, this.#cache);
    const place = kind === 'file' ? this.#placeOfFile() : undefined;
    if (kind === 'file' && place === undefined) {
      attachMemoryCache(connection, this.#cache);
    }
    this.#attached = place ?? 'memory';
  }

  /**
   * SQLite does not say which of the two files it failed on. True when there was a cache file: it is now replaced by
   * memory, and what fails once more failed on the runtime.
   */
  async replaceAfter(error: unknown, connection: Connection): Promise<boolean> {
    if (typeof this.#attached === 'string') {
      return false;
    }
    if (isForNew(error)) {
      await discardCache(connection, this.#cache);
    }
    attachMemoryCache(connection, this.#cache);
    this.#attached = 'memory';
    this.#cache.seal.end();
    return true;
  }

  #isPresent(): boolean {
    try {
      return typeof this.#attached !== 'string' && this.#attached.isKept();
    } catch {
      return false;
    }
  }

  /** `undefined` where it cannot be told what is there: such a cache can be done without. */
  #placeOfFile(): DatabasePlace | undefined {
    try {
      return new DatabasePlace(this.#cache.path);
    } catch {
      return undefined;
    }
  }
}
