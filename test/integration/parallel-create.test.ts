import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dataOf } from '../support/envelope.ts';
import { scaled } from '../support/scaled.ts';
import { agents, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

interface Created {
  readonly id: string;
  readonly title: string;
}
interface TaskList {
  readonly tasks: readonly { readonly id: string; readonly title: string }[];
}

const PER_ROUND = 20;

async function createMany(workspace: TestWorkspace, round: number): Promise<Created[]> {
  const runs = await Promise.all(
    agents(PER_ROUND).map(
      async (as, index) =>
        await workspace.json(['task', 'create', '--title', `Round ${round}, number ${index}`], { as }),
    ),
  );
  return runs.map((run) => dataOf<Created>(run));
}

/** Edits as a careful editor does: it saves only over the text that it has read. */
function editByHand(path: string, edit: (text: string) => string): void {
  for (;;) {
    const before = statSync(path, { bigint: true });
    const text = readFileSync(path, 'utf8');
    const draft = `${path}.draft`;
    writeFileSync(draft, edit(text));
    const after = statSync(path, { bigint: true });
    if (after.ino === before.ino && after.mtimeNs === before.mtimeNs) {
      renameSync(draft, path);
      return;
    }
  }
}

async function expectTasks(workspace: TestWorkspace, created: readonly Created[]): Promise<void> {
  const { tasks } = await workspace.data<TaskList>(['task', 'list']);
  const found = new Map(tasks.map((task) => [task.id, task.title]));
  for (const { id, title } of created) {
    expect(found.get(id), id).toBe(title);
  }
  expect(new Set(created.map((each) => each.id)).size).toBe(created.length);
}

it('gives twenty parallel creates twenty tasks and twenty ids, round after round', async () => {
  const workspace = makeWorkspace();
  const created: Created[] = [];
  for (let round = 1; round <= scaled(10, 2); round += 1) {
    created.push(...(await createMany(workspace, round)));
    await expectTasks(workspace, created);
  }
  const { tasks } = await workspace.data<TaskList>(['task', 'list']);
  expect(tasks).toHaveLength(created.length);
});

it('keeps an edit by hand that falls among parallel creates, and the creates', async () => {
  const workspace = makeWorkspace({ tasks: [{ id: 'HAND-1', title: 'As it was' }] });
  const creating = createMany(workspace, 1);
  const editing = (async () => {
    for (let edit = 1; edit <= 10; edit += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      await workspace.json(['version']);
      editByHand(workspace.specPath, (text) =>
        text.replace(/As it was.*|Edited.*/u, `Edited by hand ${edit} times"`),
      );
    }
  })();
  const [created] = await Promise.all([creating, editing]);
  await expectTasks(workspace, [...created, { id: 'HAND-1', title: 'Edited by hand 10 times' }]);
});

it('issues an id once to two worktrees of one runtime', async () => {
  const workspace = makeWorkspace();
  const other = workspace.at(`${workspace.root}-other`);
  workspace.git('worktree', 'add', '--quiet', '-b', 'other', other.root);
  const created = await Promise.all(
    [workspace, other, workspace, other, workspace, other].map(
      async (each) => await each.data<Created>(['task', 'create', '--title', 'Anything']),
    ),
  );
  expect(new Set(created.map((each) => each.id)).size).toBe(created.length);
});

/** Git gives up when a file turns up, or goes, in a folder that it empties; what it removed by then is gone all the same. */
function cleanAnyway(workspace: TestWorkspace): void {
  try {
    workspace.git('clean', '-fdxq');
  } catch (error) {
    expect(String(error)).toMatch(/failed to remove|cannot lstat|could not lstat/iu);
  }
}

it('loses no acknowledged task to git clean', async () => {
  const workspace = makeWorkspace();
  const creating = createMany(workspace, 1);
  const cleaning = (async () => {
    for (let clean = 0; clean < 5; clean += 1) {
      await workspace.json(['version']);
      cleanAnyway(workspace);
    }
  })();
  const [created] = await Promise.all([creating, cleaning]);
  await expectTasks(workspace, created);
});
