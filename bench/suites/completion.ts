import { alternate, measure, type Job } from '../measure.ts';
import { makePlace, type Place } from '../place.ts';
import type { SuiteOptions } from '../suite.ts';
import type { Table } from '../table.ts';

const WARM_UPS = 2;
const REFERENCE = 'task next';

/** What a shell asks at a press of the key: the words so far, the last one not yet ended. */
const ASKED = {
  ids: ['task', 'show', 'T1'],
  labels: ['task', 'list', '--label', ''],
  flags: ['task', 'create', '--'],
  actors: ['task', 'list', '--as', 'ai:'],
} as const;

function jobsOf(place: Place, label: string, count: number): Job[] {
  if (label === REFERENCE) {
    return Array.from({ length: count }, () => place.job(label, ['task', 'next']));
  }
  const words = ASKED[label as keyof typeof ASKED];
  const job = place.job(label, ['__complete', '--', ...words]);
  // The shells ask without `--json`, which the place adds at the end.
  return Array.from({ length: count }, () => ({ ...job, argv: job.argv.slice(0, -1) }));
}

/** What completing a word costs, against a hot command. */
export function completion({ subject, sizes, runs }: SuiteOptions): Table[] {
  return sizes
    .filter((size) => size >= 1000)
    .map((size) => {
      const place = makePlace({ subject, size });
      try {
        place.run(['agent', 'join', '--name', 'bench', '--resume']);
        const series = [REFERENCE, ...Object.keys(ASKED)].map((label) =>
          jobsOf(place, label, runs + WARM_UPS),
        );
        measure(series.flatMap((jobs) => jobs.slice(0, WARM_UPS)));
        const costs = measure(alternate(series.map((jobs) => jobs.slice(WARM_UPS))));
        const reference = costs.get(REFERENCE)?.cpuMs ?? NaN;
        return {
          title: `Completion at ${size} tasks`,
          columns: ['what', 'CPU ms', 'to task next', 'wall ms'],
          rows: [...costs].map(([label, cost]) => [label, cost.cpuMs, cost.cpuMs / reference, cost.wallMs]),
        };
      } finally {
        place.remove();
      }
    });
}
