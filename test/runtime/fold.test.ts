import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/model/event.ts';
import type { TransitionStatus } from '../../src/model/status.ts';
import { isLeaseLive } from '../../src/model/lease.ts';
import { ensureActor, joinAgent, leaveAgent, touch } from '../../src/runtime/actors.ts';
import {
  bindLease,
  checkHolder,
  endLease,
  grantLease,
  recordExpiries,
  renewLease,
  revokeLease,
} from '../../src/runtime/leases.ts';
import { compareWithFold } from '../../src/runtime/replay.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { listEvents } from '../../src/runtime/tables/event.ts';
import { getLease } from '../../src/runtime/tables/lease.ts';
import type { WriteTx } from '../../src/runtime/transaction.ts';
import { scaled } from '../support/scaled.ts';
import { grantRequest, transitionEvent } from './support/requests.ts';
import { makePlace, openAt } from './support/runtimes.ts';
import { TestClock } from './support/test-clock.ts';

interface Step {
  readonly verb:
    | 'claim'
    | 'renew'
    | 'bind'
    | 'release'
    | 'revoke'
    | 'expire'
    | 'transition'
    | 'check'
    | 'evidence'
    | 'note'
    | 'read'
    | 'join'
    | 'leave'
    | 'rollback';
  readonly actor: string;
  readonly task: string;
  readonly createdAt: string | null;
  readonly number: number;
  readonly passMs: number;
  readonly jumpMs: number;
  readonly reboot: boolean;
}

const STATUSES: readonly TransitionStatus[] = ['ready', 'blocked', 'done', 'verified', 'cancelled'];
const TEXTS = ['it works', 'it is fast', 'weiß \u{1f600} \u0000 \ud800'];

const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom(
    'claim',
    'claim',
    'claim',
    'renew',
    'bind',
    'release',
    'revoke',
    'expire',
    'transition',
    'transition',
    'check',
    'evidence',
    'note',
    'read',
    'join',
    'leave',
    'rollback',
  ),
  actor: fc.constantFrom('ai:a', 'ai:b', 'human:ada'),
  task: fc.constantFrom('T1', 'T2', 'T3'),
  createdAt: fc.constantFrom(null, '2029', '2030'),
  number: fc.nat(9),
  passMs: fc.nat(400_000),
  jumpMs: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -1e8, max: 1e8 }) },
  ),
  reboot: fc.nat(9).map((value) => value === 9),
});

function eventOfStep({ verb, actor, task, createdAt, number }: Step): NewEvent {
  const text = TEXTS[number % TEXTS.length] ?? '';
  const created = { created_at: createdAt };
  switch (verb) {
    case 'check':
      return { type: 'criterion.checked', actor, taskId: task, data: { ...created, text } };
    case 'evidence':
      return {
        type: 'evidence.added',
        actor,
        taskId: task,
        data: { ...created, kind: 'text', value: text, branch: null, head: null, tree: createdAt },
      };
    case 'note':
      return {
        type: 'message.sent',
        actor,
        taskId: task,
        data: { recipient: `task:${task}`, subject: null, severity: 'handoff', body: text, reply_to: null },
      };
    case 'read':
      return {
        type: 'message.read',
        actor,
        taskId: null,
        data: {
          cursors: [{ recipient: `task:${task}`, up_to: number * 7 }],
          messages: [{ origin: 'zz', n: number + 1 }],
        },
      };
    default:
      return {
        ...transitionEvent(task, STATUSES[number % STATUSES.length] ?? 'done', { ...created, stamp: number }),
        actor,
      };
  }
}

