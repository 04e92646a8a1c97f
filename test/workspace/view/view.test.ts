import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ReadTx } from '../../../src/runtime/transaction.ts';
import { openWorkspaceAt } from '../../../src/workspace/open.ts';
import { requireWorkspace } from '../../../src/workspace/require-workspace.ts';
import { listErrors } from '../../../src/workspace/view/problems.ts';
import { findTask, listTasks } from '../../../src/workspace/view/rows.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { transitionEvent } from '../../runtime/support/requests.ts';
import { openFolder, openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks, specText } from '../../support/spec-text.ts';
import { openView } from '../support/parts.ts';

async function idsIn(tx: ReadTx): Promise<string[]> {
  return (await listTasks(tx)).map((view) => view.task.id);
}

async function statusOf(tx: ReadTx, id: string): Promise<string | undefined> {
  return (await findTask(tx, id))?.status;
}

async function decide(of: OpenedWorkspace, id: string, status: 'done' | 'verified'): Promise<void> {
  const event = transitionEvent(id, status, { stamp: of.clock.wallMs });
  await of.workspace.runtime.transact(async (tx) => {
    await tx.append(event);
  });
}

describe('while the spec stands', () => {
  it('reads it once, and not again when only the runtime moved on', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(3) });
    const { view, spec, runtime } = await openView(opened);
    expect(await view.read(idsIn, { need: 'current' })).toEqual(['T1', 'T2', 'T3']);
    await decide(opened, 'T2', 'verified');
    expect(await view.read(async (tx) => await statusOf(tx, 'T2'), { need: 'current' })).toBe('verified');
    await decide(opened, 'T3', 'done');
    const fresh = { dryRun: false, need: 'current', follows: true } as const;
    expect(await view.transact(async (tx) => await statusOf(tx, 'T3'), fresh)).toBe('done');
    expect(spec.reads).toBe(1);
    runtime.close();
  });

  it('leaves the runtime to others where a transaction reads nothing that was joined', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    const { view, runtime } = await openView(opened);
    await view.read(idsIn, { need: 'current' });
    await decide(opened, 'T1', 'done');
    const named = { dryRun: false, need: 'current', follows: false } as const;
    expect(await view.transact(async (tx) => await statusOf(tx, 'T1'), named)).toBe('ready');
    expect(await view.read(async (tx) => await statusOf(tx, 'T1'), { need: 'current' })).toBe('done');
    runtime.close();
  });

  it('is not written for events that decide nothing, until they are many', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2) });
    let writes = 0;
    const writeCache = (): Promise<void> => {
      writes += 1;
      return Promise.resolve();
    };
    const { view, runtime } = await openView(opened, { writeCache });
    await view.read(idsIn, { need: 'current' });
    const note = async (count: number): Promise<void> =>
      await opened.workspace.runtime.transact(async (tx) => {
        for (let number = 0; number < count; number += 1) {
          await tx.append({ type: 'agent.left', actor: 'ai:one', taskId: null, data: { reason: null } });
        }
      });
    writes = 0;
    await note(60);
    await view.read(idsIn, { need: 'current' });
    expect(writes).toBe(0);
    await note(60);
    await view.read(idsIn, { need: 'current' });
    await view.read(idsIn, { need: 'current' });
    expect(writes).toBe(1);
    await decide(opened, 'T1', 'done');
    expect(await view.read(async (tx) => await statusOf(tx, 'T1'), { need: 'current' })).toBe('done');
    expect(writes).toBe(2);
    runtime.close();
  });

  it('is known to the next process without reading it', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2) });
    const first = await openView(opened);
    await first.view.read(idsIn, { need: 'current' });
    const second = await openView(opened);
    expect(await second.view.read(idsIn, { need: 'current' })).toEqual(['T1', 'T2']);
    expect(second.spec.reads).toBe(0);
    first.runtime.close();
    second.runtime.close();
  });

  it('is read by who waited long for others that write it, and found that the runtime moved on', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    const now = performance.now.bind(performance);
    let waitedMs = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + waitedMs);
    const writeCache = async (): Promise<void> => {
      waitedMs += 11_000;
      await Promise.resolve();
    };
    const read = async (): Promise<void> => {
      if (waitedMs > 0) {
        await decide(opened, 'T1', 'done');
      }
    };
    const { view, runtime } = await openView(opened, { read, writeCache });
    try {
      expect(await view.read(async (tx) => await statusOf(tx, 'T1'), { need: 'current' })).toBe('done');
    } finally {
      clock.mockRestore();
      runtime.close();
    }
  });

  it('answers although the runtime moves on each time before it is read', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    let events = 0;
    const read = async (): Promise<void> => {
      events += 1;
      await decide(opened, 'T1', 'done');
    };
    const { view, runtime } = await openView(opened, { read });
    expect(await view.read(async (tx) => await statusOf(tx, 'T1'), { need: 'current' })).toBe('done');
    expect(events).toBeGreaterThan(2);
    runtime.close();
  });
});

