import { describe, expect, test } from 'vitest';
import { displayClaim } from '../../../src/cli/displays/display-claim.ts';
import { displayNext } from '../../../src/cli/displays/display-next.ts';
import { displayShow } from '../../../src/cli/displays/display-show.ts';
import { displayUpdate } from '../../../src/cli/displays/display-update.ts';
import { displayWhy } from '../../../src/cli/displays/display-why.ts';
import { emptyTask } from '../../../src/model/task.ts';
import type { ClaimResult } from '../../../src/operations/task/claim.ts';
import type { ShowResult } from '../../../src/operations/task/show.ts';
import { PIPE, plain, terminal } from './ui-for-tests.ts';

const SOON = '2026-03-01T12:10:00.000Z';
const EARLIER = '2026-03-01T11:00:00.000Z';

const HANDOFF = {
  message_id: '1',
  from_agent_id: 'ai:first',
  created_at: EARLIER,
  text: 'Two lines\nof note',
  subject: null,
  severity: 'handoff',
} as const;

const CLAIM: ClaimResult = {
  task_id: 'T1',
  title: 'Read units',
  token: 'abc.1',
  lease_id: 'abc.1',
  agent_id: 'ai:worker-1',
  expires_at: SOON,
  ttl_seconds: 600,
  changed: true,
  description: 'What people write.\n',
  acceptance_criteria: ['reads "2 kg"'],
  locks: ['src/**'],
  handoff_message: HANDOFF,
  returned: null,
  revoked: null,
  unread_count: 0,
  lapsed: { holder: 'ai:first', expired_at: EARLIER },
  overlaps: [],
};

describe('displayClaim', () => {
  test('it says who holds what until when, what is to be done, what was left, and how to export the token', () => {
    expect(plain(displayClaim(CLAIM, terminal(80))).split('\n')).toEqual([
      'Claimed T1: Read units',
      '  holder       ai:worker-1',
      '  expires      in 10 min',
      '  locks        src/**',
      '  held before  ai:first; the lease lapsed 1 h ago',
      '',
      '  What people write.',
      '',
      'Criteria',
      '  1. reads "2 kg"',
      '',
      'Handoff from ai:first, 1 h ago',
      '  Two lines',
      '  of note',
      '',
      expect.stringContaining('`done`, `renew` and `release`'),
      '  export LODESTAR_LEASE=abc.1',
    ]);
  });

  test('a claim by the holder says that it was renewed', () => {
    expect(plain(displayClaim({ ...CLAIM, changed: false }, PIPE))).toMatch(/^Renewed T1/u);
  });

  test('what a title or a note holds cannot fool the terminal', () => {
    const title = 'Red \u001b[31malert\u202e';
    const text = plain(
      displayClaim({ ...CLAIM, title, handoff_message: { ...HANDOFF, text: '\u001b]0;x' } }, PIPE),
    );
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    expect(text).toContain('Red \\x1b[31malertU+202E');
  });
});

const SHOW: ShowResult = {
  ...emptyTask('T1', 'Read units'),
  status: 'ready',
  depends_on: ['T2', 'T3'],
  state: 'waiting',
  status_from: 'spec',
  revision: 'aaaa',
  claimable: false,
  returned: null,
  revoked: null,
  dependents: ['T9'],
  unmet_dependencies: [{ id: 'T3', title: 'Three', status: 'done', upstream: null }],
  criteria: [
    { number: 1, text: 'one', checked: true, checked_by: 'ai:first', checked_at: EARLIER },
    { number: 2, text: 'two', checked: false, checked_by: null, checked_at: null },
  ],
  evidence: [
    { kind: 'commit', value: 'abcdef', by: 'ai:first', at: EARLIER, branch: 'main', head: null, tree: null },
  ],
  handoff_message: HANDOFF,
  communication: { unread_count: 0, message_count: 1, participating_agents: ['ai:first'] },
  transition: null,
};

describe('displayShow', () => {
  const show = (more: Partial<ShowResult> = {}): string =>
    plain(displayShow({ ...SHOW, ...more }, terminal(80)));

  test('it tells what the task waits for, how far the criteria are and what was left', () => {
    const text = show();
    expect(text).toContain('T1  Read units\nwaiting for T3\n');
    expect(text).toContain('depends on  T2 (verified), T3 (done)');
    expect(text).toContain('needed by   T9');
    expect(text).toContain('Criteria 1 of 2 checked\n  [x] 1. one  ai:first, 1 h ago\n  [ ] 2. two\n');
    expect(text).toContain('  - commit:abcdef  ai:first, 1 h ago');
    expect(text).toContain('Handoff from ai:first');
  });

  test('a task that is held says by whom and until when', () => {
    const text = show({ state: 'claimed', claimed_by: { agent_id: 'ai:worker-1', expires_at: SOON } });
    expect(text).toContain('claimed by ai:worker-1, expires in 10 min');
  });

  test('a lease that lapsed is told', () => {
    const text = show({ state: 'claimable', lapsed: { holder: 'ai:first', expired_at: EARLIER } });
    expect(text).toContain('claimable; the lease of ai:first lapsed 1 h ago');
  });

  test('where the planes differ, both are told, and the reason is that of the one that holds', () => {
    const transition = {
      status: 'blocked',
      by: 'human:ada',
      at: EARLIER,
      reason: 'no key',
      branch: null,
      head: null,
    } as const;
    const text = show({
      status: 'blocked',
      state: 'held',
      status_from: 'runtime',
      spec_status: 'ready',
      status_reason: 'an older reason',
      transition,
    });
    expect(text).toContain('held: no key (human:ada, 1 h ago)');
    expect(text).toContain('blocked (from the runtime; spec.yaml here says ready)');
  });
});

