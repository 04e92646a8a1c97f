import { readFileSync, writeSync } from 'node:fs';
import { randomFrom, type Random } from '../../support/random.ts';
import type { FuzzJob, FuzzLine } from '../support/fuzz.ts';

/** No input may keep its caller waiting for longer, in milliseconds of processor time. */
const LIMIT_MS = 200;
/** Far below the silence that is taken for a hang, whatever an input takes. */
const REPORT_EVERY_MS = 1000;
/** Characters of an input, or of what is wrong with it. */
const LONGEST_TOLD = 1500;

/** What the worker is to do. */
export const job = JSON.parse(process.argv[2] ?? '{}') as FuzzJob;

export const random: Random = randomFrom(job.seed);

export function tell(line: FuzzLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function inherited(): string {
  return [Object.prototype, Array.prototype, Function.prototype, String.prototype]
    .map((prototype) => Object.getOwnPropertyNames(prototype).join())
    .join(';');
}

/** One input, drawn by its kind, and what is wrong with what became of it. */
export interface Trial {
  readonly kind: string;
  /** As it is shown when something is wrong. */
  readonly input: string;
  /** What is wrong; empty when nothing is. */
  run(): Promise<readonly string[]> | readonly string[];
}

async function attempt(trial: Trial): Promise<readonly string[]> {
  try {
    return await trial.run();
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

/** Tries as many inputs as the job says, and tells what it found. */
export async function tryAll(draw: () => Trial, limitMs: number = LIMIT_MS): Promise<void> {
  tell({ kind: 'begun' });
  const prototypes = inherited();
  let counts: Record<string, number> = {};
  let slowestMs = 0;
  let reportedAt = performance.now();
  for (let number = 1; number <= job.inputs; number += 1) {
    const trial = draw();
    const began = cpuMs();
    const faults = [...(await attempt(trial))];
    const tookMs = cpuMs() - began;
    slowestMs = Math.max(slowestMs, tookMs);
    // Only a slowness that lasts is the input's: the first of its kind is compiled as well, and garbage is collected.
    if (tookMs > limitMs && (await isSlow(trial, limitMs))) {
      faults.push(`takes ${Math.round(tookMs)} ms`);
    }
    if (inherited() !== prototypes) {
      faults.push('a prototype was changed');
    }
    for (const what of faults) {
      const input = JSON.stringify(trial.input).slice(0, LONGEST_TOLD);
      tell({ kind: 'fault', what: `${trial.kind}: ${what.slice(0, LONGEST_TOLD)}: ${input}` });
    }
    counts[trial.kind] = (counts[trial.kind] ?? 0) + 1;
    if (performance.now() - reportedAt > REPORT_EVERY_MS || number === job.inputs) {
      tell({ kind: 'tried', counts, slowestMs });
      counts = {};
      reportedAt = performance.now();
    }
  }
}

async function isSlow(trial: Trial, limitMs: number): Promise<boolean> {
  const began = cpuMs();
  await attempt(trial);
  return cpuMs() - began > limitMs;
}

/** The text of a file of this project, of which the job's root is the folder. */
export function projectFile(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}
