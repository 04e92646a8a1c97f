import { expect, it } from 'vitest';
import type { LeaseListResult } from '../../src/operations/lease/list.ts';
import type { ClaimResult } from '../../src/operations/task/claim.ts';
import { dataOf, verdictOf } from '../support/envelope.ts';
import { scaled } from '../support/scaled.ts';
import { readyTasks } from '../support/spec-text.ts';
import { agents, makeWorkspace } from '../support/workspace.ts';

it('gives a task that eight processes ask for at once to one of them, round after round', async () => {
  const rounds = scaled(200, 20);
  const workspace = makeWorkspace({ tasks: readyTasks(rounds) });
  for (let round = 1; round <= rounds; round += 1) {
    const runs = await Promise.all(
      agents(8).map(async (as) => await workspace.json(['task', 'claim', `T${round}`], { as })),
    );
    const verdicts = runs.map(verdictOf).sort();
    expect(verdicts, `round ${round}`).toEqual([...Array<string>(7).fill('LEASE_HELD'), 'ok']);
  }
});

it('gives twenty processes that claim without an id twenty different tasks', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(20) });
  const runs = await Promise.all(
    agents(20).map(async (as) => await workspace.json(['task', 'claim'], { as })),
  );
  const claimed = runs.map((run) => dataOf<ClaimResult>(run).task_id);
  expect(new Set(claimed).size).toBe(20);
});

it('loses and doubles no claim when sixteen agents drain one list', async () => {
  const workers = agents(16);
  const each = scaled(50, 5);
  const workspace = makeWorkspace({ tasks: readyTasks(workers.length * each) });
  const claimed = new Map<string, string>();
  const drain = async (as: string) => {
    for (let count = 0; count < each; count += 1) {
      const { task_id } = await workspace.data<ClaimResult>(['task', 'claim'], { as });
      expect(claimed.get(task_id), `${task_id} was given twice`).toBeUndefined();
      claimed.set(task_id, as);
    }
  };
  await Promise.all(workers.map(drain));

  expect(claimed.size).toBe(workers.length * each);
  const { leases } = await workspace.data<LeaseListResult>(['lease', 'list']);
  expect(new Map(leases.map((lease) => [lease.task_id, lease.holder]))).toEqual(claimed);
  expect(await workspace.error(['task', 'claim'], { as: 'ai:late' })).toMatchObject({
    code: 'NOTHING_TO_CLAIM',
  });
});

it('opens a missing runtime for sixty-four processes at the same instant', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(64) });
  const runs = await Promise.all(
    agents(64).map(async (as) => await workspace.json(['task', 'claim'], { as })),
  );
  expect(runs.map(verdictOf)).toEqual(Array<string>(64).fill('ok'));
  expect(new Set(runs.map((run) => dataOf<ClaimResult>(run).task_id)).size).toBe(64);
});
