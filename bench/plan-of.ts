import { randomFrom, type Random } from '../test/support/random.ts';

/** A task of the generated plan, before any tool's own form is given to it. */
export interface PlannedTask {
  /** 1, 2, 3, … */
  readonly number: number;
  readonly title: string;
  /** Of two lines. */
  readonly description: readonly string[];
  readonly criteria: readonly string[];
  /** Numbers of tasks before this one. */
  readonly dependsOn: readonly number[];
  readonly labels: readonly string[];
  readonly lock: string | undefined;
  /** 10 to 200, the smallest first. */
  readonly priority: number;
  readonly createdAt: Date;
  /** Where it is verified. */
  readonly verifiedAt: Date | undefined;
}

/** Two thirds of the tasks have dependencies, two each. */
const DEPENDENCIES = 2;
const WORDS =
  'parse store index retry lease spec runtime branch merge cache writer reader queue event ledger route form page query token audit limit export import stream batch worker schema column order panel editor search filter report'.split(
    ' ',
  );
const LABELS = ['api', 'core', 'docs', 'frontend', 'infra', 'test'];
const START = Date.UTC(2026, 0, 5, 9);
const MINUTE_MS = 60_000;
/** A task takes so long from its creation to its verification. */
const MINUTES_A_TASK = 30;

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.pick(WORDS)).join(' ');
}

function time(minutes: number): Date {
  return new Date(START + minutes * MINUTE_MS);
}

function dependencies(random: Random, index: number): number[] {
  if (index < DEPENDENCIES || random.below(3) === 0) {
    return [];
  }
  return [...new Set(Array.from({ length: DEPENDENCIES }, () => 1 + random.below(index)))];
}

function task(random: Random, index: number, verified: boolean): PlannedTask {
  const number = index + 1;
  // What is drawn first to last decides the plan of a seed: the order of these properties is part of it.
  return {
    number,
    dependsOn: dependencies(random, index),
    title: words(random, 6),
    description: [`${words(random, 11)}.`, `${words(random, 10)}.`],
    criteria: [words(random, 5), words(random, 5)],
    labels: [random.pick(LABELS), random.pick(WORDS)],
    lock: random.below(2) === 0 ? undefined : `src/${random.pick(WORDS)}/T${number}/**`,
    priority: 10 * (1 + random.below(20)),
    createdAt: time(index),
    verifiedAt: verified ? time(index + MINUTES_A_TASK) : undefined,
  };
}

/** A plan of `size` tasks, of which the first quarter is verified. Equal seeds make equal plans. */
export function planOf(size: number, seed = 1): PlannedTask[] {
  const random = randomFrom(seed);
  return Array.from({ length: size }, (_, index) => task(random, index, index < size / 4));
}
