import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReadTx } from '../../src/runtime/transaction.ts';
import { findTask, listTaskIds } from '../../src/workspace/view/rows.ts';
import type { EditPlan } from '../../src/workspace/workspace.ts';
import { codeOfFailure } from '../runtime/support/code-of-failure.ts';
import { changedLines } from '../support/changed-lines.ts';
import { git } from '../support/git.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../support/opened-workspace.ts';
import { readyTasks, specText } from '../support/spec-text.ts';
import { commitAll } from '../support/workspace.ts';

const KEEP = { dryRun: false } as const;

/** A plan that gives a task another title, after what `first` does. */
function retitle(id: string, title: string, first?: (tx: ReadTx) => Promise<void>) {
  return async (tx: ReadTx): Promise<EditPlan<string | undefined>> => {
    const before = (await findTask(tx, id))?.task.title;
    await first?.(tx);
    return { edits: [{ kind: 'set', id, fields: { title } }], result: before };
  };
}

async function titleOf({ workspace }: OpenedWorkspace, id: string): Promise<string | undefined> {
  return await workspace.read(async (tx) => (await findTask(tx, id))?.task.title);
}

function lockPath(opened: OpenedWorkspace): string {
  return join(opened.root, '.lodestar', 'local', 'write.lock');
}

describe('an edit', () => {
  it('is planned on what the view says of that very text, and seen at once', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2) });
    const before = opened.readSpec();
    const outcome = await opened.workspace.edit(retitle('T1', 'New'), KEEP);
    expect(outcome).toEqual({ result: 'Task T1', changed: true });
    expect(await titleOf(opened, 'T1')).toBe('New');
    expect(changedLines(before, opened.readSpec()).added).toEqual(['    title: "New"\n']);
  });

  it('is planned anew when somebody saved the file meanwhile, and both changes are kept', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2) });
    let plans = 0;
    const plan = retitle('T1', 'By command', async () => {
      plans += 1;
      if (plans === 1) {
        opened.writeSpec(opened.readSpec().replace('Task T2', 'By hand'));
      }
      await Promise.resolve();
    });
    await opened.workspace.edit(plan, KEEP);
    expect(plans).toBe(2);
    expect([await titleOf(opened, 'T1'), await titleOf(opened, 'T2')]).toEqual(['By command', 'By hand']);
  });

  it('never lands on a branch that was switched to meanwhile without being planned there', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
    git(opened.root, 'switch', '--quiet', '-c', 'other');
    opened.writeSpec(specText([{ id: 'T1', title: 'Other' }]));
    commitAll(opened.root, 'Another title');
    git(opened.root, 'switch', '--quiet', 'main');
    const seen: (string | undefined)[] = [];
    const plan = async (tx: ReadTx): Promise<EditPlan<null>> => {
      seen.push((await findTask(tx, 'T1'))?.task.title);
      if (seen.length === 1) {
        git(opened.root, 'switch', '--quiet', 'other');
      }
      return { edits: [{ kind: 'set', id: 'T1', fields: { priority: 1 } }], result: null };
    };
    await opened.workspace.edit(plan, KEEP);
    expect(seen).toEqual(['Task T1', 'Other']);
    expect(opened.readSpec()).toContain('title: "Other"');
  });

  it('in a dry run says what would change and leaves everything as it is', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    const before = opened.readSpec();
    const outcome = await opened.workspace.edit(retitle('T1', 'New'), { dryRun: true });
    expect(outcome).toEqual({ result: 'Task T1', changed: true });
    expect(opened.readSpec()).toBe(before);
    expect(await titleOf(opened, 'T1')).toBe('Task T1');
  });

  it('that changes nothing writes nothing', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    const outcome = await opened.workspace.edit(retitle('T1', 'Task T1'), KEEP);
    expect(outcome.changed).toBe(false);
  });

  it('that would break the spec is refused with all that is wrong, and so is every edit of a broken one', async () => {
    const opened = await openNewWorkspace({ tasks: [{ id: 'T1' }, { id: 'T2', depends_on: ['T1'] }] });
    const before = opened.readSpec();
    const circle = (): Promise<EditPlan<null>> =>
      Promise.resolve({ edits: [{ kind: 'set', id: 'T1', fields: { depends_on: ['T2'] } }], result: null });
    expect(await codeOfFailure(opened.workspace.edit(circle, KEEP))).toBe('INPUT_INVALID');
    expect(opened.readSpec()).toBe(before);
    const broken = before.replace('status: ready', 'status: odd');
    opened.writeSpec(broken);
    expect(await codeOfFailure(opened.workspace.edit(retitle('T2', 'New'), KEEP))).toBe('SPEC_INVALID');
    opened.writeSpec(`${before}<<<<<<< ours\n`);
    expect(await codeOfFailure(opened.workspace.edit(retitle('T2', 'New'), KEEP))).toBe('SPEC_CONFLICTED');
  });

  it('of a file that Git lists as unmerged is refused', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
    git(opened.root, 'switch', '--quiet', '-c', 'other');
    opened.writeSpec(specText([{ id: 'T1', title: 'Theirs' }]));
    commitAll(opened.root, 'Theirs');
    git(opened.root, 'switch', '--quiet', 'main');
    opened.writeSpec(specText([{ id: 'T1', title: 'Ours' }]));
    commitAll(opened.root, 'Ours');
    expect(() => git(opened.root, 'merge', '--quiet', 'other')).toThrow();
    opened.writeSpec(specText([{ id: 'T1', title: 'Both' }]));
    expect(await codeOfFailure(opened.workspace.edit(retitle('T1', 'New'), KEEP))).toBe('SPEC_CONFLICTED');
    git(opened.root, 'add', '--all');
    expect(await codeOfFailure(opened.workspace.edit(retitle('T1', 'New'), KEEP))).toBe('no failure');
  });

  it('names the spec in its problems as every command does', async () => {
    const opened = await openNewWorkspace({ spec: `${specText(readyTasks(1))}>>>>>>> theirs\n` });
    const thrown: unknown = await opened.workspace
      .edit(retitle('T1', 'New'), KEEP)
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ details: { problems: [{ file: '.lodestar/spec.yaml' }] } });
  });
});

