import { describe, expect, test } from 'vitest';
import { envelopeOf } from '../support/envelope.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace } from '../support/workspace.ts';

interface Done {
  readonly changed: boolean;
  readonly completed_at: string;
}

describe.concurrent('a call that is made again', () => {
  test('by the person that an agent was served by answers as the first one did', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(2) });
    await workspace.data(['task', 'claim', 'T1', '--as', 'ai:only']);
    const first = await workspace.data<Done>(['task', 'done', 'T1']);
    expect(first).toMatchObject({ changed: true, completed_by: 'ai:only' });
    expect(await workspace.data<Done>(['task', 'done', 'T1'])).toMatchObject({
      changed: false,
      completed_by: 'ai:only',
      completed_at: first.completed_at,
    });
    await workspace.data(['task', 'claim', 'T2', '--as', 'ai:only']);
    await workspace.data(['task', 'release', 'T2']);
    expect(await workspace.data(['task', 'release', 'T2'])).toMatchObject({
      changed: false,
      agent_id: 'ai:only',
    });
    expect((await workspace.error(['task', 'done', 'T1', '--as', 'human:bob'])).code).toBe('LEASE_NOT_HELD');
  });

  test('with something new says that it is not stored, and what would store it', async () => {
    const workspace = makeWorkspace({ tasks: [{ id: 'T1', acceptance_criteria: ['one'] }] });
    const one = { as: 'ai:one' };
    await workspace.data(['task', 'claim', 'T1'], one);
    await workspace.data(['task', 'done', 'T1'], one);
    const again = [
      'task',
      'done',
      'T1',
      '--note',
      'x',
      '--evidence',
      'file:.lodestar/spec.yaml',
      '--criteria',
      'all',
    ];
    expect(envelopeOf(await workspace.json(again, one))).toMatchObject({
      ok: true,
      data: { changed: false, evidence: [], criteria: [{ checked: false }] },
      warnings: [{ code: 'not-stored' }],
    });
    expect((await workspace.run(again, one)).stderr).toMatch(
      /--note, --evidence and --criteria are not stored/u,
    );
    expect((await workspace.error(['task', 'done', 'T1', '--criteria', '2'], one)).code).toBe(
      'INPUT_INVALID',
    );
  });
});