const RETURNED = {
  verb: 'reject',
  reason: 'the tests\nfail',
  by: 'human:ada',
  at: EARLIER,
} as const;
const REVOKED = { holder: 'ai:first', reason: 'went astray', by: 'human:ada', at: EARLIER } as const;

describe('why a task is to be done again, or was taken from its holder', () => {
  const rejected = 'Rejected by human:ada, 1 h ago\n  the tests\n  fail\n';
  const revoked = 'Lease revoked from ai:first by human:ada, 1 h ago\n  went astray\n';

  test.each(['claimable', 'waiting', 'claimed'] as const)('is shown while the task is %s', (state) => {
    const text = plain(displayShow({ ...SHOW, state, returned: RETURNED, revoked: REVOKED }, terminal(80)));
    expect(text).toContain(rejected);
    expect(text).toContain(revoked);
  });

  test('is told to whoever claims it', () => {
    const text = plain(displayClaim({ ...CLAIM, returned: RETURNED, revoked: REVOKED }, terminal(80)));
    expect(text).toContain(rejected);
    expect(text).toContain(revoked);
  });

  test('another reason is shown beside the facts, with who gave it and when', () => {
    const transition = {
      status: 'ready',
      by: 'human:ada',
      at: EARLIER,
      reason: 'key is here',
      branch: null,
      head: null,
    } as const;
    const text = plain(
      displayShow({ ...SHOW, state: 'claimable', status_from: 'runtime', transition }, terminal(80)),
    );
    expect(text).toMatch(/ {2}reason +key is here \(human:ada, 1 h ago\)/u);
  });

  test('a reason of the spec is told with the name and date that stand beside it', () => {
    const text = plain(
      displayShow(
        {
          ...SHOW,
          status: 'cancelled',
          state: 'cancelled',
          status_reason: 'no use',
          cancelled_by: 'human:bob',
          cancelled_at: EARLIER,
        },
        terminal(80),
      ),
    );
    expect(text).toContain('cancelled: no use (human:bob, 1 h ago)');
  });
});

describe('displayNext', () => {
  const offer = {
    id: 'T1',
    title: 'One',
    priority: 10,
    labels: ['api'],
    dependents: 2,
    why: ['priority 10', 'depends on nothing'],
    lapsed: null,
    returned: null,
  };

  test('each task is offered with its reasons, and what the caller holds stands first', () => {
    const held = [{ task_id: 'T7', title: 'Seven', token: 'abc.1', expires_at: SOON }];
    expect(
      plain(displayNext({ tasks: [offer], total_claimable: 3, held }, terminal(80))).split('\n'),
    ).toEqual([
      'You hold',
      '  T7  Seven, expires in 10 min',
      '',
      'T1  One  [api]',
      '    priority 10; depends on nothing',
      '',
      '1 of 3 that can be claimed',
    ]);
  });

  test('where nothing is offered it says whether anything could be claimed at all', () => {
    expect(plain(displayNext({ tasks: [], total_claimable: 0, held: [] }, PIPE))).toBe(
      'Nothing to claim now.',
    );
    expect(plain(displayNext({ tasks: [], total_claimable: 2, held: [] }, PIPE))).toContain(
      '2 could be claimed',
    );
  });
});

describe('displayWhy', () => {
  const why = {
    task_id: 'T1',
    title: 'One',
    status: 'ready',
    state: 'waiting',
    claimable: false,
    held: null,
  } as const;

  test('each thing in the way is a line', () => {
    const text = plain(
      displayWhy(
        {
          ...why,
          obstacles: [
            {
              kind: 'dependency',
              id: 'T2',
              title: 'Two',
              status: 'ready',
              upstream: null,
              state: 'claimed',
              claimed_by: { agent_id: 'ai:b', expires_at: SOON },
              message: '',
            },
            { kind: 'lock', lock: 'a/**', other_lock: 'a/b', task_id: 'T3', holder: 'ai:c', message: '' },
          ],
        },
        terminal(100),
      ),
    );
    expect(text.split('\n')).toEqual([
      'T1  One',
      'waiting',
      '  - It waits for T2 (Two), which is claimed by ai:b, expires in 10 min',
      '  - Its lock a/** overlaps a/b of T3, which ai:c holds',
    ]);
  });

  test('a task that can be claimed says so, and so does one that the caller holds', () => {
    const free = { ...why, state: 'claimable', claimable: true, obstacles: [] } as const;
    expect(plain(displayWhy(free, PIPE))).toContain('you can claim it now');
    const held = { ...free, held: { agent_id: 'ai:a', expires_at: SOON } };
    expect(plain(displayWhy(held, PIPE))).toContain('You hold it');
  });
});

test('an update shows what each changed field is now, in one line each', () => {
  const task = {
    ...emptyTask('T1', 'New'),
    labels: ['a', 'b'],
    description: 'x\ny',
    lease_ttl: null,
    updated_fields: ['title', 'labels', 'description', 'lease_ttl', 'extra'],
  };
  const unchanged = { ...emptyTask('T2', 'Same'), updated_fields: [] };
  expect(
    plain(displayUpdate({ ...task, tasks: [task, unchanged], changed: true }, PIPE)).split('\n'),
  ).toEqual([
    'Updated T1',
    '  title        New',
    '  labels       a, b',
    '  description  x\\ny',
    '  lease ttl    (none)',
    '  x- keys      (none)',
    'T2 is like that already: nothing changed.',
  ]);
});
