/**
 * Builds dist/: the program as one CommonJS script, which was measured as the fastest to start, what is rarely used in
 * files of its own beside it, the launcher, the embedding API as ES modules, and its declarations.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { buildApi } from './build/api.ts';
import { buildProgram } from './build/program.ts';

const DIST = resolve('dist');
const TYPES = join(DIST, 'types');
const LAUNCHER = 'lodestar.cjs';

function buildTypes(): string[] {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.types.json'], { stdio: 'inherit' });
  return listFiles(TYPES);
}

function listFiles(dir: string): string[] {
  if (!existsSync(dir)) {
    return [];
  }
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Replaces a file in one step, so that a program that is running never reads half of one. */
function replaceFile(path: string, contents: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

const outputs = [...(await buildProgram({ dist: DIST })), ...(await buildApi(DIST))];
for (const { path, contents } of outputs) {
  replaceFile(path, contents);
}
chmodSync(join(DIST, LAUNCHER), 0o755);
const kept = new Set([
  ...outputs.map(({ path }) => path),
  ...(process.argv.includes('--no-types') ? listFiles(TYPES) : buildTypes()),
]);
for (const path of listFiles(DIST)) {
  if (!kept.has(path) && !path.endsWith('.tmp')) {
    rmSync(path);
  }
}
for (const { path, contents } of outputs) {
  console.log(
    `${String(Math.ceil(contents.length / 1024)).padStart(6)} KiB  ${relative(process.cwd(), path)}`,
  );
}
