import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workspaceStatus } from '../../src/operations/workspace/status.ts';
import { graphTasks } from '../../src/operations/task/graph.ts';
import { listTasksOf } from '../../src/operations/task/list.ts';
import { nextTasks } from '../../src/operations/task/next.ts';
import { showTask } from '../../src/operations/task/show.ts';
import { CacheSeal } from '../../src/runtime/cache-seal.ts';
import { PRIVATE_MODES } from '../../src/runtime/modes.ts';
import type { ReadTx } from '../../src/runtime/transaction.ts';
import { transitionEvent } from '../runtime/support/requests.ts';
import { openFolder, openNewWorkspace, type OpenedWorkspace } from '../support/opened-workspace.ts';
import { randomFrom, seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import type { TaskFields } from '../support/spec-text.ts';
import { damageCache, readImage, type CacheFiles, type CacheImage } from './cache-damage.ts';
import { dumpView } from './dump-view.ts';

const TASKS = 40;
/** Far above what a small plan takes, also where it is read anew. */
const HANGS_MS = 10_000;
/** What waits a moment for a seal lets others work meanwhile. */
const AT_ONCE = 8;

function plan(random: Random): TaskFields[] {
  return Array.from({ length: TASKS }, (_, index) => ({
    id: `T${index + 1}`,
    title: `Task ${index + 1} of many`,
    priority: 10 * random.below(20),
    labels: [random.pick(['api', 'core', 'docs'])],
    acceptance_criteria: ['It works.'],
    depends_on: index > 2 && random.below(2) === 0 ? [`T${1 + random.below(index)}`] : [],
  }));
}

/** What commands of every kind answer. */
async function askAll(opened: OpenedWorkspace): Promise<string> {
  const context = opened.as('ai:worker');
  const outcomes = [
    await workspaceStatus(context),
    await listTasksOf(context, { includeDeleted: true, limit: 2 * TASKS }),
    await nextTasks(context, { count: 10, filters: {} }),
    await graphTasks(context, { includeDeleted: true }),
    await showTask(context, { id: 'T1' }),
    await showTask(context, { id: `T${TASKS}` }),
  ];
  return JSON.stringify(
    outcomes.map(({ data, warnings }) => ({ data, warnings })),
    null,
    1,
  );
}

/** Opens the workspace as a process of its own would, and closes it. */
async function inProcess<T>(from: OpenedWorkspace, use: (opened: OpenedWorkspace) => Promise<T>): Promise<T> {
  const opened = await openFolder(from.root, { clock: from.clock });
  try {
    return await use(opened);
  } finally {
    opened.workspace.close();
  }
}

async function ask(from: OpenedWorkspace): Promise<string> {
  try {
    return await inProcess(from, askAll);
  } catch (error) {
    return `failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

interface Cached {
  readonly file: string;
  readonly damage: unknown;
  readonly view: unknown;
}

async function cachedIn(tx: ReadTx): Promise<Cached> {
  const databases = await tx.raw<{ name: string; file: string }>('PRAGMA database_list');
  return {
    file: databases.find(({ name }) => name === 'cache')?.file ?? '',
    damage: await tx.raw('PRAGMA cache.integrity_check'),
    view: await dumpView(tx),
  };
}

async function readCached(from: OpenedWorkspace): Promise<Cached> {
  return await inProcess(from, async ({ workspace }) => await workspace.read(cachedIn));
}

function cachePath({ root }: OpenedWorkspace): string {
  return join(root, '.lodestar', 'local', 'cache.sqlite');
}

/** Decides things one by one, each followed by the view, and takes the files as they are while they are open. */
async function workAndCrash(from: OpenedWorkspace): Promise<CacheImage> {
  return await inProcess(from, async ({ workspace, clock }) => {
    for (const id of ['T1', 'T2', 'T3', 'T4', 'T5']) {
      clock.pass(1000);
      const event = transitionEvent(id, 'verified', { stamp: clock.wallMs });
      await workspace.runtime.transact(async (tx) => await tx.append(event));
      await workspace.read(async (tx) => await tx.lastSeq());
    }
    return readImage(cachePath(from));
  });
}

async function makeCrashed(
  random: Random,
): Promise<{ opened: OpenedWorkspace; older: Buffer; image: CacheImage }> {
  const opened = await openNewWorkspace({ tasks: plan(random) });
  opened.workspace.close();
  await ask(opened);
  const older = readFileSync(cachePath(opened));
  return { opened, older, image: await workAndCrash(opened) };
}

interface Place {
  readonly opened: OpenedWorkspace;
  readonly files: CacheFiles;
  /** Of a cache that was just made. */
  readonly answers: string;
  readonly cached: Cached;
}

async function makePlace(random: Random): Promise<Place> {
  const { opened, older, image: crashed } = await makeCrashed(random);
  const { image: foreign } = await makeCrashed(random);
  const path = cachePath(opened);
  const precious = join(opened.root, 'precious');
  writeFileSync(precious, 'mine');
  rmSync(path);
  const answers = await ask(opened);
  const cached = await readCached(opened);
  const seal = (): void => {
    new CacheSeal(path, { modes: PRIVATE_MODES, bootId: opened.clock.bootId }).put();
  };
  return { opened, answers, cached, files: { path, crashed, foreign, older, precious, seal } };
}

/** One damage; then the first commands, one or several at once, and what they leave to the next. */
async function damageOnce({ opened, files, answers, cached }: Place, random: Random): Promise<void> {
  const how = damageCache(files, random);
  const began = performance.now();
  const asking = Array.from({ length: random.pick([1, 1, 2, 4]) }, async () => await ask(opened));
  for (const answer of await Promise.all(asking)) {
    expect(answer, how).toBe(answers);
  }
  expect(performance.now() - began, how).toBeLessThan(HANGS_MS);
  expect(await readCached(opened), `after: ${how}`).toEqual(cached);
  expect(statSync(files.path).isFile(), how).toBe(true);
  expect(readFileSync(files.precious, 'utf8'), how).toBe('mine');
}

it('a damaged, stale or foreign view is noticed, does no harm, and is made anew', async () => {
  const random = seededRandom('damaged view');
  const rounds = Math.ceil(scaled(1600) / AT_ONCE);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const own = randomFrom(random.below(2 ** 31));
      const place = await makePlace(own);
      for (let round = 0; round < rounds; round += 1) {
        await damageOnce(place, own);
      }
    }),
  );
});
