import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { parseSpec } from '../../src/spec/parse.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { seededRandom } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import type { SaveJob } from './support/save-worker.ts';
import { SpecFolder } from './support/spec-file.ts';

let worker = '';

beforeAll(async () => {
  const folder = join(makeTempFolder(), 'worker');
  mkdirSync(folder);
  symlinkSync(join(REPOSITORY_ROOT, 'node_modules'), join(folder, 'node_modules'));
  worker = join(folder, 'worker.mjs');
  const entryPoints = [join(import.meta.dirname, 'support/save-worker.ts')];
  const banner = {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  };
  await build({
    entryPoints,
    outfile: worker,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3'],
    banner,
  });
}, 60_000);

/** Runs a writer, kills it once it has saved `killAfter` tasks, and gives the ids that it said were saved. */
async function runWriter(job: SaveJob, killAfter = Infinity): Promise<string[]> {
  const child = spawn(process.execPath, [worker, JSON.stringify(job)], {
    env: childEnvironment(job.root),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  const saved = (): string[] => printed.split('\n').slice(0, -1);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (saved().length >= killAfter) {
      child.kill('SIGKILL');
    }
  });
  await new Promise((resolve) => child.on('close', resolve));
  return saved();
}

function idsIn(spec: SpecFolder): string[] {
  const { tasks, problems } = parseSpec(spec.text(), { file: 'spec.yaml' });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return tasks.map(({ task }) => task.id);
}

test('writers in processes of their own lose no task of each other', { timeout: 120_000 }, async () => {
  const spec = new SpecFolder();
  const count = scaled(100);
  const names = ['a', 'b', 'c', 'd'];
  const saved = (await Promise.all(names.map((name) => runWriter({ root: spec.root, name, count })))).flat();
  expect(saved).toHaveLength(names.length * count);
  expect(idsIn(spec).toSorted()).toEqual(['T1', 'T2', ...saved].toSorted());
  expect(readdirSync(dirname(spec.path)).toSorted()).toEqual(['local', 'spec.yaml']);
});

test('a writer that is killed loses nothing that it said was saved', { timeout: 120_000 }, async () => {
  const random = seededRandom('save-processes');
  const spec = new SpecFolder();
  const count = scaled(100);
  const writers = Array.from({ length: 6 }, (_, index) => {
    const killAfter = index < 4 ? 1 + random.below(count) : Infinity;
    return runWriter({ root: spec.root, name: `w${index}`, count }, killAfter);
  });
  const saved = (await Promise.all(writers)).flat();
  const ids = idsIn(spec);
  expect(saved.filter((id) => !ids.includes(id))).toEqual([]);
  // A task may be in place before its writer has said so, one for each that was killed; as many files may be left over.
  expect(ids.length - 2 - saved.length).toBeLessThanOrEqual(4);
  const left = readdirSync(dirname(spec.path)).filter((name) => name !== 'local' && name !== 'spec.yaml');
  expect(left.every((name) => /^\.spec\.yaml\.\d+-[\da-f]{12}\.tmp$/u.test(name)) && left.length <= 4).toBe(
    true,
  );
});
