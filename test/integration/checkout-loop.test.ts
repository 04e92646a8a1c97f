import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dataOf, verdictOf } from '../support/envelope.ts';
import type { ProcessResult } from '../support/run-process.ts';
import { scaled } from '../support/scaled.ts';
import { specText } from '../support/spec-text.ts';
import { commitAll, makeWorkspace, writeWorkspace, type TestWorkspace } from '../support/workspace.ts';

interface TaskList {
  readonly tasks: readonly { readonly id: string; readonly title: string }[];
}

const TASKS = 400;
const BRANCHES = ['alder', 'birch'] as const;

/** What Git says where an edit was saved between its removing of the file and its making it anew. */
const CAME_BETWEEN = 'unable to create file .lodestar/spec.yaml: File exists';
const FULL_SECONDS = 30;

/** The same ids on both branches, and titles that tell which branch they are of. */
function planOf(branch: string): string {
  const tasks = Array.from({ length: TASKS }, (_, index) => ({
    id: `T${index + 1}`,
    title: `${branch} ${index + 1}`,
  }));
  return specText(tasks);
}

function makeTwoBranches(): TestWorkspace {
  const workspace = makeWorkspace({ spec: planOf('main') });
  for (const branch of BRANCHES) {
    workspace.git('checkout', '--quiet', '-b', branch, 'main');
    writeWorkspace(workspace.root, { spec: planOf(branch) });
    commitAll(workspace.root, `Plan of ${branch}`);
  }
  return workspace;
}

/** Switches the branch, as a person would: once more where an edit came between. Answers how often that was. */
function checkOut(workspace: TestWorkspace, branch: string): number {
  const before = workspace.git('symbolic-ref', '--short', 'HEAD').trim();
  try {
    workspace.git('checkout', '--quiet', '--force', branch);
    return 0;
  } catch (error) {
    expect(String(error)).toContain(CAME_BETWEEN);
    expect(workspace.git('symbolic-ref', '--short', 'HEAD').trim()).toBe(before);
    return 1 + checkOut(workspace, branch);
  }
}

function branchesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/title: "(\w+) \d+"/gu)].map((match) => match[1] ?? ''))];
}

it('reads no torn spec and carries no text to another branch while branches are switched in a loop', async () => {
  const workspace = makeTwoBranches();
  const until = performance.now() + scaled(FULL_SECONDS, 5) * 1000;
  const counts = { checkouts: 0, repeated: 0, reads: 0, writes: 0, busy: 0 };
  const goingOn = () => performance.now() < until;

  /** A file that never holds still may be told as such, and asked for again; anything else must have worked. */
  const settled = (run: ProcessResult) => {
    const verdict = verdictOf(run);
    expect(['ok', 'SPEC_BUSY']).toContain(verdict);
    counts.busy += verdict === 'ok' ? 0 : 1;
    return verdict === 'ok';
  };
  const reader = async () => {
    while (goingOn()) {
      const run = await workspace.json(['task', 'list']);
      if (settled(run)) {
        const { tasks } = dataOf<TaskList>(run);
        expect(tasks).toHaveLength(TASKS);
        expect(new Set(tasks.map((task) => task.title.split(' ')[0])).size).toBe(1);
        counts.reads += 1;
      }
    }
  };
  const writer = async (name: string) => {
    while (goingOn()) {
      const task = `T${(counts.checkouts % TASKS) + 1}`;
      counts.writes += settled(await workspace.json(['task', 'update', task, '--add-label', name])) ? 1 : 0;
    }
  };
  const switcher = async () => {
    while (goingOn()) {
      const branch = BRANCHES[counts.checkouts % 2] ?? 'main';
      counts.repeated += checkOut(workspace, branch);
      expect(branchesIn(readFileSync(workspace.specPath, 'utf8'))).toEqual([branch]);
      counts.checkouts += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.all([reader(), writer('one'), writer('two'), switcher()]);

  console.log(`checkout loop: ${JSON.stringify(counts)}`);
  expect(Math.min(counts.reads, counts.writes, counts.checkouts)).toBeGreaterThan(0);
});
