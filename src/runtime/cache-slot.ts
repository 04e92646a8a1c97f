import { attachCache, attachMemoryCache, discardCache, type CacheSpec } from './attached-cache.ts';
import type { Connection } from './connection.ts';
import { identifyDatabase, isDatabaseAt, type DatabaseIdentity } from './file-identity.ts';
import type { Modes } from './modes.ts';
import { isDamage } from './sqlite-error.ts';

type Attached = 'nothing' | 'memory' | DatabaseIdentity;

/** The cache of a session: what it is, and what of it is attached to the present connection. */
export class CacheSlot {
  readonly #spec: CacheSpec;
  readonly #modes: Modes;
  #attached: Attached = 'nothing';

  constructor(spec: CacheSpec, modes: Modes) {
    this.#spec = spec;
    this.#modes = modes;
  }

  /** The present connection is another one. */
  forget(): void {
    this.#attached = 'nothing';
  }

  /** Attaches it where it is not, and again where its file was removed or made anew since. */
  async attachTo(connection: Connection): Promise<void> {
    if (this.#attached === 'memory' || this.#isPresent()) {
      return;
    }
    const kind = await attachCache(connection, this.#spec, this.#modes);
    this.#attached = kind === 'memory' ? kind : identifyDatabase(this.#spec.path);
  }

  /**
   * SQLite does not say which of the two files it failed on. True when there was a cache file: it is now replaced by
   * memory, and what fails once more failed on the runtime.
   */
  async replaceAfter(error: unknown, connection: Connection): Promise<boolean> {
    if (typeof this.#attached === 'string') {
      return false;
    }
    if (isDamage(error)) {
      await discardCache(connection, this.#spec, this.#modes);
    }
    attachMemoryCache(connection, this.#spec);
    this.#attached = 'memory';
    return true;
  }

  #isPresent(): boolean {
    return typeof this.#attached !== 'string' && isDatabaseAt(this.#spec.path, this.#attached);
  }
}
