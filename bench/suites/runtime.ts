import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { alternate, measure } from '../measure.ts';
import { makePlace } from '../place.ts';
import type { SuiteOptions } from '../suite.ts';
import type { Table } from '../table.ts';

const CYCLES = resolve('bench/runtime-cycles.mjs');
const GROW_LOG = resolve('bench/grow-log.cjs');
const MIN_CYCLES = 100;

interface CyclesResult {
  readonly cycles_per_second: number;
  readonly bare_cycles_per_second: number;
  readonly next_ms: number;
}

/** Claim, done and verify through the embedding API in one process, against as many one-row transactions. */
function cyclesTable({ subject, runs, sizes }: SuiteOptions): Table {
  const size = sizes.find((each) => each >= 10_000) ?? sizes.at(-1) ?? 10;
  const place = makePlace({ subject, size });
  try {
    place.run(['task', 'next']);
    const count = Math.min(Math.floor(size / 4), Math.max(MIN_CYCLES, runs * 40));
    const output = execFileSync(
      subject.node,
      [CYCLES, resolve(subject.program, '..', 'index.js'), String(count)],
      {
        cwd: place.root,
        env: place.env,
        encoding: 'utf8',
      },
    );
    const result = JSON.parse(output) as CyclesResult;
    const { cycles_per_second: ours, bare_cycles_per_second: bare, next_ms: next } = result;
    return {
      title: `The runtime, in one process at ${size} tasks`,
      columns: ['what', 'figure'],
      rows: [
        ['claim, done, verify: cycles a second', ours],
        ['better-sqlite3 alone, as many one-row transactions: cycles a second', bare],
        ['ratio', ours / bare],
        ['`next`, ms', next],
      ],
    };
  } finally {
    place.remove();
  }
}

/** What a long log costs: the same commands before and after a million events. */
function logTable({ subject, runs, sizes }: SuiteOptions): Table {
  const events = sizes.length > 2 ? 1_000_000 : 10_000;
  const place = makePlace({ subject, size: 1000 });
  try {
    place.run(['task', 'claim', 'T900', '--allow-overlap']);
    const commands = [
      ['task', 'next'],
      ['task', 'show', 'T900'],
      ['status'],
      ['task', 'renew', 'T900'],
      ['agent', 'list'],
      ['lease', 'list'],
      ['history', 'T900'],
      ['log', '--limit', '20'],
      ['whoami'],
    ];
    const series = commands.map((args) =>
      Array.from({ length: runs }, () => place.job(args.join(' '), args)),
    );
    measure(series.flatMap((jobs) => jobs.slice(0, 1)));
    const before = measure(alternate(series));
    execFileSync(process.execPath, [
      GROW_LOG,
      resolve(place.root, '.lodestar/runtime.sqlite'),
      String(events),
    ]);
    measure(series.flatMap((jobs) => jobs.slice(0, 1)));
    const after = measure(alternate(series));
    return {
      title: `A log of ${events} events, 1000 tasks`,
      columns: ['command', 'CPU ms before', 'CPU ms after', 'ratio'],
      rows: [...before].map(([label, cost]) => {
        const later = after.get(label)?.cpuMs ?? Number.NaN;
        return [label, cost.cpuMs, later, later / cost.cpuMs];
      }),
    };
  } finally {
    place.remove();
  }
}

export function runtime(options: SuiteOptions): Table[] {
  return [cyclesTable(options), logTable(options)];
}
