import { realpathSync } from 'node:fs';
import type { WorkspacePaths } from '../../workspace/find.ts';
import { DocumentReader } from '../../spec/document.ts';

/** Where the documents of a workspace are looked for: anywhere in the checkout, paths from the workspace's folder on. */
export function documentsOf({ root, repository }: WorkspacePaths): DocumentReader {
  const boundary = repository?.worktree ?? root;
  return new DocumentReader({ root: realpathSync(root), boundary: realpathSync(boundary) });
}
