import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseRow,
  formerIdsOf,
  isRenamedTask,
  isSameTask,
  nextStamp,
  reconcileTask,
  specOutcome,
} from '../../src/model/reconcile.ts';
import { STATUSES, type TransitionStatus } from '../../src/model/status.ts';
import { emptyTask, type SpecTask } from '../../src/model/task.ts';
import { formatTimestamp, parseTimestamp } from '../../src/model/timestamp.ts';
import { STATUS_VERBS, TRANSITION_RULES, type Transition } from '../../src/model/transition.ts';
import { scaled } from '../support/scaled.ts';
import {
  isNotLower,
  isWithheldByHand,
  TwoMachines,
  type Move,
  type Side,
  type Step,
} from './two-machines.ts';

const BASE_MS = Date.UTC(2026, 0, 1);
const at = (ms: number): string => formatTimestamp(BASE_MS + ms);

function specTask(fields: Partial<SpecTask>): SpecTask {
  return { ...emptyTask('T-1', 'One'), ...fields };
}

function transition(fields: Partial<Transition>): Transition {
  return {
    taskId: 'T-1',
    createdAt: null,
    status: 'ready',
    stamp: BASE_MS,
    actor: 'ai:worker-1',
    reason: null,
    branch: null,
    head: null,
    completedBy: null,
    completedAt: null,
    ...fields,
  };
}

describe('a task that was renamed', () => {
  const row = (createdAt: string | null, reason: string) => ({ createdAt, reason });
  const mine = { createdAt: at(1) };

  it('was all that it is said to have been, the latest first', () => {
    expect(formerIdsOf({ renamed_from: 'B', former_ids: ['A'] })).toEqual(['B', 'A']);
    expect(formerIdsOf({ renamed_from: null, former_ids: ['A'] })).toEqual(['A']);
    expect(specOutcome(specTask({ renamed_from: 'B', former_ids: ['A'] })).formerIds).toEqual(['B', 'A']);
  });

  it('is known by its date of creation alone, and not without one', () => {
    expect([
      isRenamedTask(at(1), at(1)),
      isRenamedTask(at(1), at(2)),
      isRenamedTask(at(1), null),
      isRenamedTask(null, null),
      isRenamedTask(null, at(1)),
    ]).toEqual([true, false, false, false, false]);
  });

  it('has the row of its id, else that of the latest id of before that is its own', () => {
    const [own, other] = [row(at(1), 'own'), row(at(9), 'other')];
    const former = [undefined, row(at(9), 'foreign'), row(at(1), 'later'), row(at(1), 'earlier')];
    expect(chooseRow(mine, own, former)?.reason).toBe('own');
    expect(chooseRow(mine, row(null, 'undated'), former)?.reason).toBe('undated');
    expect(chooseRow(mine, undefined, former)?.reason).toBe('later');
    expect(chooseRow(mine, other, former)?.reason).toBe('later');
    expect(chooseRow(mine, other, [undefined, row(null, 'undated')])?.reason).toBe('other');
    expect(chooseRow<typeof own>(mine, undefined, [])).toBeUndefined();
  });
});

describe('the stamp of a spec’s status', () => {
  it.each([
    ['ready', 'reopened_at'],
    ['blocked', 'blocked_at'],
    ['done', 'completed_at'],
    ['verified', 'verified_at'],
    ['cancelled', 'cancelled_at'],
  ] as const)('of %s is its %s', (status, field) => {
    expect(specOutcome(specTask({ status, [field]: at(7) }))).toMatchObject({
      stamp: BASE_MS + 7,
      dated: true,
    });
  });

  it('is above the latest date where a person changed the status and not the dates', () => {
    const dates = { completed_at: at(5), verified_at: at(9) };
    expect(specOutcome(specTask({ ...dates, status: 'ready' }))).toMatchObject({
      stamp: BASE_MS + 10,
      dated: false,
    });
    expect(specOutcome(specTask({ ...dates, status: 'done' })).stamp).toBe(BASE_MS + 10);
    expect(specOutcome(specTask({ ...dates, status: 'todo' })).stamp).toBe(BASE_MS + 10);
    expect(specOutcome(specTask({ ...dates, status: 'verified' })).stamp).toBe(BASE_MS + 9);
  });

  it('is 0 without any date that can be read', () => {
    expect(specOutcome(specTask({ status: 'verified' }))).toMatchObject({ stamp: 0, dated: false });
    expect(specOutcome(specTask({ status: 'verified', verified_at: 'soon' }))).toMatchObject({
      stamp: 0,
      dated: false,
    });
    expect(specOutcome(specTask({ created_at: at(1), updated_at: at(2) })).stamp).toBe(0);
  });
});

