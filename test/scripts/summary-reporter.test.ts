import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const REPORTER = join(REPOSITORY_ROOT, 'test', 'support', 'summary-reporter.ts');
const VITEST = join(REPOSITORY_ROOT, 'node_modules', 'vitest', 'vitest.mjs');

/** Runs a project of these files, and answers the lines that it printed and its exit code. */
function runTests(
  files: Readonly<Record<string, string>>,
  settings = '',
): { lines: string[]; code: number | null } {
  const root = makeTempFolder();
  symlinkSync(join(REPOSITORY_ROOT, 'node_modules'), join(root, 'node_modules'));
  const config = `import { SummaryReporter } from ${JSON.stringify(REPORTER)};
export default { test: { reporters: [new SummaryReporter()], ${settings} } };`;
  for (const [name, text] of Object.entries({ ...files, 'vitest.config.ts': config })) {
    writeFileSync(join(root, name), text);
  }
  const run = spawnSync(process.execPath, [VITEST, 'run'], { cwd: root, encoding: 'utf8' });
  return { lines: run.stdout.trimEnd().split('\n'), code: run.status };
}

const TESTS = `import { expect, it } from 'vitest';
it('passes', () => expect(1).toBe(1));
it('fails', () => expect(1).toBe(2));
it('cannot run here', (context) => context.skip('strace is not installed'));
`;

it('closes with the counts alone on a line, after the reason of every skip', () => {
  const { lines, code } = runTests({ 'a.test.ts': TESTS });
  expect(lines.at(-1)).toBe('1 passed, 1 failed, 1 skipped');
  expect(lines).toEqual(
    expect.arrayContaining(['skipped: strace is not installed', '  a.test.ts: cannot run here']),
  );
  expect(code).toBe(1);
});

it('counts a file that does not load, and a set-up that fails, as failed', () => {
  expect(runTests({ 'a.test.ts': "import './missing.ts';" }).lines.at(-1)).toBe(
    '0 passed, 1 failed, 0 skipped',
  );
  const setup = { 'a.test.ts': TESTS, 'setup.ts': "export function setup() { throw new Error('no'); }" };
  const { lines, code } = runTests(setup, "globalSetup: ['./setup.ts']");
  expect(lines).toContain('0 passed, 1 failed, 0 skipped');
  expect(code).toBe(1);
});