describe('the mutex of the spec', () => {
  it('is shared by nested calls, and keeps two operations of one process apart', async () => {
    const { workspace } = await openNewWorkspace({ tasks: readyTasks(1) });
    const order: string[] = [];
    const work = async (name: string): Promise<void> => {
      await workspace.withSpecMutex(async () => {
        order.push(`${name} in`);
        await workspace.withSpecMutex(async () => await workspace.read(listTaskIds));
        order.push(`${name} out`);
      });
    };
    await Promise.all([work('a'), work('b'), work('c')]);
    const pairs = [order.slice(0, 2), order.slice(2, 4), order.slice(4, 6)].map((pair) => pair.join());
    expect(pairs.sort()).toEqual(['a in,a out', 'b in,b out', 'c in,c out']);
  });

  it('is taken anew when its file was removed under the edit', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    let plans = 0;
    const plan = retitle('T1', 'New', async () => {
      plans += 1;
      if (plans === 1) {
        rmSync(lockPath(opened));
      }
      await Promise.resolve();
    });
    await opened.workspace.edit(plan, KEEP);
    expect(plans).toBe(2);
    expect(await titleOf(opened, 'T1')).toBe('New');
    expect(readFileSync(lockPath(opened))).toHaveLength(0);
  });
});

describe('the settings', () => {
  it('are read once, with the defaults where there is no file', async () => {
    const { workspace } = await openNewWorkspace({ tasks: readyTasks(1) });
    expect(await workspace.config()).toMatchObject({ settle: 'manual', verify: { separate: false } });
    const other = await openNewWorkspace({ tasks: readyTasks(1), config: 'settle: on-verify\n' });
    expect(await other.workspace.config()).toMatchObject({ settle: 'on-verify' });
    const odd = await openNewWorkspace({ tasks: readyTasks(1), config: 'settle: never\n' });
    expect(await codeOfFailure(odd.workspace.config())).toBe('CONFIG_INVALID');
    expect(await odd.workspace.read(listTaskIds)).toEqual(['T1']);
    expect(await codeOfFailure(odd.workspace.edit(retitle('T1', 'New'), KEEP))).toBe('CONFIG_INVALID');
  });

  it('say how large a spec may be', async () => {
    const { workspace } = await openNewWorkspace({
      spec: `${specText(readyTasks(1))}# ${'x'.repeat(3000)}\n`,
      config: 'spec:\n  max_size: 2KiB\n',
    });
    expect(await codeOfFailure(workspace.read(listTaskIds))).toBe('SPEC_INVALID');
  });
});
