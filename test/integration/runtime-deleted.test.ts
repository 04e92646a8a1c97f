import Database from 'better-sqlite3';
import { cpSync, rmSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClaimResult } from '../../src/operations/task/claim.ts';
import { verdictOf } from '../support/envelope.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const AGENT = 'ai:worker';
const READERS = [
  ['status'],
  ['doctor'],
  ['whoami'],
  ['log'],
  ['agent', 'list'],
  ['lease', 'list'],
  ['task', 'list'],
];
const ON_A_TASK = ['show', 'why'];

let workspace: TestWorkspace;
let token: string;

/** T1 is verified and settled, T2 done and not settled, T3 held. */
async function work(): Promise<void> {
  await workspace.data(['agent', 'join', '--name', 'worker']);
  for (const id of ['T1', 'T2']) {
    await workspace.data(['task', 'claim', id], { as: AGENT });
    await workspace.data(['task', 'done', id], { as: AGENT });
  }
  await workspace.data(['task', 'verify', 'T1'], { as: 'human:ada' });
  await workspace.data(['settle', 'T1'], { as: 'human:ada' });
  token = (await workspace.data<ClaimResult>(['task', 'claim', 'T3'], { as: AGENT })).token;
}

async function expectFreshStart(): Promise<void> {
  for (const args of READERS) {
    expect(verdictOf(await workspace.json(args)), args.join(' ')).toBe('ok');
  }
  for (const verb of ON_A_TASK) {
    expect(verdictOf(await workspace.json(['task', verb, 'T3'])), verb).toBe('ok');
  }
  expect(await workspace.data(['task', 'show', 'T1'])).toMatchObject({
    status: 'verified',
    status_from: 'spec',
  });
  expect(await workspace.data(['task', 'show', 'T2'])).toMatchObject({ status: 'ready' });
  for (const verb of ['done', 'renew', 'release']) {
    const error = await workspace.error(['task', verb, 'T3', '--lease', token], { as: AGENT });
    expect(error.code, verb).toBe('LEASE_NOT_HELD');
  }
  const again = await workspace.data<ClaimResult>(['task', 'claim', 'T3'], { as: 'ai:other' });
  expect(again.token).not.toBe(token);
  expect((await workspace.run(['doctor'])).code).toBe(0);
}

beforeEach(async () => {
  workspace = makeWorkspace({ tasks: readyTasks(3) });
  await work();
});

describe('after runtime.sqlite was deleted', () => {
  it('starts afresh with its -wal and -shm gone as well', async () => {
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(workspace.runtimePath + suffix, { force: true });
    }
    await expectFreshStart();
  });

  it('starts afresh with its -wal and -shm left behind', async () => {
    const held = new Database(workspace.runtimePath);
    held.prepare('SELECT count(*) FROM sqlite_schema').get();
    rmSync(workspace.runtimePath);
    await expectFreshStart();
    held.close();
  });

  it('starts afresh while another process has all of it open', async () => {
    const held = new Database(workspace.runtimePath);
    held.exec('BEGIN');
    held.prepare('SELECT count(*) FROM sqlite_schema').get();
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(workspace.runtimePath + suffix, { force: true });
    }
    await expectFreshStart();
    held.close();
  });

  it('lets parallel claims have one winner each while it is deleted again and again', async () => {
    const storm = makeWorkspace({ tasks: readyTasks(5) });
    for (const id of ['T1', 'T2', 'T3', 'T4', 'T5']) {
      rmSync(storm.runtimePath, { force: true });
      const racing = ['ai:a', 'ai:b', 'ai:c', 'ai:d'].map(
        async (as) => await storm.json(['task', 'claim', id], { as }),
      );
      const verdicts = (await Promise.all(racing)).map(verdictOf).sort();
      expect(verdicts).toEqual(['LEASE_HELD', 'LEASE_HELD', 'LEASE_HELD', 'ok']);
    }
  });
});

describe('after the whole repository was copied', () => {
  it('lets the leases of the original lapse in the copy, and leaves the original alone', async () => {
    const copy = workspace.at(`${workspace.root}-copy`);
    cpSync(workspace.root, copy.root, { recursive: true });
    const error = await copy.error(['task', 'done', 'T3', '--lease', token], { as: AGENT });
    expect(error.code).toBe('LEASE_NOT_HELD');
    const taken = await copy.data<ClaimResult>(['task', 'claim', 'T3'], { as: 'ai:other' });
    expect(taken.token.split('.')[0]).not.toBe(token.split('.')[0]);
    expect(await copy.data(['task', 'show', 'T2'])).toMatchObject({ status: 'done' });
    expect((await copy.run(['doctor'])).code).toBe(0);
    await workspace.data(['task', 'done', 'T3', '--lease', token], { as: AGENT });
  });
});

describe('reset', () => {
  it('asks for --yes where there is no terminal, and lists what is not settled', async () => {
    const error = await workspace.error(['reset']);
    expect(error).toMatchObject({ code: 'CONFIRMATION_REQUIRED' });
    expect(JSON.stringify(error.details)).toContain('T2');
  });

  it('starts afresh', async () => {
    await workspace.data(['reset', '--yes']);
    await expectFreshStart();
  });
});
