import { shortCommit } from '../../git/head.ts';
import type { VersionSource } from '../../operations/spec/read-version.ts';

/** A version in few words: `main (3f28372c1a)`, `the index`, `plan.yaml`. */
export function versionText({ name, kind, commit, file }: VersionSource): string {
  const none = file === null ? ', which has no plan' : '';
  switch (kind) {
    case 'commit':
      return commit === null || commit === name
        ? `${commit === null ? name : shortCommit(name)}${none}`
        : `${name} (${shortCommit(commit)})${none}`;
    case 'index':
      return `the index${none}`;
    case 'worktree':
      return `the work tree${none}`;
    case 'file':
      return name;
  }
}
