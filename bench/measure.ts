import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface Job {
  readonly label: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs first and is not measured. */
  readonly before?: readonly string[];
  /** Who runs for longer is killed. */
  readonly limitMs?: number;
}

export interface Cost {
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly rssMib: number;
}

interface Measured {
  readonly label: string;
  readonly cpu_ms: number;
  readonly wall_ms: number;
  readonly rss_mib: number;
  readonly code: number;
  readonly too_long: boolean;
}

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

function runAll(jobs: readonly Job[]): Measured[] {
  const input = jobs.map(({ limitMs, ...job }) => ({
    ...job,
    ...(limitMs === undefined ? {} : { limit_s: limitMs / 1000 }),
  }));
  const output = execFileSync('python3', [join('bench', 'measure.py')], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return JSON.parse(output) as Measured[];
}

function costOf(runs: readonly Measured[]): Cost {
  return {
    cpuMs: median(runs.map((each) => each.cpu_ms)),
    wallMs: median(runs.map((each) => each.wall_ms)),
    rssMib: median(runs.map((each) => each.rss_mib)),
  };
}

/**
 * Runs the jobs in their order, and gives the medians of each label; of one that ran for longer than its limit `undefined`.
 * Fails when one of them failed.
 */
export function measureWithin(jobs: readonly Job[]): Map<string, Cost | undefined> {
  const results = runAll(jobs);
  const failed = results.find((each) => each.code !== 0 && !each.too_long);
  if (failed !== undefined) {
    throw new Error(`${failed.label} ended with ${failed.code}`);
  }
  const labels = [...new Set(results.map(({ label }) => label))];
  return new Map(
    labels.map((label) => {
      const own = results.filter((each) => each.label === label);
      return [label, own.some((each) => each.too_long) ? undefined : costOf(own)];
    }),
  );
}

/** The same of jobs without a limit. */
export function measure(jobs: readonly Job[]): Map<string, Cost> {
  return new Map(
    [...measureWithin(jobs)].map(([label, cost]) => {
      if (cost === undefined) {
        throw new Error(`${label} was killed`);
      }
      return [label, cost];
    }),
  );
}

/** Takes turns: the first job of each label, then the second of each, so that what the machine does else hits all alike. */
export function alternate(series: readonly (readonly Job[])[]): Job[] {
  const longest = Math.max(0, ...series.map((jobs) => jobs.length));
  return Array.from({ length: longest }, (_, index) =>
    series.flatMap((jobs) => jobs.slice(index, index + 1)),
  ).flat();
}
