import Database from 'better-sqlite3';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ERROR_CATALOGUE } from '../../src/error-catalogue.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { runProcess } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace } from '../support/workspace.ts';

it.each([
  ['as `init` leaves it', 'runtime.sqlite*\nlocal/\n'],
  ['that knows only the runtime', 'runtime.sqlite*\n'],
])(
  "moves the Python lodestar's database where Git ignores it, with a .gitignore %s",
  async (_name, gitignore) => {
    const workspace = makeWorkspace({ tasks: readyTasks(1), gitignore });
    const database = new Database(workspace.runtimePath);
    database.exec(
      readFileSync(join(REPOSITORY_ROOT, 'test/integration/fixtures/python-runtime.sql'), 'utf8'),
    );
    database.close();
    const error = await workspace.error(['task', 'claim', 'T1']);
    expect(error.code).toBe('RUNTIME_FOREIGN');
    const command = error.hint.slice(error.hint.indexOf('mkdir'));
    expect(
      await runProcess('sh', ['-c', command], { cwd: workspace.root, env: childEnvironment(workspace.home) }),
    ).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(existsSync(join(workspace.root, '.lodestar/local/foreign/runtime.sqlite'))).toBe(true);
    expect(workspace.git('status', '--porcelain')).toBe('');
    await workspace.data(['task', 'claim', 'T1'], { as: 'ai:worker' });
    expect(workspace.git('status', '--porcelain')).toBe('');
  },
);

it('names the same place in the README and in the catalogue', () => {
  const readme = readFileSync(join(REPOSITORY_ROOT, 'README.md'), 'utf8');
  const command = /`(mkdir [^`]+)`/u.exec(ERROR_CATALOGUE.RUNTIME_FOREIGN.remedy)?.[1] ?? 'none';
  expect(readme).toContain(`\`${command}\``);
  expect(command).toContain('.lodestar/local/foreign');
});
