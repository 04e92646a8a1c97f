import { expect } from 'vitest';
import { envelopeOf, errorOf } from './envelope.ts';
import type { TaskFields } from './spec-text.ts';
import { makeWorkspace, type RunOptions, type TestWorkspace } from './workspace.ts';

export const ADA = { as: 'human:ada' };
export const ONE = { as: 'ai:worker-1' };
export const TWO = { as: 'ai:worker-2' };

/** T1 can be claimed, T2 waits for it, T3 shares files with T1, T4 is a draft. */
const PLAN: readonly TaskFields[] = [
  { id: 'T1', priority: 10, locks: ['src/**'], acceptance_criteria: ['first', 'second'], labels: ['core'] },
  { id: 'T2', depends_on: ['T1'] },
  { id: 'T3', locks: ['src/a.ts'] },
  { id: 'T4', status: 'todo' },
];

/** A workspace with a small plan that has a task in each state that a plan begins with. */
export function makePlan(config?: string): TestWorkspace {
  return makeWorkspace({ tasks: PLAN, ...(config === undefined ? {} : { config }) });
}

/** How a call is refused: its code and the process's exit code. */
export async function refusal(
  workspace: TestWorkspace,
  args: readonly string[],
  options?: RunOptions,
): Promise<string> {
  const run = await workspace.json(args, options);
  return `${errorOf(run).code} ${String(run.code)}`;
}

export interface Shown {
  readonly status: string;
  readonly state: string;
  readonly revision: string;
}

export async function showTask(workspace: TestWorkspace, id: string): Promise<Shown> {
  return await workspace.data<Shown>(['task', 'show', id]);
}

/** The call answers as if it were meant, says that it was not, and leaves the spec and every task as they were. */
export async function expectDryRun(
  workspace: TestWorkspace,
  args: readonly string[],
  options: RunOptions,
): Promise<void> {
  const state = async (): Promise<unknown> => [
    workspace.readSpec(),
    await workspace.data([
      'task',
      'list',
      '--include-deleted',
      '--fields',
      'id,status,state,claimed_by,revision',
    ]),
  ];
  const before = await state();
  const { ok, warnings } = envelopeOf(await workspace.json([...args, '--dry-run'], options));
  expect(ok, args.join(' ')).toBe(true);
  expect(warnings.map((each) => each.code)).toContain('dry-run');
  expect(await state(), args.join(' ')).toEqual(before);
}
