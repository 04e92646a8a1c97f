import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { git } from '../support/git.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { copyExample, maskRun, readJob, runJob, withOutputs } from '../support/readme-job.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

/** A repository with one commit and nothing in it. */
function newRepository(folder: string): string {
  const root = join(folder, 'pantry');
  mkdirSync(root);
  git(root, 'init', '--quiet', '--initial-branch', 'main', '.');
  return root;
}

it.each([
  { document: 'README.md', begin: copyExample },
  { document: 'docs/getting-started.md', begin: newRepository },
  { document: 'docs/pull-requests.md', begin: newRepository },
])('what $document shows is what its commands print', async ({ document, begin }) => {
  const path = join(REPOSITORY_ROOT, document);
  const text = readFileSync(path, 'utf8');
  const shown = readJob(text);
  expect(shown.length).toBeGreaterThan(5);
  const home = makeTempFolder();
  const root = begin(home);
  const outputs = await runJob(
    shown.map((each) => each.command),
    { root, home },
  );
  // LODESTAR_UPDATE_README=1 writes what the commands print now into the documents.
  if (process.env.LODESTAR_UPDATE_README === '1') {
    writeFileSync(path, withOutputs(text, outputs));
    return;
  }
  expect(outputs.map(maskRun)).toEqual(shown.map(({ output }) => maskRun(output)));
});
