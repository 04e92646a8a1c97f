import { spawn } from 'node:child_process';
import { makePlace, type Place } from '../place.ts';
import type { Job } from '../measure.ts';
import type { SuiteOptions } from '../suite.ts';
import type { Table } from '../table.ts';

const AT_ONCE = 8;

async function runJob({ argv, cwd, env }: Job): Promise<void> {
  const [file = '', ...args] = argv;
  await new Promise<void>((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: 'ignore' });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`${argv.slice(1).join(' ')} ended with ${String(code)}`));
      }
    });
  });
}

/** Processes a second, eight at a time. */
async function rateOf(jobs: readonly Job[]): Promise<number> {
  const waiting = [...jobs];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let job = waiting.pop(); job !== undefined; job = waiting.pop()) {
        await runJob(job);
      }
    }),
  );
  return (jobs.length * 1000) / (performance.now() - began);
}

function claims(place: Place, count: number): Job[] {
  return Array.from({ length: count }, (_, index) =>
    place.job('claim', ['task', 'claim', '--allow-overlap', '--as', `ai:worker-${index % AT_ONCE}`]),
  );
}

/** Claims by fresh processes, eight at a time, against bare Nodes that start eight at a time. */
export async function parallel({ subject, runs }: SuiteOptions): Promise<Table[]> {
  const place = makePlace({ subject, size: 1000 });
  try {
    const count = runs * AT_ONCE;
    await rateOf(claims(place, AT_ONCE));
    const bare = await rateOf(Array.from({ length: count }, () => place.bare()));
    const ours = await rateOf(claims(place, count));
    return [
      {
        title: 'Fresh processes, eight at a time, 1000 tasks',
        columns: ['what', 'a second'],
        rows: [
          ['bare Node', bare],
          ['task claim', ours],
          ['ratio', ours / bare],
        ],
      },
    ];
  } finally {
    place.remove();
  }
}
