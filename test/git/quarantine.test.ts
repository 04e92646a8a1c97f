import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { quarantineOf } from '../../src/git/quarantine.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

it('is taken over for the repository that is pushed to, and for no other', () => {
  const top = makeTempFolder();
  const quarantine = join(top, 'bare.git', '.', 'objects', 'incoming');
  for (const folder of ['other.git/objects', 'checkout']) {
    mkdirSync(join(top, folder), { recursive: true });
  }
  mkdirSync(quarantine, { recursive: true });
  symlinkSync(join(top, 'bare.git'), join(top, 'checkout', '.git'));
  const env = { GIT_QUARANTINE_PATH: quarantine, GIT_OBJECT_DIRECTORY: quarantine, GIT_DIR: '.' };
  const { GIT_DIR: _dir, ...expected } = env;
  expect(quarantineOf(join(top, 'bare.git'), env)).toEqual(expected);
  expect(quarantineOf(join(top, 'checkout'), env)).toEqual(expected);
  expect(quarantineOf(join(top, 'other.git'), env)).toEqual({});
  expect(quarantineOf(top, env)).toEqual({});
  expect(quarantineOf(join(top, 'bare.git'), { GIT_OBJECT_DIRECTORY: quarantine })).toEqual({});
});
