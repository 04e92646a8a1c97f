import { alternate, measure, type Cost, type Job } from '../measure.ts';
import { makePlace, type Place } from '../place.ts';
import { conditionOf, type SuiteOptions } from '../suite.ts';
import type { Cell, Table } from '../table.ts';

/** Runs before the measured ones: they make view and code cache current. */
const WARM_UPS = 2;

interface Claimed {
  readonly task_id: string;
}

type SeriesOf = (place: Place, runs: number) => Job[];

function repeat(label: string, args: readonly string[]): SeriesOf {
  return (place, runs) => Array.from({ length: runs }, () => place.job(label, args));
}

function claimMany(place: Place, count: number): string[] {
  return Array.from(
    { length: count },
    () => (place.run(['task', 'claim', '--allow-overlap']) as Claimed).task_id,
  );
}

/** Each ends with the state that the next run of it needs. */
const SERIES: readonly (readonly [name: string, series: SeriesOf])[] = [
  ['task next', repeat('task next', ['task', 'next'])],
  ['task show', repeat('task show', ['task', 'show', 'T5'])],
  ['status', repeat('status', ['status'])],
  ['task claim', repeat('task claim', ['task', 'claim', '--allow-overlap'])],
  [
    'task renew',
    (place, runs) => {
      const [id = ''] = claimMany(place, 1);
      return Array.from({ length: runs }, () => place.job('task renew', ['task', 'renew', id]));
    },
  ],
  [
    'task done',
    (place, runs) => claimMany(place, runs).map((id) => place.job('task done', ['task', 'done', id])),
  ],
  ['agent heartbeat', repeat('agent heartbeat', ['agent', 'heartbeat'])],
  ['version', repeat('version', ['version'])],
];

/** They use up tasks, of which a small plan has too few. */
const CONSUMING = new Set(['task claim', 'task done', 'task renew']);
const ENOUGH_TASKS = 1000;

function withoutCache(jobs: readonly Job[]): Job[] {
  return jobs.map((job) => ({
    ...job,
    label: `${job.label}, no code cache`,
    env: { ...job.env, LODESTAR_CODE_CACHE: 'off' },
  }));
}

function measurePlace(place: Place, { runs, size }: { runs: number; size: number }): Map<string, Cost> {
  place.run(['agent', 'join', '--name', 'bench', '--resume']);
  const all = runs + WARM_UPS;
  const fitting = SERIES.filter(([name]) => size >= ENOUGH_TASKS || !CONSUMING.has(name));
  const series = fitting.map(([, seriesOf]) => seriesOf(place, all));
  const next = repeat('task next', ['task', 'next'])(place, runs);
  measure(series.flatMap((jobs) => jobs.slice(0, WARM_UPS)));
  const bare = Array.from({ length: runs }, () => place.bare());
  const measured = series.map((jobs) => jobs.slice(WARM_UPS));
  return measure(alternate([bare, ...measured, withoutCache(next)]));
}

function rowOf(label: string, cost: Cost, bare: Cost): Cell[] {
  return [
    label,
    cost.cpuMs,
    cost.cpuMs / bare.cpuMs,
    cost.wallMs,
    cost.wallMs / bare.wallMs,
    cost.rssMib,
    cost.rssMib / bare.rssMib,
  ];
}

function tableOf({ subject, runs }: SuiteOptions, size: number, certificates: boolean): Table {
  const place = makePlace({ subject, size, certificates });
  try {
    const costs = measurePlace(place, { runs, size });
    const bare = costs.get('bare Node');
    if (bare === undefined) {
      throw new Error('bare Node was not measured');
    }
    return {
      title: `Hot commands at ${size} tasks, ${conditionOf(certificates)}`,
      columns: ['command', 'CPU ms', 'to bare', 'wall ms', 'to bare', 'peak MiB', 'to bare'],
      rows: [...costs].map(([label, cost]) => rowOf(label, cost, bare)),
    };
  } finally {
    place.remove();
  }
}

/** Whole commands in fresh processes, view and code cache current, against an empty script of the same Node. */
export function hot(options: SuiteOptions): Table[] {
  return options.certificates.flatMap((certificates) =>
    options.sizes.map((size) => tableOf(options, size, certificates)),
  );
}
