/** Git's lock on the index of a checkout, `index.lock`. */
export interface IndexLock {
  readonly path: string;
  /** Another text is another lock, or one that was written to. */
  readonly mark: string;
  readonly changedAtMs: number;
}

/** What to look at for who was kept waiting by a lock until the deadline: the same call again may not help. */
export function lockHint({ path }: IndexLock, isCallers: boolean): string {
  return isCallers
    ? 'Git holds its lock while it runs the hooks of a commit: a hook can read the spec, and the spec can be changed before the commit or after it.'
    : `See whether a Git command, a hook of it or the editor of its message is still open in this worktree; \`ls -l ${path}\` says since when its lock is there.`;
}