describe('a task in both planes', () => {
  const outcomeOf = (spec: Partial<SpecTask>, row: Partial<Transition>): string => {
    const { status, statusFrom } = reconcileTask(specOutcome(specTask(spec)), transition(row));
    return `${status} from ${statusFrom}`;
  };

  it('has the status of the greater stamp', () => {
    const spec = { status: 'verified', verified_at: at(5) } as const;
    expect(outcomeOf(spec, { status: 'ready', stamp: BASE_MS + 6 })).toBe('ready from runtime');
    expect(outcomeOf(spec, { status: 'ready', stamp: BASE_MS + 4 })).toBe('verified from spec');
  });

  it('has the later status on equal stamps', () => {
    const spec = { status: 'done', completed_at: at(5) } as const;
    expect(outcomeOf(spec, { status: 'verified', stamp: BASE_MS + 5 })).toBe('verified from runtime');
    expect(outcomeOf(spec, { status: 'blocked', stamp: BASE_MS + 5 })).toBe('done from spec');
    expect(outcomeOf(spec, { status: 'done', stamp: BASE_MS + 5 })).toBe('done from spec');
  });

  it('is withheld by hand, whatever the stamp of the runtime', () => {
    const later = { stamp: BASE_MS + 9 };
    expect(outcomeOf({ status: 'deleted' }, { ...later, status: 'verified' })).toBe('deleted from spec');
    expect(outcomeOf({ status: 'cancelled' }, { ...later, status: 'verified' })).toBe('cancelled from spec');
    expect(outcomeOf({ status: 'cancelled', cancelled_at: at(5) }, { ...later, status: 'ready' })).toBe(
      'ready from runtime',
    );
    expect(outcomeOf({ status: 'blocked' }, { ...later, status: 'ready' })).toBe('blocked from spec');
    expect(outcomeOf({ status: 'blocked' }, { ...later, status: 'blocked' })).toBe('blocked from spec');
    expect(outcomeOf({ status: 'blocked' }, { ...later, status: 'done' })).toBe('done from runtime');
    expect(outcomeOf({ status: 'blocked', blocked_at: at(5) }, { ...later, status: 'ready' })).toBe(
      'ready from runtime',
    );
  });

  it('does not take the row of another task that had its id', () => {
    const row = transition({ status: 'verified', createdAt: at(1) });
    const mine = specOutcome(specTask({ status: 'ready', created_at: at(2) }));
    expect(reconcileTask(mine, row)).toEqual({
      status: 'ready',
      statusFrom: 'spec',
      specStatus: 'ready',
      stamp: 0,
      foreignRow: true,
    });
    expect([isSameTask(null, at(1)), isSameTask(at(1), null), isSameTask(at(1), at(1))]).toEqual([
      true,
      true,
      true,
    ]);
    expect(isSameTask(at(1), at(2))).toBe(false);
  });

  it('is withheld by a deletion whatever else the file says', () => {
    const deleted = { status: 'deleted', completed_at: at(1) } as const;
    expect(outcomeOf(deleted, { status: 'verified', stamp: BASE_MS + 9 })).toBe('deleted from spec');
  });

  it('has what a plain reading of the rules says', () => {
    const date = fc.option(fc.integer({ min: 0, max: 6 }).map(at));
    const spec = fc
      .record({
        status: fc.constantFrom(...STATUSES),
        completed_at: date,
        verified_at: date,
        blocked_at: date,
        cancelled_at: date,
        reopened_at: date,
      })
      .map(specTask);
    const row = fc
      .record({
        status: fc.constantFrom<TransitionStatus>('ready', 'blocked', 'done', 'verified', 'cancelled'),
        stamp: fc.integer({ min: BASE_MS - 1, max: BASE_MS + 8 }),
      })
      .map(transition);
    fc.assert(
      fc.property(spec, fc.option(row, { nil: undefined }), (task, held) => {
        expect(reconcileTask(specOutcome(task), held)).toMatchObject(plainReading(task, held));
      }),
      { numRuns: scaled(30_000) },
    );
  });
});

