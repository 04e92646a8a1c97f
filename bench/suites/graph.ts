import { measure } from '../measure.ts';
import { makePlace } from '../place.ts';
import type { SuiteOptions } from '../suite.ts';
import type { Table } from '../table.ts';

/** The whole graph, which loads every task. */
export function graph({ subject, sizes }: SuiteOptions): Table[] {
  const rows = sizes.map((size) => {
    const place = makePlace({ subject, size });
    try {
      place.run(['task', 'next']);
      const jobs = Array.from({ length: 3 }, () => place.job('graph', ['task', 'graph', '--format', 'json']));
      const cost = measure(jobs).get('graph');
      return [`${size} tasks`, cost?.cpuMs ?? NaN, cost?.wallMs ?? NaN, cost?.rssMib ?? NaN];
    } finally {
      place.remove();
    }
  });
  return [
    {
      title: '`task graph --format json`',
      columns: ['what', 'CPU ms', 'wall ms', 'peak MiB'],
      rows,
    },
  ];
}
