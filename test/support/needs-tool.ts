import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

const found = new Map<string, boolean>();

export function hasTool(tool: string): boolean {
  const known = found.get(tool);
  if (known !== undefined) {
    return known;
  }
  const installed = spawnSync('sh', ['-c', 'command -v -- "$0"', tool], { stdio: 'ignore' }).status === 0;
  found.set(tool, installed);
  return installed;
}

/** Skips the test, with the reason, where a program is not installed. */
export function needsTool(context: TestContext, tool: string): void {
  context.skip(!hasTool(tool), `${tool} is not installed`);
}

/** Skips the test, with the reason, for a user who may not mount or become another user. */
export function needsRoot(context: TestContext): void {
  context.skip(process.getuid?.() !== 0, 'only root may do this');
}
