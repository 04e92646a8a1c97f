import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LodestarError } from '../../../src/errors.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { locateEvidence, parseEvidence } from '../../../src/operations/task/evidence.ts';
import { evidenceOf } from '../../../src/runtime/tables/evidence.ts';
import { showTask } from '../../../src/operations/task/show.ts';
import { commitAll } from '../../support/workspace.ts';
import { git } from '../../support/git.ts';
import { openFolder, openNewWorkspace } from '../../support/opened-workspace.ts';
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
    const parse = (text: string): string[] => {
      const { kind, value } = parseEvidence(text, HEAD);
      return [kind, value];
    };
    expect(parse('file:src/a b.ts')).toEqual(['file', 'src/a b.ts']);
    expect(parse('url: https://x.example/a:b ')).toEqual(['url', 'https://x.example/a:b']);
    expect(parse('commit:DEADBEEF')).toEqual(['commit', 'deadbeef']);
    expect(parse('commit:HEAD')).toEqual(['commit', HEAD]);
    expect(parse('note: all\ngreen')).toEqual(['text', 'note: all\ngreen']);
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

  it('names a file from the root on, wherever it was typed, and one that is there', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1) });
    mkdirSync(join(opened.root, 'a/b'), { recursive: true });
    writeFileSync(join(opened.root, 'a/x y.txt'), '');
    const at = (dir: string, text: string): string =>
      locateEvidence({ ...opened.as('ai:one'), dir: join(opened.root, dir) }, text);
    expect(at('a/b', 'file:../x y.txt')).toBe('file:a/x y.txt');
    expect(at('a', ' file: ./x y.txt ')).toBe('file:a/x y.txt');
    expect(at('', `file:${join(opened.root, 'a/x y.txt')}`)).toBe('file:a/x y.txt');
    expect(at('a/b', 'file:..')).toBe('file:a');
    expect(at('a/b', 'file:../..')).toBe('file:.');
    expect(['file:', 'it works', 'url:../x', 'commit:HEAD'].map((text) => at('a', text))).toEqual([
      'file:',
      'it works',
      'url:../x',
      'commit:HEAD',
    ]);
    const refusal = expect.objectContaining({ code: 'INPUT_INVALID' }) as Error;
    expect(() => at('', 'file:x y.txt')).toThrow(refusal);
    symlinkSync('/', join(opened.root, 'out'));
    for (const outside of ['..', '../..', `../${basename(opened.root)}-2`, '/etc/passwd', 'out/etc/passwd']) {
      mkdirSync(`${opened.root}-2`, { recursive: true });
      expect(() => at('', `file:${outside}`), outside).toThrow(refusal);
    }
  });

  it('is kept with the branch and the commit that it was given on', async () => {
    const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
    const context = opened.as('ai:one');
    await claimTask(context, { id: 'T1', filters: {}, allowOverlap: false });
    writeFileSync(join(opened.root, 'a.txt'), '');
    await completeTask(context, { id: 'T1', evidence: ['commit:HEAD', 'file:a.txt'] });
    const head = git(opened.root, 'rev-parse', 'HEAD').trim();
    const tree = git(opened.root, 'rev-parse', 'HEAD^{tree}').trim();
    const kept = await opened.workspace.read(
      async (tx) => await evidenceOf(tx, { id: 'T1', createdAt: null, formerIds: [] }),
    );
    expect(kept).toMatchObject([
      { kind: 'commit', value: head, branch: 'main', head, tree, actor: 'ai:one' },
      { kind: 'file', value: 'a.txt', branch: 'main', head, tree: null },
    ]);
  });
});

it('tells of each commit whether it is in this branch, in the default branch, elsewhere or lost', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
  const { root } = opened;
  const commit = (message: string): string => {
    commitAll(root, message);
    return git(root, 'rev-parse', 'HEAD').trim();
  };
  const shared = git(root, 'rev-parse', 'HEAD').trim();
  const ahead = commit('On main alone');
  git(root, 'checkout', '--quiet', '-b', 'other', shared);
  const other = commit('On another branch');
  git(root, 'checkout', '--quiet', '-b', 'feature', shared);
  const lost = 'f'.repeat(40);
  await claimTask(opened.as('ai:a'), { id: 'T1', filters: {}, allowOverlap: false });
  const evidence = [shared, ahead, other.slice(0, 8), lost].map((each) => `commit:${each}`);
  await completeTask(opened.as('ai:a'), { id: 'T1', evidence: [...evidence, 'and a word'] });
  const { data } = await showTask(opened.as('ai:a'), { id: 'T1' });
  expect(data.evidence.map((each) => each.commit_in)).toEqual([
    'branch',
    'default-branch',
    'elsewhere',
    'lost',
    undefined,
  ]);
});

it('names the commit that holds the same, where the one that was named was rewritten', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(1), git: true });
  const { root } = opened;
  writeFileSync(join(root, 'work.txt'), 'done');
  commitAll(root, 'The work');
  const context = opened.as('ai:a');
  await claimTask(context, { id: 'T1', filters: {}, allowOverlap: false });
  await completeTask(context, { id: 'T1', evidence: ['commit:HEAD', `commit:${'f'.repeat(40)}`] });
  git(root, 'commit', '--quiet', '--amend', '-m', 'The work, told better');
  const { data } = await showTask(context, { id: 'T1' });
  expect(data.evidence).toMatchObject([
    { commit_in: 'elsewhere', rewritten_as: git(root, 'rev-parse', 'HEAD').trim() },
    { commit_in: 'lost', tree: null },
  ]);
  expect(data.evidence[1]).not.toHaveProperty('rewritten_as');
});

it('calls no commit lost that may be behind where a shallow clone is cut off', async () => {
  const { root } = await openNewWorkspace({ tasks: readyTasks(1), git: true });
  const first = git(root, 'rev-parse', 'HEAD').trim();
  commitAll(root, 'The next');
  const shallow = `${root}-shallow`;
  git(dirname(root), 'clone', '--quiet', '--depth=1', pathToFileURL(root).href, shallow);
  const opened = await openFolder(shallow);
  await claimTask(opened.as('ai:a'), { id: 'T1', filters: {}, allowOverlap: false });
  await completeTask(opened.as('ai:a'), { id: 'T1', evidence: [`commit:${first}`, 'commit:HEAD'] });
  const { data } = await showTask(opened.as('ai:a'), { id: 'T1' });
  expect(data.evidence.map((each) => each.commit_in)).toEqual(['unknown', 'branch']);
});

it('is beside the commits whose messages name the task, where they are asked for', async () => {
  const opened = await openNewWorkspace({ tasks: readyTasks(2), git: true });
  const { root } = opened;
  commitAll(root, 'Begin\n\nLodestar-Task: T1');
  commitAll(root, 'Go on\n\nlodestar-task: T2\nLodestar-Task: T1');
  commitAll(root, 'Something else, T1');
  const context = opened.as('ai:a');
  const { data } = await showTask(context, { id: 'T1', commits: true });
  expect(data.commits?.map(({ subject }) => subject)).toEqual(['Go on', 'Begin']);
  expect((await showTask(context, { id: 'T2', commits: true })).data.commits).toMatchObject([
    { subject: 'Go on', commit: git(root, 'rev-parse', 'HEAD~1').trim() },
  ]);
  expect((await showTask(context, { id: 'T1' })).data).not.toHaveProperty('commits');
});
