import { join } from 'node:path';
import { measure } from '../measure.ts';
import { makePlace } from '../place.ts';
import type { SuiteOptions } from '../suite.ts';
import type { Table } from '../table.ts';

const RUNS = 3;
const FORMATS = ['json', 'csv', 'md', 'snapshot'] as const;

/** Both planes into a file, as they are read: memory is not to grow with the plan. */
export function exporting({ subject, sizes }: SuiteOptions): Table[] {
  const rows = sizes
    .filter((size) => size >= 1000)
    .flatMap((size) => {
      const place = makePlace({ subject, size });
      try {
        place.run(['task', 'next']);
        const file = join(place.root, 'out');
        return FORMATS.map((format) => {
          const args = ['export', format, '--output', file, '--force'];
          const jobs = Array.from({ length: RUNS }, () => place.job(format, args));
          const cost = measure(jobs).get(format);
          return [`${format}, ${size} tasks`, cost?.cpuMs ?? NaN, cost?.wallMs ?? NaN, cost?.rssMib ?? NaN];
        });
      } finally {
        place.remove();
      }
    });
  return [{ title: '`export` into a file', columns: ['what', 'CPU ms', 'wall ms', 'peak MiB'], rows }];
}
