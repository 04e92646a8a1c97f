import { execFileSync } from 'node:child_process';
import { git } from '../../support/git.ts';

export interface CommittedText {
  /** Of the commit's message. */
  readonly subject: string;
  readonly text: string;
}

/** The texts that a file had in every commit that Git still holds: of branches, stashes and reflogs. */
export function textsInHistory(root: string, path: string): CommittedText[] {
  const log = git(root, 'log', '--all', '--reflog', '--format=%H %s').trim().split('\n');
  const commits = log.map((line) => ({ hash: line.slice(0, 40), subject: line.slice(41) }));
  const asked = commits.map(({ hash }) => `${hash}:${path}\n`).join('');
  const bytes = execFileSync('git', ['cat-file', '--batch'], {
    cwd: root,
    input: asked,
    maxBuffer: 2 ** 31 - 1,
  });
  let offset = 0;
  return commits.flatMap(({ subject }) => {
    const end = bytes.indexOf('\n', offset);
    const header = bytes.toString('utf8', offset, end);
    offset = end + 1;
    if (header.endsWith('missing')) {
      return [];
    }
    const size = Number(header.split(' ')[2]);
    const text = bytes.toString('utf8', offset, offset + size);
    offset += size + 1;
    return [{ subject, text }];
  });
}
