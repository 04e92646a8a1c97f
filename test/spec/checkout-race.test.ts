import { spawn } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSpecText, type CheckoutWatch, type GitIndex } from '../../src/spec/stable-read.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { git } from '../support/git.ts';
import { scaled } from '../support/scaled.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { lockOf } from './support/spec-file.ts';

const READS = scaled(3_000);
/** Ends the loop when the test could not. */
const MAX_SWITCHES = 100_000;
/** Git writes 16 KiB at a time, so that a reader has something to be torn by. */
const TASKS = 4_000;
/** The reader has to have seen this many switches. */
const MIN_CHANGES = scaled(300);
const NO_HOME = '/nonexistent';

function textOf(branch: string): string {
  const tasks = Array.from({ length: TASKS }, (_, index) => `  T${index}:\n    title: on branch ${branch}\n`);
  return `tasks:\n${tasks.join('')}`;
}

function indexOf(folder: string): GitIndex | undefined {
  const stats = statSync(join(folder, '.git', 'index'), { bigint: true, throwIfNoEntry: false });
  return stats && { mark: String(stats.ino), mtimeNs: stats.mtimeNs };
}

function makeRepository(branches: readonly string[]): string {
  const folder = makeTempFolder();
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
  for (const branch of branches) {
    git(folder, 'checkout', '--quiet', '-b', branch);
    writeFileSync(join(folder, 'spec.yaml'), textOf(branch));
    git(folder, 'add', 'spec.yaml');
    git(folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '--quiet', '-m', branch);
  }
  return folder;
}

test('no read is torn while Git switches branches', { timeout: 10 * 60_000 }, async () => {
  const folder = makeRepository(['one', 'two']);
  const stopFile = join(makeTempFolder(), 'stop');
  const loop = `for i in $(seq ${MAX_SWITCHES}); do
    [ -e '${stopFile}' ] && break
    git checkout --quiet two; git checkout --quiet one
  done`;
  const child = spawn('sh', ['-c', loop], { cwd: folder, env: childEnvironment(NO_HOME), stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const watch: CheckoutWatch = {
    isCallersLock: false,
    indexLock: () => (existsSync(join(folder, '.git', 'index.lock')) ? lockOf(Date.now()) : undefined),
    head: () => '',
    index: () => indexOf(folder),
  };
  const texts = [textOf('one'), textOf('two')];
  let changes = 0;
  let last = '';
  try {
    for (let reads = 0; reads < READS || changes < MIN_CHANGES; reads += 1) {
      const { text } = (await readSpecText(join(folder, 'spec.yaml'), { watch })).content;
      expect(texts.includes(text), `a read of ${text.length} characters is of neither branch`).toBe(true);
      changes += text === last ? 0 : 1;
      last = text;
    }
  } finally {
    writeFileSync(stopFile, '');
    await ended;
  }
});
