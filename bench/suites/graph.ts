import { measure } from '../measure.ts';
import { makePlace } from '../place.ts';
import type { Suite } from '../suite.ts';

/** The whole graph, which loads every task. */
export const graph: Suite = ({ subject, sizes }) => {
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
};
