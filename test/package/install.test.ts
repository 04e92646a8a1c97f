import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { childEnvironment } from '../support/child-environment.ts';
import { dataOf, errorOf } from '../support/envelope.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { runProcess, type ProcessResult } from '../support/run-process.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** Far above what compiling takes on a slow machine. */
const INSTALL_TIMEOUT_MS = 8 * 60_000;

let tarball: string;

/** npm as its user has it set up: which registry, which proxy. */
async function npm(cwd: string, args: readonly string[]): Promise<ProcessResult> {
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
      // What npm tells the script that runs this test is about this project.
      value === undefined || /^npm_(?:package|lifecycle|command)/u.test(name) ? [] : [[name, value]],
    ),
  );
  return await runProcess('npm', args, { cwd, env, timeoutMs: INSTALL_TIMEOUT_MS });
}

/** An empty folder in which the package is installed, and the command that is there then. */
async function install(...flags: readonly string[]): Promise<{ folder: string; command: string }> {
  const folder = join(makeTempFolder(), 'consumer');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "consumer", "private": true }\n');
  const { code, stderr } = await npm(folder, ['install', '--no-audit', '--no-fund', ...flags, tarball]);
  expect(code, stderr).toBe(0);
  return { folder, command: join(folder, 'node_modules', '.bin', 'lodestar') };
}

/** The command by the name that npm gave it. */
async function lodestar(
  { root, home }: TestWorkspace,
  command: string,
  line: string,
): Promise<ProcessResult> {
  return await runProcess(command, [...line.split(' '), '--json'], {
    cwd: root,
    env: childEnvironment(home),
  });
}

beforeAll(async () => {
  const folder = makeTempFolder();
  const { stdout } = await npm(REPOSITORY_ROOT, [
    'pack',
    '--ignore-scripts',
    '--json',
    '--pack-destination',
    folder,
  ]);
  const [packed] = JSON.parse(stdout) as { readonly filename: string }[];
  tarball = join(folder, packed?.filename ?? '');
});

describe('installed by npm in an empty folder', () => {
  it('works from the first command on', async () => {
    const { folder, command } = await install();
    const workspace = makeWorkspace({ tasks: readyTasks(2) });
    for (const line of [
      'task create --title New',
      'task claim T1',
      'task done T1 --evidence commit:HEAD',
      'task verify T1',
      'settle',
      'doctor',
    ]) {
      const run = await lodestar(workspace, command, line);
      expect(run, `${line}: ${run.stdout}${run.stderr}`).toMatchObject({ code: 0, stderr: '' });
    }
    const listed = await npm(folder, ['ls', '--all', '--parseable']);
    // Lodestar, and what docs/adr/0012 lists.
    expect(listed.stdout.trim().split('\n').slice(1).length).toBeLessThanOrEqual(39);
  });

  it('says without install scripts what is missing, and works once that is done', async () => {
    const { folder, command } = await install('--ignore-scripts');
    const workspace = makeWorkspace({ tasks: readyTasks(1) });
    const refused = await lodestar(workspace, command, 'task claim T1');
    expect(refused).toMatchObject({ code: 7, stderr: '' });
    const { code, hint } = errorOf(refused);
    expect({ code, hint }).toEqual({ code: 'NATIVE_BINDING_MISSING', hint: 'npm rebuild better-sqlite3' });
    expect((await lodestar(workspace, command, 'version')).code).toBe(0);

    const rebuilt = await npm(folder, hint.split(' ').slice(1));
    expect(rebuilt.code, rebuilt.stderr).toBe(0);
    expect(dataOf(await lodestar(workspace, command, 'task claim T1'))).toMatchObject({ task_id: 'T1' });
  });
});
