import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findInCommit, readBlob } from '../../git/blobs.ts';
import type { Repository } from '../../git/repository.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';

function foldLines(bytes: Buffer | undefined): string | undefined {
  return bytes?.toString('latin1').replaceAll('\r\n', '\n');
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Those of the documents (paths from the workspace on) that are not what they were in a commit, line ends aside. */
export async function findChangedDocuments(
  sources: ReadonlySet<string>,
  { root, rel }: WorkspacePaths,
  { repository, commit }: { repository: Repository; commit: string },
): Promise<ReadonlySet<string>> {
  const changed = new Set<string>();
  for (const source of sources) {
    const stored = await findInCommit(repository, commit, path.posix.normalize(path.posix.join(rel, source)));
    const before = stored === undefined ? undefined : await readBlob(repository, stored.id);
    if (foldLines(before) !== foldLines(readIfThere(path.join(root, source)))) {
      changed.add(source);
    }
  }
  return changed;
}
