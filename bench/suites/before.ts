import { resolve } from 'node:path';
import { alternate, measure, type Cost, type Job } from '../measure.ts';
import { makePlace, type Place, type Subject } from '../place.ts';
import { conditionOf, type SuiteOptions } from '../suite.ts';
import type { Cell, Table } from '../table.ts';

/** Names the built command of an earlier state, `dist/lodestar.cjs` with its driver for the same Node. */
const VARIABLE = 'BENCH_BEFORE';

const SIZE = 1000;
/** Make the view and the code cache current. */
const WARM_UPS = 3;

const COMMANDS = [
  ['task', 'next'],
  ['task', 'show', 'T5'],
  ['status'],
  ['task', 'claim', '--allow-overlap'],
] as const;

function nameOf(args: readonly string[]): string {
  return args.filter((word) => !/^(?:-|T\d)/u.test(word)).join(' ');
}

/** Of one state: a series of each command, warmed up. */
function seriesOf(place: Place, state: string, runs: number): Job[][] {
  const series = COMMANDS.map((args) =>
    Array.from({ length: runs + WARM_UPS }, () => place.job(`${nameOf(args)} ${state}`, args)),
  );
  measure(series.flatMap((jobs) => jobs.slice(0, WARM_UPS)));
  return series.map((jobs) => jobs.slice(WARM_UPS));
}

function required(costs: ReadonlyMap<string, Cost>, label: string): Cost {
  const cost = costs.get(label);
  if (cost === undefined) {
    throw new Error(`${label} was not measured`);
  }
  return cost;
}

function rowsOf(costs: ReadonlyMap<string, Cost>): Cell[][] {
  const bare = required(costs, 'bare Node');
  return COMMANDS.map((args) => {
    const name = nameOf(args);
    const [before, after] = [required(costs, `${name} before`), required(costs, `${name} after`)];
    const ratios = [before.cpuMs / bare.cpuMs, after.cpuMs / bare.cpuMs];
    return [name, bare.cpuMs, before.cpuMs, after.cpuMs, ...ratios, before.rssMib, after.rssMib];
  });
}

function tableOf({ subject, runs }: SuiteOptions, before: Subject, certificates: boolean): Table {
  const states = [
    ['before', before],
    ['after', subject],
  ] as const;
  const places = states.map(
    ([state, each]) => [state, makePlace({ subject: each, size: SIZE, certificates })] as const,
  );
  try {
    const series = places.flatMap(([state, place]) => {
      place.run(['task', 'next']);
      return seriesOf(place, state, runs);
    });
    const bare = Array.from({ length: runs }, () => places[0]?.[1].bare() ?? []).flat();
    const costs = measure(alternate([bare, ...series]));
    return {
      title: `Before and after, at ${SIZE} tasks, ${conditionOf(certificates)}`,
      columns: [
        'command',
        'bare Node, CPU ms',
        'before',
        'after',
        'to bare, before',
        'after',
        'peak MiB, before',
        'after',
      ],
      rows: rowsOf(costs),
    };
  } finally {
    for (const [, place] of places) {
      place.remove();
    }
  }
}

/** An earlier build against this one, in turns. */
export function before(options: SuiteOptions): Table[] {
  const program = process.env[VARIABLE];
  if (program === undefined) {
    throw new Error(`${VARIABLE} names the built command of an earlier state`);
  }
  const subject = { node: options.subject.node, program: resolve(program) };
  return options.certificates.map((certificates) => tableOf(options, subject, certificates));
}
