import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { childEnvironment } from '../support/child-environment.ts';
import { runProcess } from '../support/run-process.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** What writes every kind of local file. */
const COMMANDS = [
  'task create --title New',
  'task claim T1 --as ai:worker',
  'task done T1 --as ai:worker --note x',
  'task list',
  'backup',
  'reset --yes',
  'task claim T2 --as ai:worker',
  'backup out.sqlite',
  'restore out.sqlite --yes',
];

/** Committed, and so as the umask says. */
const COMMITTED = new Set(['spec.yaml', 'config.yaml', '.gitignore']);

it.each(['000', '022', '077'])('under umask %s what is local is for its owner alone', async (umask) => {
  const workspace = makeWorkspace({ tasks: readyTasks(3) });
  const cache = join(makeTempFolder(), 'cache');
  mkdirSync(cache, { mode: 0o700 });
  for (const command of COMMANDS) {
    const line = `umask ${umask}; exec "$0" "$1" ${command} --json`;
    const { code, stdout } = await runProcess('sh', ['-c', line, process.execPath, workspace.bundle], {
      cwd: workspace.root,
      env: childEnvironment(workspace.home, { XDG_CACHE_HOME: cache }),
    });
    expect(code, stdout).toBe(0);
  }
  const folders = [join(workspace.root, '.lodestar'), cache];
  const entries = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(({ name }) => !COMMITTED.has(name))
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        const { mode } = statSync(file);
        return [file.slice(folder.length), entry.isDirectory(), (mode & 0o777).toString(8)] as const;
      }),
  );
  expect(entries.length).toBeGreaterThan(8);
  for (const [file, isFolder, mode] of entries) {
    expect(mode, file).toBe(isFolder ? '700' : '600');
  }
  expect((statSync(join(workspace.root, 'out.sqlite')).mode & 0o777).toString(8)).toBe('600');
});
