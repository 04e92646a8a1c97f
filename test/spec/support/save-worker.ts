import { join } from 'node:path';
import { withFileMutex } from '../../../src/runtime/file-mutex.ts';
import { editSpec } from '../../../src/spec/save.ts';

/** What a writer in a process of its own is to do; its whole command line. */
export interface SaveJob {
  readonly root: string;
  readonly name: string;
  readonly count: number;
}

/** Adds tasks one by one, and prints the id of each once it is saved. */
async function addTasks({ root, name, count }: SaveJob): Promise<void> {
  const path = join(root, '.lodestar/spec.yaml');
  for (let number = 1; number <= count; number += 1) {
    const id = `${name}-${number}`;
    await editSpec(
      {
        path,
        watch: undefined,
        withMutex: async (fn) =>
          await withFileMutex(
            join(root, '.lodestar/local/write.lock'),
            { deadlineMs: 60_000, busyCode: 'SPEC_BUSY' },
            fn,
          ),
        isUnmerged: async () => false,
        dryRun: false,
      },
      async () => ({
        edits: [
          {
            kind: 'add',
            id,
            fields: { title: `Task ${id}`, status: 'ready' },
            place: number % 2 === 0 ? 'end' : 'sorted',
          },
        ],
        result: null,
      }),
    );
    process.stdout.write(`${id}\n`);
  }
}

const [, , job = '{}'] = process.argv;
await addTasks(JSON.parse(job) as SaveJob);
