import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const SHOW = ['task', 'show', 'T1'];

function cacheOf({ home }: TestWorkspace): { folder: string; env: { XDG_CACHE_HOME: string } } {
  const root = join(home, 'cache');
  return { folder: join(root, 'lodestar'), env: { XDG_CACHE_HOME: root } };
}

/** The cached program: the largest file, where rare packages have files of their own. */
function programIn(folder: string): string {
  const name = readdirSync(folder).find((each) => each.startsWith('program-')) ?? '';
  return join(folder, name);
}

function damage(random: Random, path: string): string {
  const bytes = readFileSync(path);
  const at = random.below(bytes.length);
  return random.pick([
    () => {
      truncateSync(path, at);
      return `truncated at ${at}`;
    },
    () => {
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at);
      writeFileSync(path, bytes);
      return `bit flipped at ${at}`;
    },
    () => {
      bytes.fill(0, at, Math.min(at + 4096, bytes.length));
      writeFileSync(path, bytes);
      return `a page zeroed at ${at}`;
    },
    () => {
      bytes.fill(0);
      writeFileSync(path, bytes);
      return 'zeroed';
    },
    () => {
      writeFileSync(path, Buffer.concat([bytes, bytes]));
      return 'twice as long';
    },
    () => {
      writeFileSync(path, 'something else');
      return 'something else';
    },
  ])();
}

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

it('notices a damaged cache and makes it anew', async () => {
  const random = seededRandom('damaged code cache');
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const { folder, env } = cacheOf(workspace);
  const { stdout } = await workspace.json(SHOW, { env });
  for (let round = 0; round < scaled(400, 25); round += 1) {
    const how = damage(random, programIn(folder));
    const run = await workspace.json(SHOW, { env });
    expect({ stdout: run.stdout, stderr: run.stderr, code: run.code }, how).toEqual({
      stdout,
      stderr: '',
      code: 0,
    });
  }
});

it('is written by many first runs at once', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const { folder, env } = cacheOf(workspace);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const runs = await Promise.all(Array.from({ length: 12 }, async () => await workspace.json(SHOW, { env })));
  expect(new Set(runs.map(({ stdout, stderr, code }) => `${String(code)} ${stderr}${stdout}`)).size).toBe(1);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
