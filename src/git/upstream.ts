import path from 'node:path';
import { areTimesSettled } from '../util/settled-times.ts';
import { OBJECT_ID, readBranch, resolvePacked } from './head.ts';
import { lookAt, readGitFile, type Repository } from './repository.ts';
import { readSettledFile } from './settled-file.ts';

/** Where the default branch is, as this clone knows it: nothing is fetched. */
export interface UpstreamRef {
  /** Such as `origin/main`; a local branch by its name alone. */
  readonly name: string;
  /** The full id of the commit. */
  readonly commit: string;
}

/** What `packed-refs` says of the two refs, for as long as it is that file. */
export interface PackedRefs {
  readonly mark: string;
  readonly remote: string | null;
  readonly local: string | null;
}

export interface UpstreamLook {
  /** `null` where this clone has none, or its own checkout is on that branch. */
  readonly ref: UpstreamRef | null;
  readonly packed: PackedRefs | null;
  /** Git's files cannot tell, because refs are kept as reftable: then it is what was known before. */
  readonly isHidden: boolean;
}

function lookAtPacked(repository: Repository, branch: string, known: PackedRefs | null): PackedRefs {
  const file = path.join(repository.commonDir, 'packed-refs');
  const stats = lookAt(file);
  if (stats === undefined) {
    return { mark: '', remote: null, local: null };
  }
  const mark = `${branch} ${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}`;
  if (known?.mark === mark) {
    return known;
  }
  const packed = readGitFile(file) ?? '';
  return {
    // A file that may still be changed without a trace is read again.
    mark: areTimesSettled(stats.ctimeNs, Date.now()) ? mark : '',
    remote: resolvePacked(packed, `refs/remotes/origin/${branch}`),
    local: resolvePacked(packed, `refs/heads/${branch}`),
  };
}

function looseRef(repository: Repository, ref: string): string | null {
  const value = readSettledFile(path.join(repository.commonDir, ref))?.trimEnd() ?? '';
  return OBJECT_ID.test(value) ? value : null;
}

function look(ref: UpstreamRef | null, packed: PackedRefs | null): UpstreamLook {
  return { ref, packed, isHidden: false };
}

/**
 * The commit of the default branch, `origin`'s where this clone has one, else the local one, from Git's files alone: loose,
 * then packed.
 */
export function lookAtUpstream(
  repository: Repository,
  branch: string,
  known: Omit<UpstreamLook, 'isHidden'> | null,
): UpstreamLook {
  const remote = looseRef(repository, `refs/remotes/origin/${branch}`);
  if (remote !== null) {
    return look({ name: `origin/${branch}`, commit: remote }, known?.packed ?? null);
  }
  const packed = lookAtPacked(repository, branch, known?.packed ?? null);
  if (packed.remote !== null) {
    return look({ name: `origin/${branch}`, commit: packed.remote }, packed);
  }
  if (readBranch(repository) === branch) {
    return look(null, packed);
  }
  const local = looseRef(repository, `refs/heads/${branch}`) ?? packed.local;
  if (local !== null) {
    return look({ name: branch, commit: local }, packed);
  }
  const isHidden = lookAt(path.join(repository.commonDir, 'reftable')) !== undefined;
  return { ...look(isHidden ? (known?.ref ?? null) : null, packed), isHidden };
}
