import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readCacheFile } from '../../src/launch/cache-file.ts';
import { randomFrom, seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import { readyTasks } from '../support/spec-text.ts';
import { replaceFile, woundFile } from '../support/wound-file.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** As many as there are cores on a small machine. */
const AT_ONCE = 2;
const SHOW = ['task', 'show', 'T1'];

function cacheOf({ home }: TestWorkspace): { folder: string; env: { XDG_CACHE_HOME: string } } {
  const root = join(home, 'cache');
  return { folder: join(root, 'lodestar'), env: { XDG_CACHE_HOME: root } };
}

/** Where the compiled program is kept. */
function programIn(folder: string): string {
  return join(folder, readdirSync(folder).find((each) => /^program-.*(?<!\.tmp)$/u.test(each)) ?? '');
}

/** Each tells what it did to the compiled program. */
const DAMAGES: readonly ((
  path: string,
  place: { precious: string; other: string },
  random: Random,
) => string)[] = [
  (path, _place, random) => woundFile(path, random),
  (path, _place, random) => woundFile(path, random),
  (path, _place, random) => woundFile(path, random),
  (path, { precious }, random) => replaceFile(path, precious, random),
  (path, { other }) => {
    copyFileSync(other, path);
    return "is another script's";
  },
];

it('keeps compiled code for the next run, and does without where it cannot', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const { folder, env } = cacheOf(workspace);
  const first = await workspace.json(SHOW, { env });
  expect(readdirSync(folder).filter((name) => name.startsWith('program-'))).toHaveLength(1);
  expect((await workspace.json(SHOW, { env })).stdout).toBe(first.stdout);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'in the way');
  expect((await workspace.json(SHOW, { env })).stdout).toBe(first.stdout);
  expect((await workspace.json(SHOW, { env: { ...env, LODESTAR_CODE_CACHE: 'off' } })).stdout).toBe(
    first.stdout,
  );
});

/** The compiled code of another script: help runs some of its own. */
async function makeOther(workspace: TestWorkspace): Promise<string> {
  const root = join(workspace.home, 'other');
  await workspace.run(['--help'], { env: { XDG_CACHE_HOME: root } });
  const folder = join(root, 'lodestar');
  return join(folder, readdirSync(folder).find((each) => each.startsWith('packages-')) ?? '');
}

async function damageAgainAndAgain(random: Random, rounds: number): Promise<void> {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const { folder, env } = cacheOf(workspace);
  const { stdout } = await workspace.json(SHOW, { env });
  const path = programIn(folder);
  const precious = join(workspace.home, 'precious');
  writeFileSync(precious, 'mine');
  const place = { precious, other: await makeOther(workspace) };
  for (let round = 0; round < rounds; round += 1) {
    const how = random.pick(DAMAGES)(path, place, random);
    const running = Array.from(
      { length: random.pick([1, 1, 1, 3]) },
      async () => await workspace.json(SHOW, { env }),
    );
    for (const run of await Promise.all(running)) {
      expect({ stdout: run.stdout, stderr: run.stderr, code: run.code }, how).toEqual({
        stdout,
        stderr: '',
        code: 0,
      });
    }
    expect(readCacheFile(path, process.getuid?.() ?? 0)?.runs, `after: ${how}`).toContain(
      'task show --json 0',
    );
    expect(readFileSync(precious, 'utf8'), how).toBe('mine');
  }
}

it('notices a damaged cache and makes it anew', async () => {
  const random = seededRandom('damaged code cache');
  const rounds = Math.ceil(scaled(400) / AT_ONCE);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      await damageAgainAndAgain(randomFrom(random.below(2 ** 31)), rounds);
    }),
  );
});

it('is written by many first runs at once', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const { folder, env } = cacheOf(workspace);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const runs = await Promise.all(Array.from({ length: 12 }, async () => await workspace.json(SHOW, { env })));
  expect(new Set(runs.map(({ stdout, stderr, code }) => `${String(code)} ${stderr}${stdout}`)).size).toBe(1);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
