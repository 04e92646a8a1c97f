import { execFileSync } from 'node:child_process';
import { childEnvironment } from './child-environment.ts';

/** Git finds no configuration of a person there. */
const NO_HOME = '/nonexistent';

/** Runs Git in a folder and returns what it prints; throws when Git fails. */
export function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd,
    env: childEnvironment(NO_HOME),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
}