/** ARCHITECTURE "How the planes meet", written down sentence by sentence. */
function plainReading(
  task: SpecTask,
  row: Transition | undefined,
): { status: string; statusFrom: string; stamp: number } {
  const belonging: Record<string, string | null> = {
    verified: task.verified_at,
    done: task.completed_at,
    blocked: task.blocked_at,
    cancelled: task.cancelled_at,
    ready: task.reopened_at,
  };
  const dates = [task.verified_at, task.completed_at, task.blocked_at, task.cancelled_at, task.reopened_at]
    .flatMap((text) => (text === null ? [] : [parseTimestamp(text) ?? 0]))
    .sort((a, b) => b - a);
  const [latest] = dates;
  const own = belonging[task.status] ?? null;
  const ownMs = own === null ? undefined : parseTimestamp(own);
  const specStamp = latest === undefined ? 0 : ownMs === latest ? latest : latest + 1;
  const fromSpec = { status: task.status, statusFrom: 'spec', stamp: Math.max(specStamp, row?.stamp ?? 0) };
  const hidden =
    task.status === 'deleted' ||
    (task.status === 'cancelled' && own === null) ||
    (task.status === 'blocked' && own === null && (row?.status === 'ready' || row?.status === 'blocked'));
  if (row === undefined || hidden || row.stamp < specStamp) {
    return fromSpec;
  }
  const order = ['todo', 'ready', 'blocked', 'done', 'verified', 'cancelled'];
  const wins = row.stamp > specStamp || order.indexOf(row.status) > order.indexOf(task.status);
  return wins ? { status: row.status, statusFrom: 'runtime', stamp: fromSpec.stamp } : fromSpec;
}

it('a new stamp is above all that was seen and not below the clock', () => {
  expect([nextStamp(10, 3), nextStamp(10, 10), nextStamp(10, 50), nextStamp(10, 9)]).toEqual([
    10, 11, 51, 10,
  ]);
});

const side = fc.constantFrom<Side>(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('verb'), verb: fc.constantFrom(...STATUS_VERBS) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('tick'), ms: fc.integer({ min: -3, max: 20 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('hand-edit'), status: fc.constantFrom(...STATUSES) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('older'), back: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('settle') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reset') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('push') }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pull'), resolve: fc.constantFrom('ours', 'theirs') }),
  },
);
const move: fc.Arbitrary<Move> = fc
  .tuple(step, side, side)
  .map(([made, machine, checkout]) => ({ ...made, machine, checkout }));
const apart = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -1_000_000, max: 1_000_000 }));

const DATES = ['reopened_at', 'blocked_at', 'completed_at', 'verified_at', 'cancelled_at'] as const;
const DATE_OF = {
  ready: 'reopened_at',
  blocked: 'blocked_at',
  done: 'completed_at',
  verified: 'verified_at',
  cancelled: 'cancelled_at',
} as const;

