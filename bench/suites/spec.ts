import { resolve } from 'node:path';
import { alternate, measure, type Cost } from '../measure.ts';
import { makePlace } from '../place.ts';
import type { SuiteOptions } from '../suite.ts';
import type { Cell, Table } from '../table.ts';

const COLD_RUNS = 3;
const LARGE = 100_000;
/** What `yaml` takes for a file of this size is the measure for larger ones as well: its own cost grows with the square. */
const MEASURE_SIZE = 10_000;
const CHANGE = resolve('bench/change-tasks.cjs');
const PARSE = resolve('bench/yaml-parse.mjs');
const REMOVE_CACHES = ['rm', '-rf', '.lodestar/local', '.lodestar/runtime.sqlite'];

function row(label: string, { cpuMs, wallMs, rssMib }: Cost, compared: string): Cell[] {
  return [label, cpuMs, wallMs, rssMib, compared];
}

function required(costs: ReadonlyMap<string, Cost>, label: string): Cost {
  const cost = costs.get(label);
  if (cost === undefined) {
    throw new Error(`${label} was not measured`);
  }
  return cost;
}

function measureCold({ subject }: SuiteOptions, size: number): Map<string, Cost> {
  const place = makePlace({ subject, size });
  try {
    const first = place.job(`first command, ${size} tasks`, ['task', 'next'], { before: REMOVE_CACHES });
    const parse = { ...place.bare(`yaml's parse, ${size} tasks`), argv: [subject.node, PARSE, place.spec] };
    const series = size > MEASURE_SIZE ? [first] : [first, parse];
    return measure(alternate(series.map((job) => Array.from({ length: COLD_RUNS }, () => job))));
  } finally {
    place.remove();
  }
}

function coldTable(options: SuiteOptions): Table {
  const sizes = options.sizes.filter((size) => size >= MEASURE_SIZE || options.sizes.length < 3);
  const measureSize = sizes.includes(MEASURE_SIZE) ? MEASURE_SIZE : (sizes[0] ?? MEASURE_SIZE);
  const costs = new Map(sizes.flatMap((size) => [...measureCold(options, size)]));
  const parse = required(costs, `yaml's parse, ${measureSize} tasks`);
  return {
    title: 'The spec, cold: the first command after a fresh clone',
    columns: ['what', 'CPU ms', 'wall ms', 'peak MiB', `CPU to yaml's parse of ${measureSize}`],
    rows: [...costs].map(([label, cost]) => row(label, cost, (cost.cpuMs / parse.cpuMs).toFixed(2))),
  };
}

function changedTable({ subject, runs, sizes }: SuiteOptions): Table {
  const size = sizes.includes(MEASURE_SIZE) ? MEASURE_SIZE : (sizes.at(-1) ?? MEASURE_SIZE);
  const place = makePlace({ subject, size });
  try {
    place.run(['task', 'next']);
    const changing = (count: number) =>
      Array.from({ length: runs }, (_, run) =>
        place.job(`after ${count} changed`, ['task', 'next'], {
          before: [subject.node, CHANGE, place.spec, String(count), String(run)],
        }),
      );
    measure(changing(1).slice(0, 2));
    const warm = Array.from({ length: runs }, () => place.job('warm', ['task', 'next']));
    // After each change one run takes it in, so that the one called warm is.
    const settle = Array.from({ length: runs }, () => place.job('settling', ['task', 'next']));
    const costs = measure(alternate([changing(1), settle, warm, changing(10)]));
    const base = required(costs, 'warm').cpuMs;
    const rows = ['warm', 'after 1 changed', 'after 10 changed'].map((label) => {
      const cost = required(costs, label);
      return row(label, cost, `${(cost.cpuMs - base).toFixed(1)} ms`);
    });
    return {
      title: `The spec, changed: \`task next\` at ${size} tasks`,
      columns: ['what', 'CPU ms', 'wall ms', 'peak MiB', 'CPU over warm'],
      rows,
    };
  } finally {
    place.remove();
  }
}

function measureWriting({ subject, runs }: SuiteOptions, size: number): Map<string, Cost> {
  const place = makePlace({ subject, size });
  try {
    const create = (run: number) =>
      place.job(`task create at ${size}`, ['task', 'create', '--title', `New ${run}`]);
    const update = (run: number) =>
      place.job(`task update at ${size}`, ['task', 'update', 'T7', '--title', `Changed ${run}`]);
    measure([create(-1), update(-1), create(-2), update(-2)]);
    const numbers = Array.from({ length: runs }, (_, run) => run);
    return measure(alternate([numbers.map(create), numbers.map(update)]));
  } finally {
    place.remove();
  }
}

function writtenTable(options: SuiteOptions): Table {
  const sizes = [100, ...options.sizes.filter((size) => size > 100 && size < LARGE)];
  const costs = new Map(sizes.flatMap((size) => [...measureWriting(options, size)]));
  const rows = [...costs].map(([label, cost]) => {
    const base = required(costs, label.replace(/\d+$/u, '100'));
    return row(label, cost, (cost.cpuMs / base.cpuMs).toFixed(2));
  });
  return {
    title: 'The spec, written',
    columns: ['what', 'CPU ms', 'wall ms', 'peak MiB', 'CPU to 100 tasks'],
    rows,
  };
}

export function spec(options: SuiteOptions): Table[] {
  return [coldTable(options), changedTable(options), writtenTable(options)];
}
