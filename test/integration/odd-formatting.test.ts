import { chmodSync, lstatSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dataOf } from '../support/envelope.ts';
import { cutOddSpec, oddSpec } from '../support/odd-spec.ts';
import { seededRandom, type Random } from '../support/random.ts';
import { scaled } from '../support/scaled.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const TASKS = 100;
const ADA = { as: 'human:ada' };

interface Edit {
  readonly args: readonly string[];
  /** What `task show` says afterwards. */
  readonly shows: Readonly<Record<string, unknown>>;
}

function randomEdit(random: Random, id: string, number: number): Edit {
  const update = (flags: readonly string[], shows: Edit['shows']): Edit => ({
    args: ['task', 'update', id, ...flags],
    shows,
  });
  const text = random.pick([
    `Edit ${number}`,
    `yes: ${number}`,
    `# ${number}`,
    `'${number}"`,
    `${number}e3`,
    ` ${number}`.trim(),
  ]);
  return random.pick([
    () => update(['--title', text], { title: text }),
    () => update(['--description', `${text}\n\n  second line`], { description: `${text}\n\n  second line` }),
    () => update(['--priority', String(number)], { priority: number }),
    () => update(['--add-label', `label-${number}`], { labels: expect.arrayContaining([`label-${number}`]) }),
    () => update(['--add-lock', `src/${number}/**`], { locks: expect.arrayContaining([`src/${number}/**`]) }),
    () => update(['--add-criterion', text], { acceptance_criteria: expect.arrayContaining([text]) }),
  ])();
}

/** Every part of the file but the task's own is as it was, byte for byte. */
function expectOnlyChanged(before: string, after: string, id: string): void {
  const [old, now] = [cutOddSpec(before), cutOddSpec(after)];
  expect([...now.keys()]).toEqual([...old.keys()]);
  for (const [name, text] of old) {
    if (name !== id) {
      expect(now.get(name), `the part ${name} after an edit of ${id}`).toBe(text);
    }
  }
}

function commentsOf(text: string): string[] {
  return [...text.matchAll(/^ *# (?:ODD-\d+ \d+|about|and more).*$/gmu)].map((match) => match[0]);
}

async function editAndCompare(workspace: TestWorkspace, id: string, edit: Edit): Promise<void> {
  const before = workspace.readSpec();
  dataOf(await workspace.json(edit.args, ADA));
  const after = workspace.readSpec();
  expectOnlyChanged(before, after, id);
  expect(commentsOf(after)).toEqual(commentsOf(before));
  expect(await workspace.data(['task', 'show', id])).toMatchObject(edit.shows);
}

it('edits a spec of a thousand comments and odd formatting within the task that each edit is about', async () => {
  const random = seededRandom('odd formatting');
  const specs = scaled(10, 3);
  const edits = scaled(200, 30);
  for (let count = 0; count < specs; count += 1) {
    const odd = oddSpec(random, TASKS);
    expect(odd.text.match(/#/gu)?.length).toBeGreaterThan(1000);
    const workspace = makeWorkspace({ spec: odd.text });
    for (let edit = 0; edit < edits / specs; edit += 1) {
      const id = random.pick(odd.ids);
      await editAndCompare(workspace, id, randomEdit(random, id, count * edits + edit));
    }
  }
});

it('adds a task at the end without touching the others', async () => {
  const random = seededRandom('odd formatting, a new task');
  const odd = oddSpec(random, 20);
  const workspace = makeWorkspace({ spec: odd.text });
  const revisions = async () =>
    await Promise.all(
      odd.ids.map(async (id) => (await workspace.data<{ revision: string }>(['task', 'show', id])).revision),
    );
  const before = await revisions();
  const { id } = await workspace.data<{ id: string }>(['task', 'create', '--title', 'New one'], ADA);
  const after = workspace.readSpec();
  const added = after.length - odd.text.length;
  const at = after.search(/^ *["']?T001["']?:/mu);
  expect(after.slice(0, at) + after.slice(at + added)).toBe(odd.text);
  expect(await revisions()).toEqual(before);
  expect(await workspace.data(['task', 'show', id])).toMatchObject({ title: 'New one' });
});

it('keeps the mode of the file and a symbolic link to it', async () => {
  const workspace = makeWorkspace({ tasks: [{ id: 'T1' }] });
  const real = `${workspace.root}/plan.yaml`;
  renameSync(workspace.specPath, real);
  chmodSync(real, 0o640);
  symlinkSync('../plan.yaml', workspace.specPath);
  await workspace.data(['task', 'update', 'T1', '--title', 'Other'], ADA);
  expect(lstatSync(workspace.specPath).isSymbolicLink()).toBe(true);
  expect(statSync(real).mode & 0o777).toBe(0o640);
  expect(await workspace.data(['task', 'show', 'T1'])).toMatchObject({ title: 'Other' });
});
