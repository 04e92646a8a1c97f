import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cachedGitUserName } from '../../src/workspace/git-user-name.ts';
import { git } from '../support/git.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../support/opened-workspace.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

let home = '';

beforeEach(() => {
  home = makeTempFolder();
  vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
  vi.stubEnv('GIT_CONFIG_GLOBAL', join(home, '.gitconfig'));
});

afterEach(() => {
  vi.unstubAllEnvs();
});

async function nameIn({ workspace }: OpenedWorkspace, isKept = true): Promise<string | null> {
  const asked = { workspace: isKept ? workspace : undefined, env: { HOME: home } };
  return await cachedGitUserName(workspace.paths.repository, asked);
}

/** From here on Git cannot be asked: an answer can only have been kept. */
function hideGit(): void {
  vi.stubEnv('PATH', '');
}

it('is asked of Git once, and kept for the processes that come after', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
  expect(await nameIn(opened)).toBe('Ada Lovelace');
  hideGit();
  expect(await nameIn(opened)).toBe('Ada Lovelace');
  expect(await nameIn(await opened.reopen())).toBe('Ada Lovelace');
});

it('is asked anew when the repository’s or the user’s settings change', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
  expect(await nameIn(opened)).toBe('Ada Lovelace');
  git(opened.root, 'config', 'user.name', 'Grace Hopper of New York');
  expect(await nameIn(opened)).toBe('Grace Hopper of New York');
  git(opened.root, 'config', '--unset', 'user.name');
  expect(await nameIn(opened)).toBeNull();
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Mary\n');
  expect(await nameIn(opened)).toBe('Mary');
});

it('is asked each time where there is no cache to keep it, and is nobody’s without Git', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
  expect(await nameIn(opened, false)).toBe('Ada Lovelace');
  hideGit();
  expect(await nameIn(opened, false)).toBeNull();
  const plain = await openNewWorkspace({ tasks: readyTasks(1) });
  expect(await nameIn(plain)).toBeNull();
});
