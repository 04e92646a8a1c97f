import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { envelopeOf, errorOf } from '../support/envelope.ts';
import { RULES_TO_PLANT, secretOfRule, wellKnownSecrets } from '../support/planted-secrets.ts';
import { seededRandom } from '../support/random.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import type { ProcessResult } from '../support/run-process.ts';
import { findSecrets } from '../../src/secrets/find-secrets.ts';

const random = seededRandom('planted secrets');

/** As a rule's pattern makes it, once it has the entropy that the rule asks for; what is planted is what is found. */
function plantByRule(rule: (typeof RULES_TO_PLANT)[number]): { text: string; secret: string }[] {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const text = `used ${secretOfRule(rule, random)} here`;
    const found = findSecrets(text).find(({ kind }) => kind === rule.kind);
    const secret = found === undefined ? '' : text.slice(found.start, found.end);
    // What has neither a digit nor 16 letters may pass; see mayHoldSecret.
    if (/\d|.{16}/u.test(secret)) {
      return [{ text, secret }];
    }
  }
  return [];
}

const PLANTED = [...wellKnownSecrets(random), ...RULES_TO_PLANT.flatMap(plantByRule)];
const VALUE_OF_VARIABLE = `v${'alue-0f-a-variable'.split('').reverse().join('')}`;

/** So many a command: the corpus is planted in every field with few processes. */
const PER_COMMAND = 64;

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** A line end is written as `\n` in JSON, and a quote with a backslash. */
function spellings(secret: string): string[] {
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1)])];
}

function hitsIn(name: string, text: string): string[] {
  return [...PLANTED.map((each) => each.secret), VALUE_OF_VARIABLE]
    .filter((secret) => spellings(secret).some((each) => text.includes(each)))
    .map((secret) => `${name}: ${secret}`);
}

const AGENT = { as: 'ai:worker', env: { DEPLOY_TOKEN: VALUE_OF_VARIABLE } } as const;

describe('a workspace in which secrets are given wherever text is', () => {
  let workspace: TestWorkspace;
  const printed: ProcessResult[] = [];

  async function run(args: readonly string[], as: string = AGENT.as): Promise<ProcessResult> {
    const result = await workspace.json(args, { ...AGENT, as });
    expect(result.code, result.stdout).toBe(0);
    printed.push(result);
    return result;
  }

  beforeAll(async () => {
    const groups = chunks(PLANTED, PER_COMMAND);
    workspace = makeWorkspace({ tasks: readyTasks(groups.length) });
    for (const [index, group] of groups.entries()) {
      const id = `T${String(index + 1)}`;
      const text = `${group.map((each) => each.text).join('\n')}\n${VALUE_OF_VARIABLE}`;
      const evidence = group.flatMap((each) => ['--evidence', each.text]);
      await run(['task', 'claim', id]);
      await run(['task', 'release', id, '--note', text]);
      await run(['task', 'claim', id]);
      await run(['task', 'done', id, `--note=${text}`, ...evidence]);
      await run(['task', 'verify', id, '--reject', `--reason=${text}`], 'human:ada');
      await run(['task', 'block', id, `--reason=${text}`], 'human:ada');
      await run(['task', 'unblock', id, `--reason=${text}`], 'human:ada');
      await run(['task', 'claim', id]);
      await run(['lease', 'revoke', id, `--reason=${text}`], 'human:ada');
      await run(['task', 'cancel', id, `--reason=${text}`], 'human:ada');
      await run(['task', 'reopen', id, `--reason=${text}`], 'human:ada');
    }
    const [first] = PLANTED;
    await run([
      'agent',
      'join',
      '--name',
      'w',
      `--role=${first?.text ?? ''}`,
      `--model=${first?.text ?? ''}`,
    ]);
    await run(['agent', 'leave', `--reason=${first?.text ?? ''}`], 'ai:w');
    await run(['settle', '--all'], 'human:ada');
  });

  it('plants at least two hundred', () => {
    expect(PLANTED.length).toBeGreaterThanOrEqual(200);
  });

  it('keeps none of them in any of its files', () => {
    const files = filesBelow(join(workspace.root, '.lodestar'));
    expect(files.length).toBeGreaterThan(3);
    expect(files.flatMap((file) => hitsIn(file, readFileSync(file, 'latin1')))).toEqual([]);
  });

  it('prints none of them, as JSON or for people, also on standard error', async () => {
    const views = [
      ['log'],
      ['history', 'T1'],
      ['task', 'show', 'T1'],
      ['agent', 'list'],
      ['status'],
      ['task', 'list'],
    ];
    for (const view of views) {
      printed.push(await workspace.json(view), await workspace.run(view));
    }
    expect(printed.flatMap(({ stdout, stderr }) => hitsIn('output', stdout + stderr))).toEqual([]);
  });

  it('says in a warning of what kinds they were', async () => {
    const release = printed.find(({ command }) => command.includes('release'));
    const { warnings } = envelopeOf(release ?? (await workspace.json(['status'])));
    expect(warnings).toContainEqual({ code: 'redacted', message: expect.stringContaining('github-pat') });
    expect(warnings).toContainEqual({
      code: 'redacted',
      message: expect.stringContaining('value-of-DEPLOY_TOKEN'),
    });
  });
});

