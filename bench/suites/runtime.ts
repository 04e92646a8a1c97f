import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { alternate, measure } from '../measure.ts';
import { makePlace } from '../place.ts';
import type { SuiteOptions } from '../suite.ts';
import type { Table } from '../table.ts';

const CYCLES_SCRIPT = resolve('bench/runtime-cycles.mjs');
const GROW_LOG = resolve('bench/grow-log.cjs');
/** So many that a round has a checkpoint of ours: about a hundred transactions. */
const CYCLES = 40;

interface Rates {
  /** Cycles a second. */
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
}

interface CyclesResult {
  /** In new files on both sides, from the first cycle of the process on. */
  readonly anew: Rates;
  /** Medians of the rounds after that. */
  readonly steady: Rates;
  readonly ms: Readonly<Record<'claim' | 'done' | 'verify' | 'next', number>>;
}

/** Claim, done and verify through the embedding API in one process, against as many one-row transactions. */
function cyclesTable({ subject, runs, sizes }: SuiteOptions): Table {
  const size = sizes.find((each) => each >= 10_000) ?? sizes.at(-1) ?? 10;
  const place = makePlace({ subject, size });
  try {
    place.run(['task', 'next']);
    const args = [CYCLES_SCRIPT, resolve(subject.program, '..', 'index.js'), String(runs), String(CYCLES)];
    const output = execFileSync(subject.node, args, { cwd: place.root, env: place.env, encoding: 'utf8' });
    const { anew, steady, ms } = JSON.parse(output) as CyclesResult;
    return {
      title: `The runtime, in one process at ${size} tasks`,
      columns: ['what', 'figure'],
      rows: [
        ['claim, done, verify: cycles a second', steady.ours],
        ['better-sqlite3 alone, as many one-row transactions: cycles a second', steady.bare],
        ['ratio', steady.ratio],
        [`ratio of the first ${CYCLES} cycles, in new files`, anew.ratio],
        ['claim, ms', ms.claim],
        ['done, ms', ms.done],
        ['verify, ms', ms.verify],
        ['`next`, ms', ms.next],
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
