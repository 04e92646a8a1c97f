import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Repository } from '../../src/git/repository.ts';
import { sharedModes } from '../../src/git/shared-modes.ts';
import { git } from '../support/git.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

function repositoryWith(config: string): Repository {
  const commonDir = makeTempFolder();
  writeFileSync(join(commonDir, 'config'), config);
  return { worktree: commonDir, gitDir: commonDir, commonDir, mainWorktree: null };
}

const PRIVATE = { dir: 0o700, file: 0o600 };
const GROUP = { dir: 0o2770, file: 0o660 };

it.each([
  ['group', GROUP],
  ['all', { dir: 0o2775, file: 0o664 }],
  ['umask', PRIVATE],
  ['false', PRIVATE],
  ['0640', { dir: 0o2750, file: 0o640 }],
  ['0600', PRIVATE],
] as const)('gives the modes of core.sharedRepository = %s, as Git itself wrote it', (value, modes) => {
  const top = makeTempFolder();
  git(top, 'init', '--quiet');
  git(top, 'config', 'core.sharedRepository', value);
  const commonDir = join(top, '.git');
  expect(sharedModes({ worktree: top, gitDir: commonDir, commonDir, mainWorktree: top })).toEqual(modes);
});

it.each([
  ['[core]\n\tsharedRepository\n', GROUP],
  ['[CORE] SHAREDREPOSITORY = "group" ; why\n', GROUP],
  ['[core]\nsharedRepository=group\n[core]\r\n sharedRepository = umask\r\n', PRIVATE],
  ['[core "x"]\nsharedRepository = group\n', PRIVATE],
  ['[user]\nsharedRepository = group\n', PRIVATE],
  ['[core]\n#sharedRepository = group\nbare = false\n', PRIVATE],
  ['[core]\nsharedRepository = nonsense\n', PRIVATE],
  ['', PRIVATE],
] as const)('reads %j', (config, modes) => {
  expect(sharedModes(repositoryWith(config))).toEqual(modes);
});

it('is private to the user where there is no config', () => {
  const folder = makeTempFolder();
  expect(sharedModes({ worktree: folder, gitDir: folder, commonDir: folder, mainWorktree: null })).toEqual(
    PRIVATE,
  );
});
