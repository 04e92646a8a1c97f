import { beforeEach, describe, expect, it } from 'vitest';
import type { ClaimResult } from '../../src/operations/task/claim.ts';
import { lapseLease } from '../support/runtime-rows.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const FIRST = 'ai:first';
const SECOND = 'ai:second';
const VERBS = ['done', 'renew', 'release'] as const;

let workspace: TestWorkspace;
let oldToken: string;

async function claim(as: string): Promise<ClaimResult> {
  return await workspace.data<ClaimResult>(['task', 'claim', 'T1'], { as });
}

beforeEach(async () => {
  workspace = makeWorkspace({ tasks: readyTasks(2) });
  await workspace.data(['agent', 'join', '--name', 'first']);
  await workspace.data(['agent', 'join', '--name', 'second']);
  oldToken = (await claim(FIRST)).token;
});

describe('when the lease lapsed and another took it', () => {
  beforeEach(async () => {
    lapseLease(workspace.runtimePath, 'T1');
    const taken = await claim(SECOND);
    expect(taken.token).not.toBe(oldToken);
    expect(taken.lapsed).toMatchObject({ holder: FIRST });
  });

  it.each(VERBS)('refuses %s of the former holder', async (verb) => {
    const error = await workspace.error(['task', verb, 'T1'], { as: FIRST });
    expect(error).toMatchObject({ code: 'LEASE_NOT_HELD', details: { reason: 'taken' } });
  });

  it.each(VERBS)('refuses %s of the former holder with the old token', async (verb) => {
    const error = await workspace.error(['task', verb, 'T1', '--lease', oldToken], { as: FIRST });
    expect(error).toMatchObject({ code: 'LEASE_NOT_HELD', details: { reason: 'taken' } });
  });

  it.each(VERBS)('refuses %s without an identity, because two agents are known', async (verb) => {
    const error = await workspace.error(['task', verb, 'T1']);
    expect(error).toMatchObject({ code: 'LEASE_NOT_HELD', details: { reason: 'never' } });
  });

  it.each(VERBS)('refuses %s without an identity but with the old token', async (verb) => {
    const error = await workspace.error(['task', verb, 'T1'], { env: { LODESTAR_LEASE: oldToken } });
    expect(error).toMatchObject({ code: 'LEASE_NOT_HELD' });
  });

  it.each(VERBS)(
    'refuses %s of the present holder with a token that is not the present one',
    async (verb) => {
      const error = await workspace.error(['task', verb, 'T1', '--lease', oldToken], { as: SECOND });
      expect(error).toMatchObject({ code: 'LEASE_NOT_HELD', details: { reason: 'superseded' } });
    },
  );

  it('leaves the task with its present holder, who can finish it', async () => {
    for (const verb of VERBS) {
      await workspace.error(['task', verb, 'T1'], { as: FIRST });
    }
    expect(await workspace.data(['task', 'done', 'T1'], { as: SECOND })).toMatchObject({ status: 'done' });
  });
});

it.each(VERBS)('refuses %s after the lease lapsed, also when nobody took it', async (verb) => {
  lapseLease(workspace.runtimePath, 'T1');
  const error = await workspace.error(['task', verb, 'T1'], { as: FIRST });
  expect(error).toMatchObject({ code: 'LEASE_NOT_HELD', details: { reason: 'lapsed' } });
});

it('refuses done after the lease was given back', async () => {
  await workspace.data(['task', 'release', 'T1'], { as: FIRST });
  const error = await workspace.error(['task', 'done', 'T1'], { as: FIRST });
  expect(error).toMatchObject({ code: 'LEASE_NOT_HELD', details: { reason: 'released' } });
});

it('refuses done after a person revoked the lease', async () => {
  const revoke = ['lease', 'revoke', 'T1', '--reason', 'Stuck since this morning'];
  expect(await workspace.error(revoke, { as: SECOND })).toMatchObject({ code: 'ACTOR_KIND_REFUSED' });
  await workspace.data(revoke, { as: 'human:ada' });
  const error = await workspace.error(['task', 'done', 'T1'], { as: FIRST });
  expect(error).toMatchObject({ code: 'LEASE_NOT_HELD', details: { reason: 'revoked' } });
});

it('renews a claim of the holder under the same token', async () => {
  expect(await claim(FIRST)).toMatchObject({ token: oldToken, changed: false });
});

it('acts for the only agent ever seen when a person names nobody', async () => {
  const alone = makeWorkspace({ tasks: readyTasks(1) });
  await alone.data(['task', 'claim', 'T1'], { as: FIRST });
  expect(await alone.data(['task', 'done', 'T1'])).toMatchObject({ completed_by: FIRST });
});
