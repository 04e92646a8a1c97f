import { setTimeout as sleep } from 'node:timers/promises';
import { readyTasks } from './spec-text.ts';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

/** In the order in which they run; a later one needs what an earlier one did. */
export const HOT_COMMANDS = [
  ['task', 'next'],
  ['task', 'show', 'T2'],
  ['status'],
  ['task', 'claim', 'T1'],
  ['task', 'renew', 'T1'],
  ['task', 'done', 'T1'],
  ['agent', 'heartbeat'],
] as const;

/** Who runs them: an agent that joined. */
export const HOT_AGENT = 'ai:worker';

/** Well above what a file counts as young. */
const SETTLED_MS = 1000;

/** The command's words without a task's id. */
export function hotName(args: readonly string[]): string {
  return args.filter((word) => !/^T\d+$/u.test(word)).join(' ');
}

/** The same as a file's name. */
export function hotFileName(args: readonly string[]): string {
  return `${hotName(args).replaceAll(' ', '-')}.txt`;
}

/** Brings the view up to the last event, as the first reader after it does. */
export async function followRuntime(workspace: TestWorkspace): Promise<void> {
  await workspace.data(['task', 'next'], { as: HOT_AGENT });
}

/** A workspace of so many ready tasks whose view is current, and known to be so by the spec's file alone. */
export async function makeWarmWorkspace(taskCount: number): Promise<TestWorkspace> {
  const workspace = makeWorkspace({ tasks: readyTasks(taskCount) });
  await workspace.data(['agent', 'join', '--name', 'worker']);
  await followRuntime(workspace);
  // Once the spec is older than the clock's grain, a second look proves it.
  await sleep(SETTLED_MS);
  await followRuntime(workspace);
  return workspace;
}
