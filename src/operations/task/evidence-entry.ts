/**
 * Where a commit is: in the history of HEAD, in that of the default branch as this clone knows it, in another one, or
 * nowhere in this clone. `unknown` where a shallow clone lacks the history that would tell.
 */
export type CommitPlace = 'branch' | 'default-branch' | 'elsewhere' | 'lost' | 'unknown';

export interface EvidenceEntry {
  readonly kind: 'text' | 'file' | 'commit' | 'url';
  readonly value: string;
  readonly by: string;
  readonly at: string;
  readonly branch: string | null;
  readonly head: string | null;
  /** Of a commit, the id of what it holds: it stays when the commit is rewritten. Null where it is not known. */
  readonly tree: string | null;
  /** Of a commit, in `task show`, where Git can be asked. */
  readonly commit_in?: CommitPlace;
  /** Of a commit that this branch does not have, the one that holds the same in its place. */
  readonly rewritten_as?: string;
}