describe('a secret in what cannot be understood', () => {
  const token = wellKnownSecrets(random)[0]?.secret ?? '';
  const workspace = makeWorkspace({ tasks: readyTasks(1) });

  it.each([
    ['an id', ['task', 'show', token]],
    ['a command', ['task', token]],
    ['a flag', ['task', 'list', `--token=${token}`]],
    ['an argument too many', ['status', token]],
    ['a value', ['task', 'list', '--status', token]],
    ['a file', ['task', 'create', '--title', `@${token}.txt`]],
    ['evidence', ['task', 'done', 'T1', '--evidence', `file:${token}`]],
    ['a folder', ['status', '--dir', token]],
    ['an actor', ['task', 'claim', 'T1', '--as', `${token}/x`]],
    ['a key', ['config', 'get', token]],
  ])('is not repeated: %s', async (_name, args) => {
    const json = await workspace.json(args);
    const text = await workspace.run(args);
    expect(errorOf(json).code).toMatch(/^[A-Z_]+$/u);
    for (const { stdout, stderr } of [json, text]) {
      expect(stdout + stderr).not.toContain(token);
    }
    expect(json.stdout).toContain('[redacted:github-pat]');
  });
});

it('stores the same mark for a call that is repeated, and tells that nothing is new', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const text = wellKnownSecrets(random)[0]?.text ?? '';
  const done = ['task', 'done', 'T1', '--note', text, '--evidence', text];
  await workspace.data(['task', 'claim', 'T1'], { as: 'ai:one' });
  await workspace.data(done, { as: 'ai:one' });
  const again = envelopeOf(await workspace.json(done, { as: 'ai:one' }));
  expect(again.data).toMatchObject({ changed: false, evidence: [{ value: '[redacted:github-pat]' }] });
  expect(again.warnings.map((each) => each.code)).not.toContain('not-stored');
});

it('leaves the spec as its authors write it, and warns', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(1) });
  const token = wellKnownSecrets(random)[0]?.secret ?? '';
  const created = envelopeOf(await workspace.json(['task', 'create', '--title', `Use ${token}`]));
  const updated = envelopeOf(await workspace.json(['task', 'update', 'T1', '--description', token]));
  for (const { warnings } of [created, updated]) {
    expect(warnings).toContainEqual({
      code: 'secret-in-spec',
      message: expect.stringContaining('github-pat'),
    });
    expect(JSON.stringify(warnings)).not.toContain(token);
  }
  expect(workspace.readSpec().split(token)).toHaveLength(3);
  const checked = envelopeOf(await workspace.json(['spec', 'check']));
  expect(checked.ok).toBe(true);
  expect(checked.data).toMatchObject({
    problems: [
      { code: 'SECRET_IN_SPEC', severity: 'warning', task_id: 'T1', source: null },
      { code: 'SECRET_IN_SPEC', severity: 'warning', source: null },
    ],
  });
  expect(JSON.stringify(checked)).not.toContain(token);
  expect(readFileSync(workspace.runtimePath).includes(token)).toBe(false);
});
