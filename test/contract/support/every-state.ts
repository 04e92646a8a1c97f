import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerHere } from '../../support/answer-here.ts';
import { dataOf } from '../../support/envelope.ts';
import { lapseLease } from '../../support/runtime-rows.ts';
import { makeWorkspace, type TestWorkspace } from '../../support/workspace.ts';

export const ONE = 'ai:one';
export const TWO = 'ai:two';
export const EVERY_STATE_SPEC = readFileSync(
  join(import.meta.dirname, '..', 'fixtures', 'every-state.yaml'),
  'utf8',
);

/** What brings the runtime into every state, in this order. */
const STEPS: readonly (readonly [as: string | undefined, ...args: string[]])[] = [
  [ONE, 'agent', 'join', '--name', 'one', '--role', 'builder', '--capability', 'typescript'],
  [TWO, 'agent', 'join', '--name', 'two', '--model', 'large', '--tool', 'editor'],
  ['ai:gone', 'agent', 'join', '--name', 'gone'],
  ['ai:gone', 'agent', 'leave', '--reason', 'Out of budget'],
  [ONE, 'task', 'claim', 'DONE'],
  [ONE, 'task', 'done', 'DONE', '--note', 'See the file', '--evidence', 'commit:HEAD', '--evidence', 'seen'],
  [ONE, 'task', 'claim', 'UNCHECKED'],
  [ONE, 'task', 'done', 'UNCHECKED'],
  [ONE, 'task', 'claim', 'UNSETTLED'],
  [ONE, 'task', 'done', 'UNSETTLED'],
  [undefined, 'task', 'verify', 'UNSETTLED'],
  [TWO, 'task', 'claim', 'GIVEN-BACK'],
  [TWO, 'task', 'release', 'GIVEN-BACK', '--note', 'Half of it works'],
  [undefined, 'task', 'block', 'STOPPED', '--reason', 'Waits for a decision'],
  [undefined, 'task', 'cancel', 'DROPPED', '--reason', 'Not needed'],
  [undefined, 'task', 'reopen', 'AGAIN', '--reason', 'It broke'],
  [TWO, 'msg', 'send', '--task', 'MINE', 'Mind the units'],
  [TWO, 'msg', 'send', '--to', ONE, '--severity', 'blocker', '--subject', 'Build', 'main is broken'],
  [ONE, 'msg', 'send', '--all', 'Frozen'],
  [ONE, 'msg', 'read', '--task', 'GIVEN-BACK'],
  [TWO, 'task', 'claim', 'LAPSED'],
  [ONE, 'task', 'claim', 'MINE'],
  [ONE, 'worktree', 'add', 'MINE', '--path', 'linked', '--branch', 'mine'],
  [undefined, 'backup', '.lodestar/local/all.sqlite'],
];

/**
 * A workspace in which a task stands in every status and state. ai:one holds MINE, with a worktree in `linked/`; the lease of ai:two on LAPSED has run
 * out. There is a backup of all of it, and `versions/` holds three specs that contradict each other. Who runs commands without a name is human:ada-lovelace.
 */
export async function makeEveryState(): Promise<TestWorkspace> {
  const workspace = makeWorkspace({ spec: EVERY_STATE_SPEC });
  mkdirSync(join(workspace.root, '.git', 'info'), { recursive: true });
  writeFileSync(join(workspace.root, '.git', 'info', 'exclude'), 'linked/\n');
  writeFileSync(join(workspace.root, 'PRD.md'), '# Plan\n\nText.\n');
  mkdirSync(join(workspace.root, 'versions'));
  for (const [name, title] of Object.entries({ base: 'A', ours: 'B', theirs: 'C' })) {
    writeFileSync(join(workspace.root, 'versions', `${name}.yaml`), `tasks:\n  T1:\n    title: ${title}\n`);
  }
  for (const [as, ...args] of STEPS) {
    dataOf(await answerHere(workspace, args, as === undefined ? {} : { as }));
  }
  lapseLease(workspace.runtimePath, 'LAPSED');
  return workspace;
}