describe('when a large spec changes', () => {
  const about = 'what it is about '.repeat(60);
  const plan = (titles: Readonly<Record<string, string>>): string =>
    specText(
      readyTasks(500).map((task) => ({
        ...task,
        acceptance_criteria: [about],
        title: titles[task.id] ?? `Task ${task.id}`,
      })),
    );

  it('reads a small part of it, and has the whole again', async () => {
    const opened = await openNewWorkspace({ spec: plan({}) });
    const { view, spec, runtime } = await openView(opened);
    await view.read(idsIn, { need: 'current' });
    for (const titles of [{ T250: 'a' }, { T3: 'b', T250: 'longer' }, { T499: 'c' }]) {
      const text = plan(titles);
      opened.writeSpec(text);
      const shown = await view.read(async (tx) => await listTasks(tx), { need: 'current' });
      expect(shown.map(({ task }) => task.title)).toEqual(
        readyTasks(500).map(({ id }) => (titles as Record<string, string>)[id] ?? `Task ${id}`),
      );
      expect(spec.excerpts.at(-1)).toBeLessThan(text.length / 3);
    }
    expect(spec.parses).toBe(1);
    runtime.close();
  });

  it('reads the whole where a new task has the id of one that stands elsewhere', async () => {
    const opened = await openNewWorkspace({ spec: plan({}) });
    const { view, spec, runtime } = await openView(opened);
    await view.read(idsIn, { need: 'current' });
    opened.writeSpec(`${plan({})}  T250:\n    title: once more\n`);
    expect(await codeOfFailure(view.read(idsIn, { need: 'current' }))).toBe('SPEC_INVALID');
    expect(spec.parses).toBe(2);
    runtime.close();
  });
});

describe('when the spec changes', () => {
  it('sees an edit of the same size in the same tick of the clock', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    for (let round = 0; round < 30; round += 1) {
      const title = `Title ${String(round).padStart(2, '0')}`;
      opened.writeSpec(specText([{ id: 'T1', title }]));
      expect(await opened.workspace.read(async (tx) => (await findTask(tx, 'T1'))?.task.title)).toBe(title);
    }
  });

  it('compares the content of a file that is too young, each time until it is not', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    const { view, spec, runtime } = await openView(opened);
    spec.isYoung = true;
    await view.read(idsIn, { need: 'current' });
    await view.read(idsIn, { need: 'current' });
    expect(spec.reads).toBe(2);
    spec.isYoung = false;
    await view.read(idsIn, { need: 'current' });
    await view.read(idsIn, { need: 'current' });
    expect(spec.reads).toBe(3);
    runtime.close();
  });

  it('decides in a writing transaction on the file as it is then', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    await opened.workspace.read(idsIn);
    opened.writeSpec(specText(readyTasks(2)));
    expect(await opened.workspace.transact(idsIn, { dryRun: false })).toEqual(['T1', 'T2']);
  });

  it('never takes rows for those of a text whose place another process has taken since', async () => {
    const one = specText([{ id: 'T1', title: 'One' }]);
    const two = specText([{ id: 'T1', title: 'Two' }]);
    const opened = await openNewWorkspace({ spec: one });
    const other = await openView(opened);
    let isOnce = true;
    const writeCache = async (): Promise<void> => {
      if (isOnce) {
        isOnce = false;
        opened.writeSpec(two);
        await other.view.read(idsIn, { need: 'current' });
        opened.writeSpec(one);
      }
    };
    const titleOf = async (tx: ReadTx): Promise<string | undefined> => (await findTask(tx, 'T1'))?.task.title;
    await other.view.read(idsIn, { need: 'current' });
    const { view, runtime } = await openView(opened, { writeCache });
    opened.writeSpec(one);
    expect(await view.read(titleOf, { need: 'current' })).toBe('One');
    expect(await other.view.read(titleOf, { need: 'current' })).toBe('One');
    runtime.close();
    other.runtime.close();
  });

  it('waits while Git has it unlinked, and says so when it is gone for good', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
    await opened.workspace.read(idsIn);
    const lock = join(opened.root, '.git', 'index.lock');
    writeFileSync(lock, '');
    rmSync(opened.specPath);
    const reading = opened.workspace.read(idsIn);
    opened.writeSpec(specText(readyTasks(2)));
    rmSync(lock);
    expect(await reading).toEqual(['T1', 'T2']);
    rmSync(opened.specPath);
    expect(await codeOfFailure(opened.workspace.read(idsIn))).toBe('NOT_A_WORKSPACE');
  });
});

