import path from 'node:path';
import { findBareRepository } from '../../git/bare.ts';
import { canAsk } from '../../git/commands.ts';
import { findRepository, realPath, type Repository } from '../../git/repository.ts';
import { isShallow } from '../../git/shallow.ts';
import { LodestarError } from '../../errors.ts';
import { findWorkspace, type WorkspacePaths } from '../../workspace/find.ts';
import { SHOWN_SPEC } from '../../workspace/spec-file.ts';
import { specFiles } from '../../workspace/spec-files.ts';

/** Where versions of a spec are looked for. */
export interface SpecPlace {
  /** Undefined where what is checked out has no plan, and in a repository without a checkout. */
  readonly workspace: WorkspacePaths | undefined;
  readonly repository: Repository | undefined;
  /** Where the spec may be, from the repository's top, with `/`; the first that a commit has is taken. */
  readonly files: readonly string[];
}

function toPosix(file: string): string {
  return file.split(path.sep).join('/');
}

/** From the folder upwards, as a workspace is looked for. */
function filesFrom(relative: string): string[] {
  const folders = relative === '' ? [] : relative.split('/');
  return Array.from({ length: folders.length + 1 }, (_, index) =>
    [...folders.slice(0, folders.length - index), SHOWN_SPEC].join('/'),
  );
}

/** Looks from a folder, in a checkout with or without a plan, or in a repository without a checkout. */
export function findSpecPlace(dir: string): SpecPlace {
  const workspace = findWorkspace(dir);
  if (workspace !== undefined) {
    const { repository } = workspace;
    return { workspace, repository, files: repository === undefined ? [] : specFiles(workspace, repository) };
  }
  const repository = findRepository(dir) ?? findBareRepository(dir);
  const relative =
    repository === undefined ? '' : toPosix(path.relative(repository.worktree, realPath(dir) ?? dir));
  return { workspace, repository, files: filesFrom(relative) };
}

type Reason = 'unknown' | 'no-merge-base' | 'not-fetched' | 'no-git';

const WHY_NOT_ASKED =
  'Git is not installed, or refuses a repository that belongs to another user (see safe.directory in `git help config`).';

/** What to do where history is cut off. */
export const UNSHALLOW =
  'This clone is shallow: fetch the history that is missing, as `git fetch --unshallow` does.';
const WHY_NOT_FETCHED =
  'This clone lacks a part of what is committed: have Git fetch it, as `git log --patch -- FILE` does in a partial clone.';

function hintFor(reason: Reason, shallow: boolean): string | undefined {
  return reason === 'not-fetched' ? WHY_NOT_FETCHED : shallow ? UNSHALLOW : undefined;
}

/** The error of a commit that Git does not give; where Git gives none at all it says so. */
export async function revisionNotFound(
  repository: Repository | undefined,
  reason: Reason,
  what: string,
): Promise<LodestarError> {
  if (repository === undefined || !(await canAsk(repository))) {
    const message = `Git cannot be asked for ${what}`;
    const hint = repository === undefined ? 'This folder is in no Git repository.' : WHY_NOT_ASKED;
    return new LodestarError('REVISION_NOT_FOUND', message, { details: { reason: 'no-git' }, hint });
  }
  const shallow = isShallow(repository);
  const hint = hintFor(reason, shallow);
  return new LodestarError('REVISION_NOT_FOUND', `Git has no ${what}`, {
    details: { reason, shallow },
    ...(hint === undefined ? {} : { hint }),
  });
}

/** The repository, where there must be one. REVISION_NOT_FOUND. */
export async function requireRepository(
  { repository }: Pick<SpecPlace, 'repository'>,
  what: string,
): Promise<Repository> {
  if (repository === undefined) {
    throw await revisionNotFound(repository, 'no-git', what);
  }
  return repository;
}

/** A bare repository has neither a work tree nor an index, which is not the same as empty ones. NOT_A_WORKSPACE. */
export function requireCheckout({ workspace, repository }: SpecPlace, dir: string): void {
  const isBare = repository !== undefined && repository.worktree === repository.gitDir;
  if (workspace === undefined && isBare) {
    const message = `${dir} is a bare repository: it has no work tree and no index`;
    throw new LodestarError('NOT_A_WORKSPACE', message, {
      details: { dir },
      hint: 'Name the two commits to compare, or run the command in a worktree of the repository.',
    });
  }
}
