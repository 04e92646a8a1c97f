import { existsSync } from 'node:fs';
import type { TestContext } from 'vitest';
import { childEnvironment } from './child-environment.ts';
import { runProcess, type ProcessResult } from './run-process.ts';

/** Names the `lodestar` of a Python environment in which lodestar-cli is installed. */
const VARIABLE = 'LODESTAR_PYTHON_CLI';

/** The Python lodestar's executable; skips the test, with the reason, where none is named. */
export function pythonLodestar(context: TestContext): string {
  const path = process.env[VARIABLE] ?? '';
  context.skip(!existsSync(path), `the Python lodestar is not installed (${VARIABLE} names its executable)`);
  return path;
}

/** Runs the Python lodestar in a folder. */
export async function runPythonLodestar(
  path: string,
  args: readonly string[],
  folders: { cwd: string; home: string },
): Promise<ProcessResult> {
  return await runProcess(path, args, { cwd: folders.cwd, env: childEnvironment(folders.home) });
}
