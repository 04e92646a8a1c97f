import { lookAtUpstream, type PackedRefs, type UpstreamLook, type UpstreamRef } from '../git/upstream.ts';
import type { SpecTask } from '../model/task.ts';
import type { WorkspacePaths } from './find.ts';
import type { SeenUpstream } from './view/state.ts';
import type { KnownTask } from './spec-file.ts';

/** A spec that could not be read is tried again after so long. */
const RETRY_MS = 60_000;

/** Whether it is the same commit of the same ref, read with success. */
export function isSameRef({ ref }: Pick<UpstreamLook, 'ref'>, seen: SeenUpstream | null): boolean {
  return seen !== null && ref?.commit === seen.ref?.commit && ref?.name === seen.ref?.name;
}

function isToBeRetried(seen: SeenUpstream | null): boolean {
  const failedAtMs = seen?.failedAtMs ?? null;
  return failedAtMs !== null && Math.abs(Date.now() - failedAtMs) > RETRY_MS;
}

function isToBeNoted(packed: PackedRefs | null, known: PackedRefs | null): boolean {
  return packed !== null && packed.mark !== '' && packed.mark !== known?.mark;
}

/** The default branch's spec, as this clone knows it. */
export class UpstreamSpec {
  readonly #paths: WorkspacePaths;
  readonly #maxBytes: () => Promise<number>;

  constructor(paths: WorkspacePaths, maxBytes: () => Promise<number>) {
    this.#paths = paths;
    this.#maxBytes = maxBytes;
  }

  /** What there is now, where that is not what was `seen`; `undefined` where it is. */
  findNew(branch: string, seen: SeenUpstream | null): UpstreamLook | undefined {
    const { repository } = this.#paths;
    const look = repository && lookAtUpstream(repository, branch, seen);
    const isKnown =
      look === undefined ||
      (isSameRef(look, seen) &&
        look.isHidden === seen?.isHidden &&
        !isToBeRetried(seen) &&
        !isToBeNoted(look.packed, seen.packed));
    return isKnown ? undefined : look;
  }

  /** The tasks of the spec in a commit; empty where it has no spec, `undefined` where that cannot be read. */
  async readTasks({ commit }: UpstreamRef, known: KnownTask): Promise<readonly SpecTask[] | undefined> {
    const { repository } = this.#paths;
    if (repository === undefined) {
      return undefined;
    }
    const [{ findInCommit, readBlob }, { specFiles }] = await Promise.all([
      import('../git/blobs.ts'),
      import('./spec-files.ts'),
    ]);
    for (const file of specFiles(this.#paths, repository)) {
      const found = await findInCommit(repository, commit, file);
      if (found !== null) {
        const isReadable =
          found?.size !== undefined && !found.isLink && found.size <= (await this.#maxBytes());
        const bytes = isReadable ? await readBlob(repository, found.id) : undefined;
        return bytes && (await parseTasks(bytes, known));
      }
    }
    return [];
  }
}

/** A spec with errors says nothing: it is mended before anything stands on it. */
async function parseTasks(bytes: Buffer, known: KnownTask): Promise<readonly SpecTask[] | undefined> {
  const [{ parseSpec }, { SpecContent }] = await Promise.all([
    import('../spec/parse.ts'),
    import('../spec/spec-content.ts'),
  ]);
  try {
    const { text } = SpecContent.ofBytes(bytes, 'spec.yaml');
    const { tasks, problems } = parseSpec(text, { file: 'spec.yaml', known });
    return problems.some(({ severity }) => severity === 'error') ? undefined : tasks.map(({ task }) => task);
  } catch {
    return undefined;
  }
}
