import { describe, expect, it } from 'vitest';
import { STATES, STATUSES, isStatus, statusRank } from '../../src/model/status.ts';
import {
  deriveState,
  isVerbAllowed,
  STATUS_VERBS,
  TRANSITION_RULES,
  verbsFor,
} from '../../src/model/transition.ts';

describe('verbs', () => {
  it('fit each status as the table of the documentation says', () => {
    expect(Object.fromEntries(STATUSES.map((status) => [status, verbsFor(status)]))).toEqual({
      todo: ['ready', 'cancel', 'delete'],
      ready: ['block', 'done', 'cancel', 'delete'],
      blocked: ['unblock', 'cancel', 'delete'],
      done: ['verify', 'reject', 'reopen', 'cancel', 'delete'],
      verified: ['reopen', 'delete'],
      cancelled: ['reopen', 'delete'],
      deleted: ['reopen'],
    });
  });

  it('never lead to where the task is already', () => {
    expect(STATUS_VERBS.filter((verb) => isVerbAllowed(verb, TRANSITION_RULES[verb].to))).toEqual([]);
  });
});

describe('the state of a task', () => {
  it('is its status once it is decided, leased or not, whatever it waited for', () => {
    for (const status of ['deleted', 'cancelled', 'verified', 'done'] as const) {
      expect([deriveState(status, false, 0), deriveState(status, true, 3)]).toEqual([status, status]);
    }
  });

  it('is claimed while it is leased, also when the spec has changed under the lease', () => {
    expect(deriveState('ready', true, 0)).toBe('claimed');
    expect(deriveState('todo', true, 0)).toBe('claimed');
    expect(deriveState('blocked', true, 2)).toBe('claimed');
  });

  it('says what stands in the way, and else that it can be claimed', () => {
    expect(deriveState('todo', false, 2)).toBe('draft');
    expect(deriveState('blocked', false, 2)).toBe('held');
    expect(deriveState('ready', false, 1)).toBe('waiting');
    expect(deriveState('ready', false, 0)).toBe('claimable');
  });

  it('is one of the states, for every status', () => {
    const derived = STATUSES.flatMap((status) =>
      [0, 1].map((unmet) => deriveState(status, unmet === 1, unmet)),
    );
    expect(derived.filter((state) => !STATES.includes(state))).toEqual([]);
  });
});

it('a status ranks in the order that breaks ties, and other words are none', () => {
  expect(STATUSES.map(statusRank)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(['ready', 'Ready', 'claimed', 'constructor', ''].map(isStatus)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
