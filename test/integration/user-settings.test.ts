import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ConfigListResult } from '../../src/operations/config/list.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { envelopeOf } from '../support/envelope.ts';
import { needsTool } from '../support/needs-tool.ts';
import { BUNDLE } from '../support/paths.ts';
import { runProcess } from '../support/run-process.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

function withUserFile(text: string): {
  workspace: TestWorkspace;
  env: { XDG_CONFIG_HOME: string };
  file: string;
} {
  const workspace = makeWorkspace({ config: 'lease_ttl: 30m\n' });
  const home = join(workspace.home, 'xdg');
  mkdirSync(join(home, 'lodestar'), { recursive: true });
  const file = join(home, 'lodestar', 'config.yaml');
  writeFileSync(file, text);
  return { workspace, env: { XDG_CONFIG_HOME: home }, file };
}

it('a setting comes from a variable, the repository, the person or the default, and that is shown', async () => {
  const { workspace, env, file } = withUserFile('pager: more # short\ncolor: never\n');
  const list = await workspace.data<ConfigListResult>(['config', 'list'], {
    env: { ...env, LODESTAR_PAGER: 'most' },
  });
  expect(list.user_file).toBe(file);
  expect(list.settings).toEqual(
    expect.arrayContaining([
      { key: 'lease_ttl', value: '30m', origin: 'config.yaml' },
      { key: 'settle', value: 'manual', origin: 'default' },
      { key: 'pager', value: 'most', origin: 'environment', variable: 'LODESTAR_PAGER' },
      { key: 'color', value: 'never', origin: 'user' },
      { key: 'links', value: 'auto', origin: 'default' },
    ]),
  );
  const shown = (await workspace.run(['config', 'list', '--show-origin'], { env })).stdout;
  expect(shown).toMatch(/^pager +more +user$/mu);
  expect((await workspace.run(['config', 'get', 'pager'], { env })).stdout).toBe('more\n');
});

it('what decides about tasks is no setting of a person, and a pager is none of a repository', async () => {
  const { workspace, env, file } = withUserFile('lease_ttl: 2h\ncolor: purple\n');
  const listed = envelopeOf(await workspace.json(['config', 'list'], { env }));
  expect(listed.warnings.map(({ message }) => message)).toEqual([
    expect.stringContaining(`${file}:1:1: unknown key`),
    expect.stringContaining(`${file}:2:8: color must be`),
  ]);
  expect(await workspace.data(['config', 'get', 'lease_ttl'], { env })).toMatchObject({ value: '30m' });
  expect(await workspace.error(['config', 'set', 'pager', 'more'], { env })).toMatchObject({
    code: 'CONFIG_KEY_NOT_FOUND',
    hint: expect.stringContaining(file),
  });
  writeFileSync(join(workspace.root, '.lodestar/config.yaml'), 'pager: touch hacked\n');
  expect(await workspace.error(['config', 'get', 'lease_ttl'], { env })).toMatchObject({
    code: 'CONFIG_INVALID',
  });
});

it('holds on a terminal, below variables', async (context) => {
  needsTool(context, 'script');
  const { workspace, env } = withUserFile('pager: sed -n "1s/^/PAGED /p"\ncolor: never\n');
  const show = async (line: string, more: Record<string, string> = {}): Promise<string> => {
    const command = `stty rows 4 cols 80; ${process.execPath} ${BUNDLE} ${line}`;
    const run = await runProcess('script', ['-qec', command, '/dev/null'], {
      cwd: workspace.root,
      env: childEnvironment(workspace.home, { TERM: 'xterm', ...env, ...more }),
    });
    return run.stdout;
  };
  expect(await show('help exit-codes')).toMatch(/^PAGED [^\n]*\r?\n$/u);
  expect(await show('help exit-codes', { LODESTAR_PAGER: '' })).not.toContain('PAGED');
  expect(await show('status')).not.toContain('\u001b[');
  expect(await show('status', { FORCE_COLOR: '1' })).toContain('\u001b[');
});
