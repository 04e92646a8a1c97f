import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

function write(root: string, path: string, text: string): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

it('refuses a file or a function above its limit', () => {
  const root = makeTempFolder();
  const sizes = () =>
    spawnSync(process.execPath, [join(REPOSITORY_ROOT, 'scripts', 'run.mjs'), 'scripts/sizes.ts', root], {
      cwd: REPOSITORY_ROOT,
      encoding: 'utf8',
    });
  write(root, 'src/small.ts', 'export function small(): number {\n  return 1;\n}\n');
  expect(sizes().status).toBe(0);
  write(root, 'src/long-function.ts', `export function long(): void {\n${'  void 0;\n'.repeat(69)}}\n`);
  write(root, 'src/long-file.ts', 'void 0;\n'.repeat(401));
  write(
    root,
    'src/commands/long-run.ts',
    `export class Long {\n  run(): void {\n${'    void 0;\n'.repeat(25)}  }\n}\n`,
  );
  const found = sizes();
  expect(found.status).toBe(1);
  expect(found.stderr).toContain('src/long-function.ts:1 long: 71 lines');
  expect(found.stderr).toContain('src/long-file.ts: 401 lines');
  expect(found.stderr).toContain('src/commands/long-run.ts:2 run: 27 lines');
});
