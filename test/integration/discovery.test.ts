import { beforeAll, describe, expect, it } from 'vitest';
import type { ExitCodesResult } from '../../src/cli/exit-codes.ts';
import { ERROR_CATALOGUE } from '../../src/error-catalogue.ts';
import { EXIT } from '../../src/exit.ts';
import type { ClaimResult } from '../../src/operations/task/claim.ts';
import { dataOf, envelopeOf, errorOf } from '../support/envelope.ts';
import { inParallel } from '../support/in-parallel.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const AGENT = { as: 'ai:one' };
let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = makeWorkspace({
    tasks: [
      { id: 'T1', title: 'First', status: 'ready', labels: ['storage'] },
      { id: 'T2', title: 'Second', status: 'todo' },
      { id: 'T3', title: 'Third', status: 'todo' },
      { id: 'ab', title: 'Small', status: 'ready' },
      { id: 'AB', title: 'Large', status: 'ready' },
    ],
  });
  await workspace.data(['agent', 'join', '--name', 'one']);
});

describe('an unknown value of a filter', () => {
  it.each([
    ['task list --status redy', 'ready'],
    ['task list --sort prority', 'priority'],
    ['task list --fields tilte', 'title'],
    ['task list --label storge', 'storage'],
    ['task list --holder on', 'ai:one'],
    ['log --actor ai:ona', 'ai:one'],
    ['lease list --holder ai:ona', 'ai:one'],
    ['task graph --format dt', 'dot'],
  ])('%s is USAGE, names the valid ones and finds %s', async (line, meant) => {
    const error = await workspace.error(line.split(' '));
    expect(error).toMatchObject({ code: 'USAGE', hint: expect.stringContaining(meant) });
    expect(error.details.valid).toContain(meant);
  });

  it('is a warning where agents ask again and again, and the caller may always ask for itself', async () => {
    const next = await workspace.json(['task', 'next', '--label', 'storge'], AGENT);
    expect(envelopeOf(next)).toMatchObject({ ok: true, warnings: [{ code: 'label-unknown' }] });
    const claim = await workspace.json(['task', 'claim', '--label', 'storge'], AGENT);
    expect(claim.code).toBe(EXIT.nothingToClaim);
    expect(envelopeOf(claim)).toMatchObject({ warnings: [{ code: 'label-unknown' }] });
    const own = await workspace.json(['log', '--actor', 'ai:newcomer'], { as: 'ai:newcomer' });
    expect(envelopeOf(own)).toMatchObject({ ok: true, data: { count: 0 } });
  });
});

describe('ids', () => {
  it('are found in other case where only one is meant, with a warning', async () => {
    const run = await workspace.json(['task', 'claim', 't1', '--dry-run'], AGENT);
    expect(dataOf<ClaimResult>(run)).toMatchObject({ task_id: 'T1' });
    expect(envelopeOf(run).warnings).toContainEqual({ code: 'id-case', message: 't1 is read as T1' });
    expect(await workspace.data(['log', '--task', 't1'])).toMatchObject({ count: 0 });
  });

  it('find a worktree in other case too', async () => {
    const own = makeWorkspace({ tasks: [{ id: 'T1' }] });
    await own.data(['task', 'claim', 'T1'], AGENT);
    await own.data(['worktree', 'add', 'T1'], AGENT);
    const run = await own.json(['worktree', 'remove', 't1'], AGENT);
    expect(dataOf(run)).toMatchObject({ branch: 'task/T1', task_ids: ['T1'] });
  });

  it('are not guessed: not between two, and not from a beginning', async () => {
    const [between, beginning] = await inParallel(['aB', 'T'], async (id) =>
      workspace.json(['task', 'show', id]),
    );
    for (const run of [between, beginning]) {
      expect(run === undefined ? undefined : errorOf(run).code).toBe('TASK_NOT_FOUND');
    }
  });

  it('are read from standard input for `-`', async () => {
    const drafts = await workspace.run(['task', 'list', '--state', 'draft', '--quiet']);
    const ready = await workspace.json(['task', 'ready', '-', '--dry-run'], { input: drafts.stdout });
    expect(JSON.stringify(dataOf(ready))).toMatch(/T2.*T3/u);
    expect(await workspace.error(['task', 'ready', '-'], { input: '\n' })).toMatchObject({ code: 'USAGE' });
  });
});

it('`help exit-codes` lists every code once, under its exit code', async () => {
  const { exit_codes: entries } = dataOf<ExitCodesResult>(await workspace.json(['help', 'exit-codes']));
  expect(entries.map(({ exit }) => exit)).toEqual(Object.values(EXIT));
  for (const { exit, codes } of entries) {
    expect(codes.map(({ code }) => ERROR_CATALOGUE[code].exit)).toEqual(codes.map(() => exit));
  }
  expect(entries.flatMap(({ codes }) => codes.map(({ code }) => code)).sort()).toEqual(
    Object.keys(ERROR_CATALOGUE).sort(),
  );
  const text = await workspace.run(['help', 'exit-codes']);
  expect(text).toMatchObject({ code: 0, stdout: expect.stringContaining('NOTHING_TO_CLAIM') });
  expect(await workspace.error(['help', 'exit-cods'])).toMatchObject({
    details: { near: ['lodestar help exit-codes'] },
  });
});

it('a bare topic ends in what fits next, as its command does', async () => {
  const [topic, status] = await inParallel([['task'], ['status']], async (args) =>
    workspace.run(args, AGENT),
  );
  const next = status?.stdout.slice(status.stdout.indexOf('\nNext:'));
  expect(topic?.stdout.endsWith(next ?? '?')).toBe(true);
});