/** Whether the spec knows of the runtime's transition: its date stands there, equal to no other, or a later one does. */
function isSettledIn(spec: SpecTask, row: Transition | undefined): boolean {
  if (row === undefined) {
    return true;
  }
  const dates = DATES.flatMap((field) => parseTimestamp(spec[field] ?? '') ?? []);
  const equal = dates.filter((date) => date === row.stamp).length;
  const isDated = spec[DATE_OF[row.status]] === formatTimestamp(row.stamp) && equal === 1;
  return isDated || Math.max(...dates) > row.stamp;
}

/** A property that was hardly ever put to the test says nothing. */
const ENOUGH = 400;

describe('histories of two machines', () => {
  const histories = fc.array(move, { minLength: 1, maxLength: 40, size: 'max' });
  const each = (check: (world: TwoMachines, made: Move) => void): void => {
    fc.assert(
      fc.property(apart, histories, (apartMs, moves) => {
        const world = new TwoMachines(apartMs);
        moves.forEach((made) => {
          check(world, made);
        });
      }),
      { numRuns: scaled(30_000) },
    );
  };

  it('let every transition take effect where it was made', () => {
    let made = 0;
    each((world, next) => {
      const isMade = world.make(next);
      if (isMade && next.kind === 'verb' && next.verb !== 'ready') {
        made += 1;
        expect(world.look(next.machine, next.checkout).status).toBe(TRANSITION_RULES[next.verb].to);
      }
    });
    expect(made).toBeGreaterThan(ENOUGH);
  });

  it('lower no outcome that the runtime holds by an older spec that withholds nothing', () => {
    let compared = 0;
    each((world, next) => {
      const before = world.look(next.machine, next.checkout);
      world.make(next);
      const after = world.look(next.machine, next.checkout);
      const isHeld = before.row?.status === before.status;
      const isOlder = next.kind === 'older' && before.rowHistory.includes(after.spec);
      if (isHeld && isOlder && !isWithheldByHand(after.spec)) {
        compared += 1;
        expect(isNotLower(after.status, before.status)).toBe(true);
      }
    });
    expect(compared).toBeGreaterThan(ENOUGH);
  });

  it('settle what both planes then say alike, so that a reset loses none of it', () => {
    let settled = 0;
    each((world, next) => {
      const before = world.look(next.machine, next.checkout);
      const isMade = world.make(next);
      const after = world.look(next.machine, next.checkout);
      if (next.kind === 'settle' && isMade) {
        settled += 1;
        expect(after.status).toBe(before.status);
        expect(specOutcome(after.spec)).toMatchObject({
          status: before.status,
          stamp: before.row?.stamp,
          dated: true,
        });
      }
      if (next.kind === 'reset' && before.specStatus === before.status) {
        expect(after.status).toBe(before.status);
      }
    });
    expect(settled).toBeGreaterThan(ENOUGH);
  });

  it('let a hand edit take effect where every transition is settled', () => {
    let edited = 0;
    each((world, next) => {
      const before = world.look(next.machine, next.checkout);
      world.make(next);
      if (next.kind === 'hand-edit' && isSettledIn(before.spec, before.row)) {
        edited += 1;
        expect(world.look(next.machine, next.checkout).status).toBe(next.status);
      }
    });
    expect(edited).toBeGreaterThan(ENOUGH);
  });

  it('end alike once both have settled, pushed and pulled twice, where none is done or withheld', () => {
    let compared = 0;
    fc.assert(
      fc.property(apart, histories, (apartMs, moves) => {
        const world = new TwoMachines(apartMs);
        moves.forEach((made) => world.make(made));
        for (const machine of [0, 1, 0, 1, 0] as const) {
          world.make({ kind: 'pull', resolve: 'theirs', machine, checkout: machine });
          world.make({ kind: 'settle', machine, checkout: machine });
          world.make({ kind: 'push', machine, checkout: machine });
        }
        const [one, other] = [world.look(0, 0), world.look(1, 1)];
        if (one.status !== 'done' && other.status !== 'done') {
          compared += 1;
          expect(one.status).toBe(other.status);
        }
      }),
      { numRuns: scaled(30_000) },
    );
    expect(compared).toBeGreaterThan(ENOUGH);
  });
});
