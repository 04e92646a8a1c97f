import { AsyncLocalStorage } from 'node:async_hooks';
import { withFileMutex, type FileMutexOptions, type HeldMutex } from '../runtime/file-mutex.ts';

/** How long a writer waits for the spec's mutex. */
const DEADLINE_MS = 10_000;

/**
 * By the flow of calls and not by the object: two operations of one process must exclude each other as well. One for all
 * mutexes: Node keeps every storage that was ever used, and each of them slows down each promise of the process.
 */
const held = new AsyncLocalStorage<ReadonlyMap<SpecMutex, HeldMutex>>();

/** The mutex of one checkout's spec. It comes before any transaction: nothing waits for it inside one. */
export class SpecMutex {
  readonly #path: string;
  readonly #options: FileMutexOptions;

  constructor(path: string, modes?: FileMutexOptions['modes']) {
    this.#path = path;
    const options = { deadlineMs: DEADLINE_MS, busyCode: 'SPEC_BUSY' } as const;
    this.#options = modes === undefined ? options : { ...options, modes };
  }

  /** Whether the present flow of calls holds it; no longer so once its file was removed (`git clean`). */
  isHeld(): boolean {
    return held.getStore()?.get(this)?.isHeld() === true;
  }

  /** Holds it while `fn` runs; nested calls share it. SPEC_BUSY after 10 s, SPEC_READONLY where its file cannot be made. */
  async run<T>(fn: () => Promise<T>): Promise<T> {
    if (this.isHeld()) {
      return await fn();
    }
    return await withFileMutex(this.#path, this.#options, async (mutex) => {
      const others = held.getStore() ?? [];
      return await held.run(new Map([...others, [this, mutex]]), fn);
    });
  }
}
