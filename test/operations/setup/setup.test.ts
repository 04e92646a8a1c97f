import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { setUp, type SetupInput } from '../../../src/operations/setup/setup.ts';
import { SETUP_TARGETS } from '../../../src/operations/setup/targets.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';

const COMMANDS = [{ id: 'task next', summary: 'Offer – ünïcode 🦊.' }];

async function run(opened: OpenedWorkspace, target: SetupInput['target'], action: SetupInput['action']) {
  return await setUp(opened.as('human:ada'), { target, action, commands: COMMANDS });
}

it('makes the file that a tool reads, says when it is current, and takes it away again', async () => {
  const opened = await openNewWorkspace({ git: true });
  for (const target of SETUP_TARGETS) {
    expect((await run(opened, target, 'check')).failure?.code).toBe('SETUP_OUTDATED');
    const trying = opened.as('human:ada', { dryRun: true });
    const dry = await setUp(trying, { target, action: 'write', commands: COMMANDS });
    const file = join(opened.root, dry.data.file);
    expect(existsSync(file)).toBe(false);
    expect((await run(opened, target, 'write')).data).toEqual(dry.data);
    expect(readFileSync(file, 'utf8')).toContain('Offer – ünïcode 🦊.');
    expect((await run(opened, target, 'write')).data).toMatchObject({ found: 'current', changed: false });
    const newer = { ...opened.as('human:ada'), version: '9.9' };
    expect((await setUp(newer, { target, action: 'check', commands: COMMANDS })).failure).toBeUndefined();
    expect((await run(opened, target, 'remove')).data).toMatchObject({ changed: true, deleted: true });
    expect(existsSync(file)).toBe(false);
    expect((await run(opened, target, 'remove')).data.changed).toBe(false);
  }
});

it('leaves every other byte of a file and its mode as they were', async () => {
  const opened = await openNewWorkspace({});
  const file = join(opened.root, 'CLAUDE.md');
  const bytes = Buffer.from('\ufeff# Mine\r\nno end \xff', 'latin1');
  writeFileSync(file, bytes);
  chmodSync(file, 0o640);
  await run(opened, 'claude', 'write');
  const written = readFileSync(file);
  expect(written.subarray(0, bytes.length).equals(bytes)).toBe(true);
  expect(written.toString('latin1').replaceAll('\r\n', '')).not.toContain('\n');
  writeFileSync(file, written.toString('latin1').replace('Offer', 'Other'), 'latin1');
  expect((await run(opened, 'claude', 'check')).data.found).toBe('outdated');
  await run(opened, 'claude', 'write');
  expect(readFileSync(file).equals(written)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  await run(opened, 'claude', 'remove');
  expect(readFileSync(file).equals(bytes)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o640);
});

it('follows links inside of the repository, and refuses those that lead out of it', async () => {
  const opened = await openNewWorkspace({ git: true });
  const outside = makeTempFolder();
  writeFileSync(join(opened.root, 'AGENTS.md'), 'Mine\n');
  symlinkSync('AGENTS.md', join(opened.root, 'CLAUDE.md'));
  await run(opened, 'claude', 'write');
  expect(readFileSync(join(opened.root, 'AGENTS.md'), 'utf8')).toMatch(/^Mine\n\n<!-- lodestar:begin/u);
  symlinkSync(outside, join(opened.root, '.github'));
  mkdirSync(join(opened.root, '.cursor', 'rules'), { recursive: true });
  symlinkSync(join(outside, 'gone.mdc'), join(opened.root, '.cursor', 'rules', 'lodestar.mdc'));
  for (const target of ['copilot', 'cursor'] as const) {
    for (const action of ['write', 'check', 'remove'] as const) {
      expect(await codeOfFailure(run(opened, target, action))).toBe('LINK_OUTSIDE');
    }
  }
  writeFileSync(join(opened.root, 'AGENTS.md'), '<!-- lodestar:end -->\n');
  expect(await codeOfFailure(run(opened, 'codex', 'write'))).toBe('INPUT_INVALID');
});
