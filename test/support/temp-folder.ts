import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folders: string[] = [];

/** Importing this file from a test file is enough: its folders go when its tests are over. */
afterAll(() => {
  if (process.env.LODESTAR_TEST_KEEP !== undefined) {
    return;
  }
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
});

/** A new empty folder outside every repository, as its real path; removed after the tests of this file. */
export function makeTempFolder(parent: string = tmpdir()): string {
  const folder = realpathSync(mkdtempSync(join(parent, 'lodestar-test-')));
  folders.push(folder);
  return folder;
}
