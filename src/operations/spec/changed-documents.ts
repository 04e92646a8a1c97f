import path from 'node:path';
import { readInCommit } from '../../git/blobs.ts';
import type { Repository } from '../../git/repository.ts';
import { documentHash, type DocumentReader } from '../../spec/document.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';
import { documentsOf } from './documents.ts';

/** No document that is read is longer, and one that was is another one. */
const MAX_BYTES = 1024 * 1024;

async function hashNow(documents: DocumentReader, source: string): Promise<string | undefined> {
  const document = await documents.read(source);
  return document.kind === 'read' ? document.hash : undefined;
}

/** Those of the documents (paths from the workspace on) that are not what they were in a commit, line ends aside. */
export async function findChangedDocuments(
  sources: ReadonlySet<string>,
  workspace: WorkspacePaths,
  { repository, commit }: { repository: Repository; commit: string },
): Promise<ReadonlySet<string>> {
  const documents = documentsOf(workspace);
  const changed = new Set<string>();
  for (const source of sources) {
    const file = path.posix.normalize(path.posix.join(workspace.rel, source));
    const bytes = await readInCommit(repository, { commit, file, maxBytes: MAX_BYTES });
    const before = Buffer.isBuffer(bytes) ? documentHash(bytes) : undefined;
    // What cannot be read is not taken for unchanged: rules would be held less.
    if (bytes === 'unknown' || before !== (await hashNow(documents, source))) {
      changed.add(source);
    }
  }
  return changed;
}