describe('while the spec is broken', () => {
  const broken = `${specText(readyTasks(1))}  T2:\n    titel: wrong\n`;
  const unreadable = Buffer.from(`${specText(readyTasks(1))}# \xff\n`, 'latin1');

  it.each([
    ['by its words', broken, 'SPEC_INVALID'],
    ['by its bytes', unreadable, 'SPEC_INVALID'],
    ['by conflict markers', `${specText(readyTasks(1))}<<<<<<< ours\n`, 'SPEC_CONFLICTED'],
  ])('%s, goes on from the last good copy where that will do', async (_, content, code) => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    await opened.workspace.read(idsIn);
    writeFileSync(opened.specPath, content);
    expect(await codeOfFailure(opened.workspace.read(idsIn))).toBe(code);
    const need = 'last-good';
    expect(await opened.workspace.transact(idsIn, { dryRun: false, need })).toEqual(['T1']);
    const [problem] = await opened.workspace.read(listErrors, need);
    expect(problem).toMatchObject({ file: '.lodestar/spec.yaml', severity: 'error' });
    await decide(opened, 'T1', 'done');
    expect(await opened.workspace.read(async (tx) => await statusOf(tx, 'T1'), need)).toBe('done');
    opened.writeSpec(specText(readyTasks(2)));
    expect(await opened.workspace.read(idsIn)).toEqual(['T1', 'T2']);
    expect(await opened.workspace.read(listErrors, need)).toEqual([]);
  });

  it('and has never been good, refuses everybody', async () => {
    const opened = await openNewWorkspace({ spec: broken });
    expect(await codeOfFailure(opened.workspace.read(idsIn, 'last-good'))).toBe('SPEC_INVALID');
  });

  it('parses it once, and tells all of it to every command', async () => {
    const opened = await openNewWorkspace({ spec: broken });
    const { view, spec, runtime } = await openView(opened);
    expect(await codeOfFailure(view.read(idsIn, { need: 'current' }))).toBe('SPEC_INVALID');
    expect(await codeOfFailure(view.read(idsIn, { need: 'current' }))).toBe('SPEC_INVALID');
    expect(spec.reads).toBe(1);
    runtime.close();
  });
});

describe('the cache', () => {
  it('that another version of Lodestar filled is filled anew', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2) });
    await opened.workspace.read(idsIn);
    await opened.workspace.runtime.writeCache(async (tx) => {
      await tx.raw(`UPDATE cache.meta SET value = json_set(value, '$.version', '0.0.0-other')`);
      await tx.raw(`UPDATE cache.task SET compiled = '{}', title = 'old'`);
    });
    const again = await opened.reopen();
    expect(await again.workspace.read(idsIn)).toEqual(['T1', 'T2']);
  });

  it('of another format is dropped, and one that is no database is made anew', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2) });
    await opened.workspace.read(idsIn);
    await opened.workspace.runtime.writeCache(async (tx) => {
      await tx.raw('DROP TABLE cache.problem');
      await tx.raw('ALTER TABLE cache.task DROP COLUMN title');
      await tx.raw('PRAGMA cache.user_version = 1');
    });
    const again = await opened.reopen();
    expect(await again.workspace.read(idsIn)).toEqual(['T1', 'T2']);
    again.workspace.close();
    opened.workspace.close();
    const cache = join(opened.root, '.lodestar', 'local', 'cache.sqlite');
    for (const end of ['-wal', '-shm']) {
      rmSync(`${cache}${end}`, { force: true });
    }
    writeFileSync(cache, 'no database at all, but long enough to be looked at as one');
    const anew = await opened.reopen();
    expect(await anew.workspace.read(idsIn)).toEqual(['T1', 'T2']);
  });

  it('that cannot be written is done without', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2) });
    const localDir = join(opened.specPath, 'local');
    const surroundings = { env: {}, now: opened.clock.read };
    const workspace = await openWorkspaceAt({ ...requireWorkspace(opened.root), localDir }, surroundings);
    expect(await workspace.read(idsIn)).toEqual(['T1', 'T2']);
    await decide(opened, 'T2', 'done');
    expect(await workspace.transact(async (tx) => await statusOf(tx, 'T2'), { dryRun: false })).toBe('done');
    for (const end of ['', '-wal', '-shm']) {
      rmSync(`${workspace.runtime.path}${end}`, { force: true });
    }
    expect(await workspace.read(async (tx) => await statusOf(tx, 'T2'))).toBe('ready');
    workspace.close();
  });
});

describe('without a runtime', () => {
  it('reads the spec alone, writes nothing beside it, and refuses every change', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(2) });
    const env = { LODESTAR_RUNTIME: '/sys/lodestar/runtime.sqlite' };
    const { workspace } = await openFolder(opened.root, { env });
    expect(workspace.runtime.mode).toBe('unavailable');
    expect(await workspace.read(idsIn)).toEqual(['T1', 'T2']);
    expect(await codeOfFailure(workspace.transact(idsIn, { dryRun: false }))).toBe('RUNTIME_READONLY');
    const plan = (): Promise<{ edits: []; result: null }> => Promise.resolve({ edits: [], result: null });
    expect(await codeOfFailure(workspace.edit(plan, { dryRun: false }))).toBe('RUNTIME_READONLY');
  });
});
