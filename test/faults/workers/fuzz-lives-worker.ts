import fc from 'fast-check';
import { join } from 'node:path';
import { Arena } from '../support/arena.ts';
import { Life } from '../support/life.ts';
import { Turns } from '../support/turns.ts';
import { job, tell } from './fuzz-kit.ts';

/** Lives through histories of several agents, each held to a plain reference; the first that differs is made small. */
const MAX_STEPS = 50;
const LONGEST_TOLD = 6000;
const REPORT_EVERY_MS = 1000;

type Verb = 'act' | 'together' | 'intervene';

/** One step of a history: what it is in truth is drawn from its seed when it is its turn. */
class Step implements fc.AsyncCommand<object, Life> {
  readonly #verb: Verb;
  readonly #seed: number;

  constructor(verb: Verb, seed: number) {
    this.#verb = verb;
    this.#seed = seed;
  }

  check(): boolean {
    return true;
  }

  async run(_model: object, life: Life): Promise<void> {
    await life[this.#verb](this.#seed);
  }

  toString(): string {
    return `${this.#verb} ${this.#seed}`;
  }
}

// No file is so young that its times prove nothing: what is on the disk is replaced, never written over. So what is done
// does not depend on how fast the machine is.
Date.now = () => Date.UTC(2040, 0, 1);

const arenas = new Map<string, Arena>();
const turns = new Turns();
let counts: Record<string, number> = {};
let reportedAt = performance.now();
let slowestMs = 0;

function count(kind: string): void {
  counts[kind] = (counts[kind] ?? 0) + 1;
}

function arenaFor(config: string): Arena {
  const folder = join(process.cwd(), String(arenas.size));
  const arena = arenas.get(config) ?? new Arena(folder, { config, turns });
  arenas.set(config, arena);
  return arena;
}

function report(): void {
  tell({ kind: 'tried', counts, slowestMs });
  counts = {};
  reportedAt = performance.now();
}

/** Seeds are neither small nor alike, and none is simpler than another. */
const seed = fc.noBias(fc.noShrink(fc.nat({ max: 2 ** 31 - 1 })));
const step = (verb: Verb) => seed.map((value) => new Step(verb, value));
const steps = [
  ...Array<Verb>(6).fill('act'),
  ...Array<Verb>(3).fill('together'),
  'intervene',
  'intervene',
] as const;
const short = fc.commands(steps.map(step), { maxCommands: 10 });
const long = fc.commands(steps.map(step), { maxCommands: MAX_STEPS });
/** What happened in the smallest history so far that failed. */
let failed: readonly string[] = [];

const property = fc.asyncProperty(
  seed,
  fc.oneof({ weight: 4, arbitrary: short }, long),
  async (start, commands) => {
    const began = process.cpuUsage();
    const life = new Life(start, { arenaFor, turns, count });
    try {
      await fc.asyncModelRun(() => ({ model: {}, real: life }), commands);
      await life.finish();
    } catch (error) {
      failed = life.told;
      throw error;
    }
    count('histories');
    const { user, system } = process.cpuUsage(began);
    slowestMs = Math.max(slowestMs, (user + system) / 1000);
    if (performance.now() - reportedAt > REPORT_EVERY_MS) {
      report();
    }
  },
);

tell({ kind: 'begun' });
const details = await fc.check(property, { seed: job.seed, numRuns: job.inputs });
if (details.failed) {
  const { counterexample, counterexamplePath, numShrinks, errorInstance } = details;
  const why =
    errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  const where = `seed ${job.seed}, path ${counterexamplePath ?? ''}, ${numShrinks} times made smaller`;
  const what = `${why}\n${where}: ${fc.stringify(counterexample)}\n${failed.join('\n')}`;
  tell({ kind: 'fault', what: what.slice(0, LONGEST_TOLD) });
}
report();
arenas.forEach((arena) => arena.close());
