import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { driftOf } from '../../../src/operations/spec/drift.ts';
import { createTask } from '../../../src/operations/task/create.ts';
import { codeOfFailure } from '../../runtime/support/code-of-failure.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';

const ONE = 'ai:one';
const DOCUMENT = '# Plan\n\n## Reset\n\nSend a mail.\n\n## Other\n\nText.\n';

async function openWith(refs: readonly string[], excerpt?: string): Promise<OpenedWorkspace> {
  const opened = await openNewWorkspace({});
  writeFileSync(join(opened.root, 'PRD.md'), DOCUMENT);
  const prd = { source: 'PRD.md', refs, excerpt };
  await createTask(opened.as(ONE), { id: 'A', title: 'A', status: 'ready', fields: {}, prd });
  return opened;
}

function change(opened: OpenedWorkspace): void {
  writeFileSync(join(opened.root, 'PRD.md'), DOCUMENT.replace('a mail', 'two mails'));
}

it('shows what changed in a section alone, and accepts it', async () => {
  const opened = await openWith(['#reset', '#L7-L9']);
  expect((await driftOf(opened.as(ONE), {})).data.drifted).toEqual([]);
  change(opened);
  const { data, next } = await driftOf(opened.as(ONE), {});
  expect(data.drifted).toMatchObject([{ task_id: 'A', anchor: '#reset', state: 'changed', note: null }]);
  expect(data.drifted[0]?.diff).toBe('@@ -1,3 +1,3 @@\n ## Reset\n \n-Send a mail.\n+Send two mails.');
  expect(next.map(({ cmd }) => cmd)).toEqual(['lodestar spec drift --update A']);
  const before = opened.readSpec();
  const dry = await driftOf(opened.as(ONE, { dryRun: true }), { update: ['A'] });
  expect([dry.data.updated, opened.readSpec()]).toEqual([['A'], before]);
  await driftOf(opened.as(ONE), { update: ['A'] });
  expect(opened.readSpec()).toContain('Send two mails.');
  expect((await driftOf(opened.as(ONE), {})).data).toEqual({ drifted: [], updated: [] });
  expect((await driftOf(opened.as(ONE), { update: ['A'] })).data).toEqual({ drifted: [], updated: [] });
});

it("keeps an author's own excerpt, and says that it is no copy", async () => {
  const opened = await openWith(['#reset'], 'Mails, in short');
  change(opened);
  const { data } = await driftOf(opened.as(ONE), { update: ['A'] });
  expect(data.drifted).toMatchObject([{ diff: null, note: expect.stringContaining('no copy') }]);
  expect(opened.readSpec()).toContain('Mails, in short');
  expect((await driftOf(opened.as(ONE), {})).data.drifted).toEqual([]);
});

it('accepts nothing that is missing', async () => {
  const opened = await openWith(['#reset']);
  writeFileSync(join(opened.root, 'PRD.md'), '# Plan\n## Resets\n');
  expect((await driftOf(opened.as(ONE), {})).data.drifted).toMatchObject([
    { state: 'missing', near: ['#resets'] },
  ]);
  expect(await codeOfFailure(driftOf(opened.as(ONE), { update: ['A'] }))).toBe('INPUT_INVALID');
  expect(await codeOfFailure(driftOf(opened.as(ONE), { update: ['B'] }))).toBe('TASK_NOT_FOUND');
});

it('understands the hash of a whole document, and changes the lines of that alone', async () => {
  const opened = await openNewWorkspace({});
  const hash = createHash('sha256').update(DOCUMENT).digest('hex');
  const written = `tasks:\n  A:\n    title: A\n    prd: # why\n      source: PRD.md\n      refs:\n      - anchor: '#reset'\n        lines: null\n      excerpt: null\n      prd_hash: ${hash}\n`;
  opened.writeSpec(written);
  writeFileSync(join(opened.root, 'PRD.md'), DOCUMENT.replaceAll('\n', '\r\n'));
  expect((await driftOf(opened.as(ONE), {})).data.drifted).toEqual([]);
  change(opened);
  expect((await driftOf(opened.as(ONE), {})).data.drifted).toMatchObject([
    { anchor: null, state: 'changed' },
  ]);
  await driftOf(opened.as(ONE), { update: ['A'] });
  expect((await driftOf(opened.as(ONE), {})).data.drifted).toEqual([]);
  expect(opened.readSpec()).toMatch(/prd: # why\n {6}source: PRD\.md\n[^]*excerpt: null\n/u);
});