async function perform(tx: WriteTx, each: Step): Promise<void> {
  const { verb, actor, task: taskId, createdAt, number } = each;
  const ttlMs = 60_000 * (number + 1);
  await ensureActor(tx, actor);
  await touch(tx, actor);
  switch (verb) {
    case 'claim':
      await grantLease(tx, grantRequest(taskId, actor, { createdAt, ttlMs, title: TEXTS[number % 3] ?? '' }));
      return;
    case 'renew':
      await renewLease(tx, { taskId, actor, ttlMs });
      return;
    case 'bind': {
      const check = await checkHolder(tx, { taskId, actor });
      if (check.held) {
        await bindLease(tx, check.lease, { branch: `branch-${number}`, via: null });
      }
      return;
    }
    case 'release':
      if ((await checkHolder(tx, { taskId, actor })).held) {
        await endLease(tx, { taskId, actor, via: null, by: 'release', note: null });
      }
      return;
    case 'revoke':
      await revokeLease(tx, { taskId, actor, via: null, reason: 'stuck' });
      return;
    case 'expire':
      await recordExpiries(tx);
      return;
    case 'join':
      await joinAgent(tx, {
        actor,
        role: null,
        capabilities: ['x'],
        displayName: actor,
        sessionMeta: { number },
        resumed: false,
      });
      return;
    case 'leave':
      await leaveAgent(tx, { actor, reason: null });
      return;
    case 'rollback':
    case 'transition':
    case 'check':
    case 'evidence':
    case 'note':
    case 'read':
      await tx.append(eventOfStep(each));
  }
}

async function runStep(runtime: Runtime, clock: TestClock, each: Step): Promise<void> {
  clock.pass(each.passMs);
  clock.jump(each.jumpMs);
  if (each.reboot) {
    clock.reboot();
  }
  const done = runtime.transact(async (tx) => {
    const before = await getLease(tx, each.task);
    await perform(tx, each);
    const after = await getLease(tx, each.task);
    const wasLive = before !== undefined && isLeaseLive(before, tx.epoch, tx.now);
    // Nobody's live lease passes to another.
    if (wasLive && after !== undefined) {
      expect(after).toMatchObject({ holder: before.holder, token: before.token });
    }
    if (each.verb === 'rollback') {
      throw new Error('rolled back');
    }
  });
  await (each.verb === 'rollback' ? expect(done).rejects.toThrow('rolled back') : done);
}

describe('after any sequence of what agents do, with clocks that jump', () => {
  test(
    'the fold of the log is what the tables hold, and the log is in order',
    { timeout: 300_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const clock = new TestClock();
          const runtime = await openAt(makePlace(), { clock });
          for (const each of steps) {
            await runStep(runtime, clock, each);
          }
          const { differences } = await runtime.read(compareWithFold);
          expect(differences).toEqual([]);
          const events = await runtime.read(async (tx) => await listEvents(tx));
          expect(events.map((event) => event.n)).toEqual(events.map((_, index) => index + 1));
          const clocks = events.map((event) => event.clock);
          expect(clocks).toEqual([...new Set(clocks)].sort((a, b) => a - b));
          const fences = events.flatMap((event) =>
            event.type === 'lease.granted' ? [Number(event.data.token.split('.')[1])] : [],
          );
          expect(fences).toEqual([...new Set(fences)].sort((a, b) => a - b));
          runtime.close();
        }),
        { numRuns: scaled(400) },
      );
    },
  );
});

test('a row that no event gives is found, and one that is missing, and one that differs', async () => {
  const runtime = await openAt(makePlace());
  await runtime.transact(async (tx) => {
    for (const taskId of ['T1', 'T2']) {
      await tx.append(transitionEvent(taskId, 'done'));
    }
    await tx.raw("UPDATE transition SET stamp = 99 WHERE task_id = 'T1'");
    await tx.raw("DELETE FROM transition WHERE task_id = 'T2'");
    await tx.raw("INSERT INTO actor (actor, registered_at) VALUES ('ai:x', 1)");
  });
  const { differences, events } = await runtime.read(compareWithFold);
  expect(events).toBe(2);
  expect(differences).toMatchObject([
    { table: 'actor', key: ['ai:x'], folded: null },
    { table: 'transition', key: ['T1'], stored: { stamp: 99 }, folded: { stamp: 1 } },
    { table: 'transition', key: ['T2'], stored: null },
  ]);
});
