import { describe, expect, it } from 'vitest';
import { LodestarError } from '../../../src/errors.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { parseEvidence } from '../../../src/operations/task/evidence.ts';
import { evidenceOf } from '../../../src/runtime/tables/evidence.ts';
import { git } from '../../support/git.ts';
import { openNewWorkspace } from '../../support/opened-workspace.ts';
import { readyTasks } from '../../support/spec-text.ts';

const HEAD = 'a'.repeat(40);

function codeOf(text: string, head: string | null = HEAD): string {
  try {
    return parseEvidence(text, head).kind;
  } catch (error) {
    return error instanceof LodestarError ? error.code : String(error);
  }
}

describe('evidence', () => {
  it('is a file, a commit, an address, or any text', () => {
    expect(parseEvidence('file:src/a b.ts', HEAD)).toEqual({ kind: 'file', value: 'src/a b.ts' });
    expect(parseEvidence('url: https://x.example/a:b ', HEAD)).toEqual({
      kind: 'url',
      value: 'https://x.example/a:b',
    });
    expect(parseEvidence('commit:DEADBEEF', HEAD)).toEqual({ kind: 'commit', value: 'deadbeef' });
    expect(parseEvidence('commit:HEAD', HEAD)).toEqual({ kind: 'commit', value: HEAD });
    expect(parseEvidence('note: all\ngreen', HEAD)).toEqual({ kind: 'text', value: 'note: all\ngreen' });
  });

  it('that is empty, or names no commit, is refused', () => {
    expect(['', '  ', 'file:', 'url: ', 'commit:'].map((text) => codeOf(text))).toEqual(
      Array(5).fill('INPUT_INVALID'),
    );
    expect(['commit:main', 'commit:abc', `commit:${'a'.repeat(65)}`].map((text) => codeOf(text))).toEqual(
      Array(3).fill('INPUT_INVALID'),
    );
    expect(codeOf('commit:HEAD', null)).toBe('INPUT_INVALID');
  });

  it('is kept with the branch and the commit that it was given on', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
    const context = opened.as('ai:one');
    await claimTask(context, { id: 'T1', filters: {}, allowOverlap: false });
    await completeTask(context, { id: 'T1', evidence: ['commit:HEAD', 'file:a.txt'] });
    const head = git(opened.root, 'rev-parse', 'HEAD').trim();
    const kept = await opened.workspace.read(async (tx) => await evidenceOf(tx, 'T1'));
    expect(kept).toMatchObject([
      { kind: 'commit', value: head, branch: 'main', head, actor: 'ai:one' },
      { kind: 'file', value: 'a.txt', branch: 'main', head },
    ]);
  });
});
