import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { awaitNextTick } from '../support/await-next-tick.ts';
import { seededRandom } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace } from '../support/workspace.ts';
import { woundFile } from '../support/wound-file.ts';

const COMMANDS = [
  ['task', 'next', '--count', '3'],
  ['task', 'list'],
  ['task', 'show', 'T2'],
  ['task', 'graph', '--format', 'json'],
];

/** Processes that find both caches damaged at the same time each answer rightly, and of their caches one is left. */
it('commands that run side by side answer rightly although both of their caches are damaged', async () => {
  const random = seededRandom('damaged caches');
  const workspace = makeWorkspace({ tasks: readyTasks(20) });
  const cacheHome = join(workspace.home, 'cache');
  const env = { XDG_CACHE_HOME: cacheHome };
  const runAll = async () =>
    await Promise.all(COMMANDS.map(async (command) => await workspace.json(command, { env })));
  const right = (await runAll()).map(({ stdout }) => ({ stdout, stderr: '', code: 0 }));
  for (let round = 0; round < scaled(50); round += 1) {
    const view = join(workspace.root, '.lodestar', 'local', 'cache.sqlite');
    const codeFolder = join(cacheHome, 'lodestar');
    const code = readdirSync(codeFolder).find((name) => name.startsWith('program-')) ?? '';
    awaitNextTick(view);
    const how = `view ${woundFile(view, random)}, code ${woundFile(join(codeFolder, code), random)}`;
    for (const answered of [await runAll(), await runAll()]) {
      expect(
        answered.map(({ stdout, stderr, code }) => ({ stdout, stderr, code })),
        how,
      ).toEqual(right);
    }
  }
});
