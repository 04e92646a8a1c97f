/** Runs what it is given one after the other, in the order of asking; a failure does not stop those behind it. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Nothing runs and nothing waits. */
  get isIdle(): boolean {
    return this.#waiting === 0;
  }

  async run<T>(fn: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const before = this.#last;
    const done = (async () => {
      await before;
      return await fn();
    })();
    this.#last = done.catch(() => undefined);
    try {
      return await done;
    } finally {
      this.#waiting -= 1;
    }
  }
}

const writersOf = new Map<string, SerialQueue>();

/**
 * The queue of this process's writers on one file. A second connection that waited for a lock inside SQLite would stop
 * the very thread that is to release it.
 */
export function writerQueue(path: string): SerialQueue {
  let queue = writersOf.get(path);
  if (queue === undefined) {
    queue = new SerialQueue();
    writersOf.set(path, queue);
  }
  return queue;
}
