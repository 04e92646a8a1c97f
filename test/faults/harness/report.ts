import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from '../../support/paths.ts';
import type { Rig, RigRun } from './rig-run.ts';
import { rigSize } from './rig-size.ts';

/** `stopped`: the rig itself failed, which says nothing of the product. */
export type Verdict = 'held' | 'broken' | 'stopped';

export interface ReportOptions {
  readonly rig: Rig;
  readonly run: RigRun;
  readonly seed: number;
  /** What was removed; `null` for the product as it is. */
  readonly control: string | null;
  readonly seconds: number;
  readonly verdict: Verdict;
}

function versions(): Record<string, string> {
  const database = new Database(':memory:');
  const sqlite = String(database.prepare('SELECT sqlite_version()').pluck().get());
  database.close();
  const gitVersion = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim();
  const cores = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  return {
    node: process.version,
    sqlite,
    git: gitVersion.replace('git version ', ''),
    kernel: release(),
    machine: `${cores}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  };
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
}

/** Full runs and controls are kept beside the project, for docs/RELIABILITY.md; those of CI are not. */
function reportPath(name: string, control: string | null): string {
  const file = control === null ? `${name}.json` : `${name}.without-${slug(control)}.json`;
  const folder = join(REPOSITORY_ROOT, 'reports', ...(rigSize() === 'short' ? ['short'] : []));
  mkdirSync(folder, { recursive: true });
  return join(folder, file);
}

/** Writes `reports/<rig>.json` and says on one line what it holds. */
export function writeReport({ rig, run, seed, control, seconds, verdict }: ReportOptions): void {
  const { id, name, goal } = rig;
  const { size, counts, measures, faults } = run;
  const command = `LODESTAR_SEED=${seed} npm run faults:${size === 'control' ? 'controls' : size} -- ${name}`;
  const report = { id, name, goal, size, control, verdict, seed, seconds, counts, measures, faults, command };
  const text = `${JSON.stringify({ ...report, versions: versions() }, null, 2)}\n`;
  writeFileSync(reportPath(name, control), text);
  const figures = Object.entries({ ...counts, ...measures }).map(([what, value]) => `${what} ${value}`);
  console.log(`${id} ${name}: ${verdict} in ${seconds} s; ${figures.join(', ')}`);
}
