import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ConfigListResult } from '../../src/operations/config/list.ts';
import { envelopeOf } from '../support/envelope.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace } from '../support/workspace.ts';

const CONFIG = `# Settings of this workspace.
lease_ttl: 30m   # long builds
ids:
  style: random
`;

it('lists every setting with its value and where that comes from', async () => {
  const workspace = makeWorkspace({ config: CONFIG });
  const { settings, count } = await workspace.data<ConfigListResult>(['config', 'list']);
  expect(count).toBe(settings.length);
  expect(settings).toContainEqual({ key: 'lease_ttl', value: '30m', origin: 'config.yaml' });
  expect(settings).toContainEqual({ key: 'verify.separate', value: false, origin: 'default' });
  expect((await workspace.run(['config', 'list'])).stdout.split('\n')).toContain('lease_ttl = 30m');
  const shown = (await workspace.run(['config', 'list', '--show-origin'])).stdout;
  expect(shown).toMatch(/^ids\.style +random +config\.yaml$/mu);
  expect(shown).toMatch(/^ids\.prefix +T +default$/mu);
});

it('prints one value alone, for a script', async () => {
  const workspace = makeWorkspace({ config: CONFIG });
  expect((await workspace.run(['config', 'get', 'lease_ttl'])).stdout).toBe('30m\n');
  expect((await workspace.run(['config', 'get', 'settle'])).stdout).toBe('manual\n');
  const error = await workspace.error(['config', 'get', 'lease-ttl']);
  expect(error).toMatchObject({ code: 'CONFIG_KEY_NOT_FOUND', hint: expect.stringContaining('lease_ttl') });
});

it('changes the line of one setting and nothing else, and the change takes effect', async () => {
  const workspace = makeWorkspace({ config: CONFIG, tasks: readyTasks(1) });
  const path = join(workspace.root, '.lodestar/config.yaml');
  const set = ['config', 'set', 'lease_ttl', '1h'];
  await workspace.data([...set, '--dry-run']);
  expect(readFileSync(path, 'utf8')).toBe(CONFIG);
  expect(await workspace.data(set)).toMatchObject({
    key: 'lease_ttl',
    value: '1h',
    changed: true,
    previous: { value: '30m', origin: 'config.yaml' },
  });
  expect(readFileSync(path, 'utf8')).toBe(CONFIG.replace('30m', '1h'));
  expect(await workspace.data(set)).toMatchObject({ changed: false });
  expect(await workspace.data(['task', 'claim'], { as: 'ai:worker' })).toMatchObject({ ttl_seconds: 3600 });
});

it('makes config.yaml where it is missing, and refuses what is no value of a key', async () => {
  const workspace = makeWorkspace();
  const path = join(workspace.root, '.lodestar/config.yaml');
  expect((await workspace.error(['config', 'set', 'lease_ttl', 'soon'])).code).toBe('INPUT_INVALID');
  expect((await workspace.error(['config', 'set', 'leases', '1h'])).code).toBe('CONFIG_KEY_NOT_FOUND');
  expect(existsSync(path)).toBe(false);
  await workspace.data(['config', 'set', 'verify.separate', 'true']);
  expect(await workspace.data(['config', 'get', 'verify.separate'])).toMatchObject({ value: true });
});

it('tells what is wrong with a config.yaml that has errors, and does not write it', async () => {
  const workspace = makeWorkspace({ config: 'lease_tll: 1h\n' });
  const error = await workspace.error(['config', 'get', 'lease_ttl']);
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', details: { problems: [{ line: 1 }] } });
  expect((await workspace.error(['config', 'set', 'settle', 'on-verify'])).code).toBe('CONFIG_INVALID');
  const listed = await workspace.run(['config', 'list']);
  expect(listed).toMatchObject({ code: 0, stdout: /^lease_ttl = 15m$/mu });
  expect(listed.stderr).toMatch(/config\.yaml:1:1: .*lease_tll.*lease_ttl/u);
  const { warnings } = envelopeOf(await workspace.json(['config', 'list']));
  expect(warnings.map((each) => each.code)).toEqual(['config-invalid']);
  writeFileSync(join(workspace.root, '.lodestar/config.yaml'), 'ids: random\n');
  expect((await workspace.data<{ id: string }>(['task', 'create', '--title', 'A'])).id).toMatch(/^T-/u);
  expect(await workspace.data(['config', 'list'])).toMatchObject({ settings: expect.anything() as unknown });
});

it('needs a workspace, and no valid spec', async () => {
  const workspace = makeWorkspace({ spec: 'tasks: [' });
  expect(await workspace.data(['config', 'get', 'settle'])).toMatchObject({ value: 'manual' });
  expect((await workspace.error(['config', 'list', '--dir', '/'])).code).toBe('NOT_A_WORKSPACE');
});
