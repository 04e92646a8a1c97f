import type { Random } from '../../support/random.ts';

/** What an agent meets whose process is to die: whatever it has under way is thrown away. */
class Crash extends Error {}

/** One agent's work, which takes turns with that of others. */
export interface Job {
  readonly agent: string;
  /** Before which of its turns the agent dies; never, where it is `undefined`. */
  readonly diesAt: number | undefined;
  run(): Promise<void>;
}

interface Parked {
  readonly agent: string;
  go(): void;
  die(): void;
}

/**
 * Lets agents of one process work at once, one step at a time: each stops where it awaits something that others could
 * change, and who goes on is drawn. Nothing is left to the machine, so that a seed repeats a history.
 */
export class Turns {
  readonly #parked: Parked[] = [];
  readonly #locks = new Map<string, string>();
  readonly #dead = new Set<string>();
  #unfinished = 0;
  #tell: () => void = () => undefined;

  /** Whether anybody has to wait for a turn. */
  get areTaken(): boolean {
    return this.#unfinished > 0;
  }

  /** Resolves when it is the agent's turn. @throws Crash when that is the one before which it dies. */
  async turn(agent: string): Promise<void> {
    if (!this.areTaken) {
      return;
    }
    if (this.#dead.has(agent)) {
      throw new Crash();
    }
    await new Promise<void>((resolve, reject) => {
      const die = (): void => {
        this.#dead.add(agent);
        reject(new Crash());
      };
      this.#parked.push({ agent, go: resolve, die });
      this.#tell();
    });
  }

  /**
   * Holds a lock while `fn` runs; who has it already just runs. It stands in front of a lock of the product, which so is
   * never waited for in a way that cannot be seen.
   */
  async hold<T>(lock: string, agent: string, fn: () => Promise<T>): Promise<T> {
    if (!this.areTaken || this.#locks.get(lock) === agent) {
      return await fn();
    }
    await this.turn(agent);
    while (this.#locks.has(lock)) {
      await this.turn(agent);
    }
    this.#locks.set(lock, agent);
    try {
      return await fn();
    } finally {
      this.#locks.delete(lock);
    }
  }

  /** Runs all jobs to their ends, and answers who died. */
  async interleave(jobs: readonly Job[], random: Random): Promise<ReadonlySet<string>> {
    const taken = new Map<string, number>();
    this.#unfinished = jobs.length;
    const ends = jobs.map(async (job) => await this.#follow(job));
    const diesAt = new Map(jobs.map((job) => [job.agent, job.diesAt]));
    while (await this.#hasParked()) {
      const [next] = this.#parked.splice(random.below(this.#parked.length), 1);
      const turns = (taken.get(next?.agent ?? '') ?? 0) + 1;
      taken.set(next?.agent ?? '', turns);
      if (turns === diesAt.get(next?.agent ?? '')) {
        next?.die();
      } else {
        next?.go();
      }
    }
    await Promise.all(ends);
    const dead = new Set(this.#dead);
    this.#dead.clear();
    this.#locks.clear();
    return dead;
  }

  async #follow(job: Job): Promise<void> {
    try {
      await this.turn(job.agent);
      await job.run();
    } catch (error) {
      if (!(error instanceof Crash)) {
        throw error;
      }
    } finally {
      this.#unfinished -= 1;
      this.#tell();
    }
  }

  /** Waits until every agent that has not ended waits for its turn. */
  async #hasParked(): Promise<boolean> {
    while (this.#parked.length < this.#unfinished) {
      await new Promise<void>((resolve) => (this.#tell = resolve));
    }
    return this.#unfinished > 0;
  }
}
