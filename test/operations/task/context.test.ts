import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { displayContext } from '../../../src/cli/displays/display-context.ts';
import { createUi } from '../../../src/cli/ui/ui.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { contextOfTask, type ContextInput } from '../../../src/operations/task/context.ts';
import { createTask, type CreateInput } from '../../../src/operations/task/create.ts';
import { sendMessage } from '../../../src/operations/msg/send.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { showTask } from '../../../src/operations/task/show.ts';
import { verifyTask } from '../../../src/operations/task/verify.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks } from '../../support/spec-text.ts';

const ONE = 'ai:one';
const DOCUMENT = '# Plan\n\n## Reset\n\nSend a mail.\n\n### Tokens\n\nOne hour.\n\n## Other\n\nText.\n';

async function openWithDocument(document = DOCUMENT): Promise<OpenedWorkspace> {
  const opened = await openNewWorkspace({ tasks: readyTasks(1) });
  writeFileSync(join(opened.root, 'PRD.md'), document);
  return opened;
}

async function create(
  opened: OpenedWorkspace,
  {
    id,
    refs,
    ...more
  }: { id: string; refs: readonly string[]; title?: string; fields?: CreateInput['fields'] },
): Promise<void> {
  const prd = { source: 'PRD.md', refs, excerpt: undefined };
  await createTask(opened.as(ONE), { id, title: id, status: 'ready', fields: {}, prd, ...more });
}

async function contextOf(opened: OpenedWorkspace, input: ContextInput, actor = ONE) {
  return await contextOfTask(opened.as(actor), input);
}

it('shows the sections as they are now, and tells which have changed', async () => {
  const opened = await openWithDocument();
  await create(opened, { id: 'A', refs: ['#reset', 'other', '#L1-L3', '#tokens:9-9'] });
  const before = await contextOf(opened, { id: 'A' });
  expect(before.warnings).toEqual([]);
  expect(before.data.prd).toMatchObject({ excerpt: null, missing: [] });
  expect(before.data.prd?.sections.map(({ anchor, lines, state }) => [anchor, lines, state])).toEqual([
    ['#reset', [3, 10], 'unchanged'],
    ['#other', [11, 13], 'unchanged'],
    ['#L1-L3', [1, 3], 'unchanged'],
    ['#tokens', [9, 9], 'unchanged'],
  ]);
  writeFileSync(
    join(opened.root, 'PRD.md'),
    DOCUMENT.replace('a mail', 'two mails').replaceAll('\n', '\r\n'),
  );
  const after = await contextOf(opened, { id: 'A' });
  expect(after.data.prd?.sections.map(({ state }) => state)).toEqual([
    'changed',
    'unchanged',
    'unchanged',
    'unchanged',
  ]);
  expect(after.data.prd?.sections[0]?.text).toBe('## Reset\n\nSend two mails.\n\n### Tokens\n\nOne hour.');
  expect(after.data.prd?.excerpt).toContain('Send a mail.');
  expect(after.warnings.map(({ code }) => code)).toEqual(['prd-drifted']);
  expect((await showTask(opened.as(ONE), { id: 'A' })).warnings.map(({ code }) => code)).toEqual([
    'prd-drifted',
  ]);
});

it('tells of a section and of a document that is gone', async () => {
  const opened = await openWithDocument();
  await create(opened, { id: 'A', refs: ['#reset'] });
  writeFileSync(join(opened.root, 'PRD.md'), '# Plan\n## Resets\n');
  const moved = await contextOf(opened, { id: 'A' });
  expect(moved.data.prd?.missing).toEqual(['#reset']);
  expect(moved.warnings).toMatchObject([
    { code: 'prd-missing', message: expect.stringContaining('#resets') },
  ]);
  writeFileSync(join(opened.root, 'PRD.md'), '');
  symlinkSync('/etc/hostname', join(opened.root, 'link.md'));
  for (const source of ['gone.md', '../x.md', '/etc/hostname', 'link.md', '.lodestar']) {
    const prd = { source, refs: [], excerpt: undefined };
    const creation = createTask(opened.as(ONE), { title: 'x', status: 'ready', fields: {}, prd });
    expect(await codeOfFailure(creation), source).toBe('FILE_NOT_FOUND');
  }
});

