import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE, REPOSITORY_ROOT } from './paths.ts';

const DECLARATIONS = join(REPOSITORY_ROOT, 'dist', 'types', 'index.d.ts');

/** What the bundle is made from. */
const SOURCES = ['src', 'scripts', 'schemas', 'package.json', 'package-lock.json', 'tsconfig.json'];

function newestMtimeMs(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) {
    return stats.mtimeMs;
  }
  return Math.max(0, ...readdirSync(path).map((name) => newestMtimeMs(join(path, name))));
}

function isBuilt(): boolean {
  const built = statSync(BUNDLE, { throwIfNoEntry: false });
  // The quick build of a change leaves the declarations out.
  if (built === undefined || !existsSync(DECLARATIONS)) {
    return false;
  }
  return SOURCES.every((source) => newestMtimeMs(join(REPOSITORY_ROOT, source)) <= built.mtimeMs);
}

/** Vitest's global set-up of the tests that run the built command: builds it once, and only when a source is newer. */
export function setup(): void {
  if (!isBuilt()) {
    execFileSync('npm', ['run', '--silent', 'build'], {
      cwd: REPOSITORY_ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}
