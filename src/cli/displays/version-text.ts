import type { VersionSource } from '../../operations/spec/read-version.ts';

const SHORT_COMMIT = 10;

/** A version in few words: `main (3f28372c1a)`, `the index`, `plan.yaml`. */
export function versionText({ name, kind, commit, file }: VersionSource): string {
  const none = file === null ? ', which has no plan' : '';
  switch (kind) {
    case 'commit':
      return commit === null || commit === name
        ? `${name.slice(0, commit === null ? undefined : SHORT_COMMIT)}${none}`
        : `${name} (${commit.slice(0, SHORT_COMMIT)})${none}`;
    case 'index':
      return `the index${none}`;
    case 'worktree':
      return `the work tree${none}`;
    case 'file':
      return name;
  }
}