it('gives what those left on whose work it builds, nearest first, and what others wrote', async () => {
  const opened = await openNewWorkspace({
    tasks: [
      { id: 'A', status: 'ready' },
      { id: 'B', status: 'ready', depends_on: ['A'] },
      { id: 'C', status: 'ready', depends_on: ['B'] },
    ],
  });
  for (const id of ['A', 'B']) {
    await claimTask(opened.as(ONE), { id, filters: {}, allowOverlap: false });
    await completeTask(opened.as(ONE), { id, evidence: [`ran ${id}`], note: `note of ${id}` });
    await verifyTask(opened.as('human:ada'), { id, acceptUnchecked: false });
  }
  const { data } = await contextOf(opened, { id: 'C' }, 'ai:two');
  expect(data.upstream.map(({ task_id: id, distance, kind, text }) => [id, distance, kind, text])).toEqual([
    ['B', 1, 'note', 'note of B'],
    ['B', 1, 'text', 'ran B'],
    ['A', 2, 'note', 'note of A'],
    ['A', 2, 'text', 'ran A'],
  ]);
  await sendMessage(opened.as(ONE), { task: 'C', text: 'Mind the gap', all: false, severity: 'info' });
  const { messages, unread_count: unread } = (await contextOf(opened, { id: 'C' }, 'ai:two')).data;
  expect([messages.map(({ text }) => text), unread]).toEqual([['Mind the gap'], 1]);
  expect((await contextOf(opened, { id: 'C' })).data.messages).toEqual([]);
  const claimed = await claimTask(opened.as('ai:two'), {
    id: 'C',
    filters: {},
    allowOverlap: false,
    context: { maxChars: 1000 },
  });
  expect(claimed.data.context).toMatchObject({ task_id: 'C', claimed_by: 'ai:two' });
  expect(JSON.stringify(claimed.data.context).length).toBeLessThanOrEqual(1000);
});

it('stays within what it may take, in JSON and in text, and names what was cut', async () => {
  const opened = await openWithDocument(`# Plan\n\n## Reset\n\n${'- a\u200b\n'.repeat(200)}`);
  const fields = {
    description: 'Words that\n\n"say" something. \u001b[31m'.repeat(60),
    acceptance_criteria: Array.from({ length: 30 }, (_, index) => `Criterion ${String(index)} holds`),
    locks: ['src/**'],
  };
  await create(opened, { id: 'A', refs: ['#reset'], fields, title: 'T'.repeat(400) });
  const whole = await contextOf(opened, { id: 'A', maxChars: 1_000_000 });
  expect(whole.data.cut).toEqual([]);
  const { length } = JSON.stringify(whole.data);
  for (let maxChars = 1000; maxChars < length + 8000; maxChars = Math.ceil(maxChars * 1.21)) {
    const { data, next, warnings } = await contextOf(opened, { id: 'A', maxChars });
    const { escapeJson } = await import('../../../src/util/escape-json.ts');
    const json = escapeJson(JSON.stringify({ ok: true, data, next, warnings }));
    expect(json.length + 1).toBeLessThanOrEqual(maxChars);
    const text = displayContext(
      data,
      createUi({ isTerminal: false, width: Number.POSITIVE_INFINITY, color: false }, 0),
    );
    expect(text.plain.length).toBeLessThanOrEqual(maxChars);
    const isWhole =
      JSON.stringify({ ...data, max_chars: 0 }) === JSON.stringify({ ...whole.data, max_chars: 0 });
    expect(data.cut.length > 0).toBe(!isWhole);
    expect(data.cut.every(({ kept, of }) => kept < of)).toBe(true);
  }
  expect(await codeOfFailure(contextOf(opened, { id: 'A', maxChars: 999 }))).toBe('INPUT_INVALID');
});

it('reads documents from the checkout that the workspace is a part of', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
  mkdirSync(join(opened.root, 'docs'));
  writeFileSync(join(opened.root, 'docs', 'plan.md'), DOCUMENT);
  const context = { ...opened.as(ONE), dir: join(opened.root, 'docs') };
  const prd = { source: 'plan.md', refs: ['#nope', '#other'], excerpt: 'In short' };
  expect(await codeOfFailure(createTask(context, { title: 'x', status: 'ready', fields: {}, prd }))).toBe(
    'INPUT_INVALID',
  );
  const { data } = await createTask(context, {
    title: 'x',
    status: 'ready',
    fields: {},
    prd: { ...prd, refs: [] },
  });
  expect(data.prd).toMatchObject({ source: 'docs/plan.md', refs: [], excerpt: 'In short' });
  expect(data.prd?.prd_hash).toMatch(/^[0-9a-f]{64}$/u);
  const refused = { source: '../.git/config', refs: [], excerpt: undefined };
  expect(
    await codeOfFailure(createTask(context, { title: 'x', status: 'ready', fields: {}, prd: refused })),
  ).toBe('FILE_NOT_FOUND');
});
