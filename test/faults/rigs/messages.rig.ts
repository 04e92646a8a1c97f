import type { InboxResult } from '../../../src/operations/msg/inbox.ts';
import { readyTasks } from '../../support/spec-text.ts';
import { agents, type TestWorkspace } from '../../support/workspace.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import { runTogether, Worker } from '../harness/worker.ts';
import { percentile } from '../support/percentile.ts';

const SENDERS = 16;
const READERS = 16;
/** Longer than the senders take on a loaded machine: who is not woken in all that time will not be. */
const PATIENCE = '5m';
/** What is promised of a wait, with next to nothing else going on. */
const WAKES_WITHIN_MS = 1000;
const IDLE_S = 10;
/** Of a processor, in a hundred. */
const MOST_IDLE_CPU = 2;

/** What `messenger.mjs` prints; times are of the clock that all processes share, in nanoseconds. */
type Line =
  | { readonly kind: 'shown'; readonly text: string; readonly seq: number; readonly atNs: number }
  | { readonly kind: 'idle'; readonly timedOut: boolean; readonly cpuMs: number };

function messenger(run: RigRun, workspace: TestWorkspace, job: object): Worker<Line> {
  return new Worker<Line>(run.program, { file: 'messenger.mjs', workspace, job });
}

function shownTo(reader: Worker<Line>): Extract<Line, { kind: 'shown' }>[] {
  return reader.lines.filter((line) => line.kind === 'shown');
}

/** Each reader was shown each message once, in the order of arrival. */
function judgeShown(
  run: RigRun,
  { name, reader }: { readonly name: string; readonly reader: Worker<Line> },
  sent: ReadonlySet<string>,
): void {
  const shown = shownTo(reader);
  const names = shown.map(({ text }) => text.split(' ').slice(0, 2).join(' '));
  const distinct = new Set(names);
  run.count('messages shown', shown.length);
  run.check(distinct.size === names.length, `${name}: ${names.length - distinct.size} were shown twice`);
  const lost = [...sent].filter((each) => !distinct.has(each));
  run.check(lost.length === 0, `${name}: ${lost.length} were not shown, ${lost[0] ?? ''} first`);
  const inOrder = shown.every(({ seq }, index) => index === 0 || seq > (shown[index - 1]?.seq ?? 0));
  run.check(inOrder, `${name}: not in the order of arrival`);
}

async function crowd(run: RigRun): Promise<void> {
  const each = run.times(1000, 40, 40);
  const workspace = run.workspace({ tasks: readyTasks(1) });
  const senders = agents(SENDERS).map((as) => `${as}-sends`);
  const readers = agents(READERS).map((as) => `${as}-reads`);
  const reading = readers.map((as, index) =>
    messenger(run, workspace, {
      as,
      does: 'read',
      byMarks: index % 2 === 0,
      count: SENDERS * each,
      patience: run.size === 'control' ? '20s' : PATIENCE,
    }),
  );
  const sending = senders.map((as) => messenger(run, workspace, { as, does: 'send', count: each, gapMs: 0 }));
  await runTogether(run, [...reading, ...sending]);
  run.count('messages sent', SENDERS * each);
  const sent = new Set(
    senders.flatMap((as) => Array.from({ length: each }, (_, number) => `${as} ${String(number)}`)),
  );
  reading.forEach((reader, index) => judgeShown(run, { name: readers[index] ?? '', reader }, sent));
  for (const [index, as] of readers.entries()) {
    const { total } = await workspace.data<InboxResult>(['msg', 'inbox', '--limit', '1'], { as });
    const left = index % 2 === 0 ? 0 : sent.size;
    run.check(total === left, `${as}: ${total} are unread, and ${left} were not marked`);
  }
}

/** One sends now and then, and one waits: how long it takes from before the one to behind the other. */
async function wakeUp(run: RigRun): Promise<void> {
  const count = run.times(200, 20, 5);
  const workspace = run.workspace({ tasks: readyTasks(1) });
  const reader = messenger(run, workspace, { as: 'ai:reads', does: 'read', count, patience: '1m' });
  const sender = messenger(run, workspace, { as: 'ai:sends', does: 'send', count, gapMs: 150 });
  await runTogether(run, [reader, sender]);
  const tookMs = shownTo(reader).map(({ text, atNs }) => (atNs - Number(text.split(' ')[2])) / 1e6);
  run.check(tookMs.length === count, `woken for ${tookMs.length} of ${count} messages`);
  run.measure('p50 of a wake-up, ms', Math.round(percentile(tookMs, 0.5) * 10) / 10);
  run.measure('worst wake-up, ms', Math.round(Math.max(...tookMs) * 10) / 10);
  run.check(Math.max(...tookMs) < WAKES_WITHIN_MS, `a wake-up took ${Math.max(...tookMs)} ms`);
}

async function idle(run: RigRun): Promise<void> {
  const seconds = run.times(6 * IDLE_S, IDLE_S, 1);
  const workspace = run.workspace({ tasks: readyTasks(1) });
  const waiter = messenger(run, workspace, { as: 'ai:waits', does: 'idle', patience: `${seconds}s` });
  const lines = await runTogether(run, [waiter]);
  const line = lines.find((each) => each.kind === 'idle');
  run.check(line?.timedOut === true, 'a wait in vain did not end with its timeout');
  const share = ((line?.cpuMs ?? 0) / (seconds * 1000)) * 100;
  run.measure('processor while waiting, %', Math.round(share * 100) / 100);
  run.check(run.size === 'control' || share < MOST_IDLE_CPU, `waiting takes ${share} % of a processor`);
}

rig({
  id: 'M1',
  name: 'messages',
  goal: 'sixteen readers are shown each message of sixteen senders once, and who waits is woken within a second',
  controls: [
    {
      removes: 'the cursor of what was shown',
      patches: [
        {
          file: 'operations/msg/list-page.ts',
          find: 'const cursor = messages.at(-1)?.seq ?? after ?? null;',
          replace: 'const cursor: number | null = await tx.lastSeq();',
        },
      ],
    },
    {
      removes: 'the ear for the log of the runtime',
      patches: [
        {
          file: 'operations/msg/wait-inbox.ts',
          find: 'return await watchFiles([path, `${path}-wal`]);',
          replace: 'return await watchFiles([`${path}-none`]);',
        },
      ],
    },
  ],
  run: async (run) => {
    await wakeUp(run);
    await idle(run);
    await crowd(run);
  },
});
