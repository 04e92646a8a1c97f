import { expect, it } from 'vitest';
import { openWorkspace } from '../../../src/workspace/open.ts';
import type { Progress, Stage } from '../../../src/workspace/progress.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks, specText } from '../../support/spec-text.ts';

interface Heard {
  starts: number;
  ends: number;
  readonly stages: Set<Stage>;
  readonly done: number[];
  readonly totals: Set<number>;
}

function listen(): { heard: Heard; startProgress: () => Promise<Progress> } {
  const heard: Heard = { starts: 0, ends: 0, stages: new Set(), done: [], totals: new Set() };
  const progress: Progress = {
    report: (stage, done, total) => {
      heard.stages.add(stage);
      heard.done.push(done);
      heard.totals.add(total);
    },
    end: () => {
      heard.ends += 1;
    },
  };
  const startProgress = async (): Promise<Progress> => {
    heard.starts += 1;
    return await Promise.resolve(progress);
  };
  return { heard, startProgress };
}

async function readOnce(
  { root, clock }: OpenedWorkspace,
  startProgress: () => Promise<Progress>,
): Promise<number> {
  const workspace = await openWorkspace({ dir: root, env: {}, now: clock.read, startProgress });
  try {
    return await workspace.read(async (tx) => await tx.lastSeq());
  } finally {
    workspace.close();
  }
}

it('tells how far reading a plan whole has come, and nothing where nothing is read', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1000) });
  const { heard, startProgress } = listen();
  await readOnce(opened, startProgress);
  expect(heard).toMatchObject({ starts: 1, ends: 1 });
  expect([...heard.stages]).toEqual(['reading', 'keeping']);
  expect([...heard.totals]).toEqual([1000]);
  expect(Math.max(...heard.done)).toBeGreaterThan(700);
  await readOnce(opened, startProgress);
  opened.writeSpec(specText(readyTasks(1001)));
  await readOnce(opened, startProgress);
  expect(heard.starts).toBe(1);
});

it('ends also where the plan is broken', async () => {
  const opened = await openNewWorkspace({ spec: 'tasks:\n  T1:\n    status: odd\n' });
  const { heard, startProgress } = listen();
  await expect(readOnce(opened, startProgress)).rejects.toMatchObject({ code: 'SPEC_INVALID' });
  expect(heard).toMatchObject({ starts: 1, ends: 1 });
});
