import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeImportsLazy } from '../../scripts/build/lazy-oclif.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { runProcess } from '../support/run-process.ts';
import { buildProbe } from './probe/build-probe.ts';

describe('makeImportsLazy', () => {
  test('an import becomes a function, and its uses become calls', () => {
    const source = [
      'const util_1 = require("./util");',
      'const a_2 = __importDefault(require("a"));',
      'const other = require("other");',
      '(0, util_1.last)(new a_2.default.Thing(util_1), other.x, this.util_1, util_10);',
      'class X extends util_1.Base {}',
    ].join('\n');
    expect(makeImportsLazy(source)).toEqual({
      imports: 2,
      text: [
        'let util_1$; const util_1 = () => (util_1$ ??= require("./util"));',
        'let a_2$; const a_2 = () => (a_2$ ??= __importDefault(require("a")));',
        'const other = require("other");',
        '(0, util_1().last)(new (a_2().default.Thing)(util_1()), other.x, this.util_1, util_10);',
        'class X extends util_1().Base {}',
      ].join('\n'),
    });
  });
});

describe('a program with lazy imports behaves as one without', () => {
  /** Below the project, so that help finds its manifest. */
  const folder = join(REPOSITORY_ROOT, 'node_modules', '.cache', `lodestar-probe-${process.pid}`);
  let lazy = '';
  let plain = '';

  beforeAll(async () => {
    mkdirSync(join(folder, 'plain'), { recursive: true });
    lazy = await buildProbe(folder);
    plain = await buildProbe(join(folder, 'plain'), []);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['--help'],
    ['version', '--help'],
    ['help', '--json'],
    ['version', '--explain'],
    ['status', 'T1', '--label', 'a', '--label', 'b', '-n', '3', '--json'],
    ['status', '--kind', 'c'],
    ['status', '--note', 'x', '--alone', 'y'],
    ['status', '--old', 'x', '--json'],
    ['status', '--colour', 'beige'],
    ['status', '-n', 'many', '--json'],
    ['status', '--nope'],
    ['task', 'show'],
    ['task', 'show', 'a', 'b'],
    ['end', 'fault'],
    ['inspect', '--json'],
  ])('%j', async (...argv: string[]) => {
    const options = { cwd: folder, env: childEnvironment(folder, { FORCE_COLOR: '1', COLUMNS: '90' }) };
    const run = async (program: string) => {
      const { code, stdout, stderr } = await runProcess(process.execPath, [program, ...argv], options);
      return { code, stdout, stderr };
    };
    expect(await run(lazy)).toEqual(await run(plain));
  });
});
