import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import {
  findInCommit,
  listStages,
  mergeBase,
  readBlob,
  sizeOfBlob,
  type StoredFile,
} from '../../git/blobs.ts';
import { canAsk, resolveCommit } from '../../git/commands.ts';
import { indexOfCommit } from '../../git/head.ts';
import type { Repository } from '../../git/repository.ts';
import { NO_PLAN, type Plan } from '../../model/plan.ts';
import type { ParsedSpec } from '../../spec/parsed-spec.ts';
import { SpecContent } from '../../spec/spec-content.ts';
import { specInvalid } from '../../spec/spec-invalid.ts';
import { readSpecText, specTooLarge } from '../../spec/stable-read.ts';
import { watchCheckout } from '../../workspace/checkout-watch.ts';
import { SHOWN_SPEC } from '../../workspace/spec-file.ts';
import type { FolderContext } from '../context.ts';
import { maxBytesOf } from './read-report.ts';
import { requireCheckout, requireRepository, revisionNotFound, type SpecPlace } from './spec-place.ts';
import type { VersionName } from './version-name.ts';

/** One version of a spec. */
export interface VersionSource {
  /** As it was asked for, such as `main`, `:index` or `plan.yaml`. */
  readonly name: string;
  readonly kind: 'commit' | 'index' | 'worktree' | 'file';
  /** The full id; null for what is no commit. */
  readonly commit: string | null;
  /** The spec's path; null where that version has no spec. */
  readonly file: string | null;
}

export interface SpecVersion {
  readonly source: VersionSource;
  readonly plan: Plan;
  /** Undefined where that version has no spec: then its plan is empty. */
  readonly parsed: ParsedSpec | undefined;
}

export interface VersionReader {
  readonly context: Pick<FolderContext, 'dir' | 'env'>;
  readonly place: SpecPlace;
}

/** What a version's spec says, before it is parsed. */
interface VersionText {
  readonly source: VersionSource;
  readonly text: string | undefined;
}

function isMissing(error: unknown): boolean {
  return error instanceof LodestarError && error.code === 'NOT_A_WORKSPACE';
}

/** The commit that a revision names. REVISION_NOT_FOUND. */
export async function requireCommit(repository: Repository, revision: string): Promise<string> {
  const commit = await resolveCommit(repository, revision);
  if (commit === null) {
    throw await revisionNotFound(repository, 'unknown', `commit ${JSON.stringify(revision)}`);
  }
  return commit;
}

/** Two revisions and the commit that they go back to, as full ids. REVISION_NOT_FOUND. */
export async function requireMergeBase(
  repository: Repository,
  a: string,
  b: string,
): Promise<{ readonly first: string; readonly second: string; readonly base: string }> {
  const [first, second] = [await requireCommit(repository, a), await requireCommit(repository, b)];
  const base = await mergeBase(repository, first, second);
  if (base === null) {
    const what = `commit that ${JSON.stringify(a)} and ${JSON.stringify(b)} both go back to`;
    throw await revisionNotFound(repository, 'no-merge-base', what);
  }
  return { first, second, base };
}

async function blobText(
  { place }: VersionReader,
  { repository, stored, shownAs }: { repository: Repository; stored: StoredFile; shownAs: string },
): Promise<string> {
  if (stored.isLink) {
    throw new LodestarError('FILE_NOT_FOUND', `${shownAs} is a symbolic link and no file`);
  }
  const maxBytes = await maxBytesOf(place.workspace);
  const size = stored.size ?? (await sizeOfBlob(repository, stored.id));
  if (size !== undefined && size > maxBytes) {
    throw specTooLarge(shownAs, size, maxBytes);
  }
  const bytes = await readBlob(repository, stored.id);
  if (bytes === undefined) {
    throw await revisionNotFound(repository, 'not-fetched', `copy of ${shownAs}`);
  }
  return SpecContent.ofBytes(bytes, shownAs).text;
}

async function readCommit(
  reader: VersionReader,
  { name, commit, file }: { name: string; commit: string; file: string | undefined },
): Promise<VersionText> {
  const repository = await requireRepository(reader.place, name);
  for (const each of file === undefined ? reader.place.files : [file]) {
    const stored = await findInCommit(repository, commit, each);
    if (stored === undefined) {
      throw await revisionNotFound(repository, 'not-fetched', `copy of ${name}:${each}`);
    }
    if (stored !== null) {
      const text = await blobText(reader, { repository, stored, shownAs: `${name}:${each}` });
      return { source: { name, kind: 'commit', commit, file: each }, text };
    }
  }
  if (file !== undefined) {
    throw new LodestarError('FILE_NOT_FOUND', `${name} has no file ${file}`, { details: { path: file } });
  }
  return { source: { name, kind: 'commit', commit, file: null }, text: undefined };
}

async function readIndex(reader: VersionReader, name: string): Promise<VersionText> {
  const repository = await requireRepository(reader.place, name);
  // Git has a hook look at what `commit -a` and `commit FILE` are about to commit.
  const index = indexOfCommit(repository, reader.context.env);
  for (const file of reader.place.files) {
    const stages = await listStages(repository, file, index);
    const stored = stages.get(0);
    if (stored !== undefined) {
      const text = await blobText(reader, { repository, stored, shownAs: `${name}:${file}` });
      return { source: { name, kind: 'index', commit: null, file }, text };
    }
    if (stages.size > 0) {
      const message = `${file} is unmerged in the index: a merge, rebase or cherry-pick has not been finished`;
      throw new LodestarError('SPEC_CONFLICTED', message, { details: { file } });
    }
  }
  return { source: { name, kind: 'index', commit: null, file: null }, text: undefined };
}

async function readFile(
  { context, place }: VersionReader,
  { name, file, kind }: { name: string; file: string; kind: 'file' | 'worktree' },
): Promise<VersionText> {
  const isOwn = kind === 'worktree';
  const watch = isOwn ? watchCheckout(place.workspace?.repository, context.env) : undefined;
  const source = { name, kind, commit: null, file: isOwn ? SHOWN_SPEC : file };
  try {
    const maxBytes = await maxBytesOf(place.workspace);
    const { content } = await readSpecText(path.resolve(context.dir, file), { watch, maxBytes });
    return { source, text: content.text };
  } catch (error) {
    if (isMissing(error) && isOwn) {
      return { source: { ...source, file: null }, text: undefined };
    }
    throw isMissing(error)
      ? new LodestarError('FILE_NOT_FOUND', `cannot read ${file}`, { details: { path: file } })
      : error;
  }
}

async function readText(reader: VersionReader, version: VersionName): Promise<VersionText> {
  const { context, place } = reader;
  switch (version.kind) {
    case 'text':
      return {
        source: { name: version.name, kind: 'file', commit: null, file: version.name },
        text: version.text,
      };
    case 'file':
      return await readFile(reader, { name: version.file, file: version.file, kind: 'file' });
    case 'worktree':
      requireCheckout(place, context.dir);
      return place.workspace === undefined
        ? { source: { name: version.name, kind: 'worktree', commit: null, file: null }, text: undefined }
        : await readFile(reader, { name: version.name, file: place.workspace.specPath, kind: 'worktree' });
    case 'index':
      requireCheckout(place, context.dir);
      return await readIndex(reader, version.name);
    case 'merge-base': {
      const repository = await requireRepository(place, version.name);
      const { base } = await requireMergeBase(repository, ...version.of);
      return await readCommit(reader, { name: version.name, commit: base, file: undefined });
    }
    case 'commit':
      return await readCommit(reader, { ...version, file: undefined });
    case 'revision': {
      const repository = await requireRepository(place, version.name);
      const commit = await resolveCommit(repository, version.revision);
      if (commit === null && version.mayBeUnborn === true && (await canAsk(repository))) {
        return { source: { name: version.name, kind: 'commit', commit, file: null }, text: undefined };
      }
      const { name, file } = version;
      return await readCommit(reader, {
        name,
        commit: commit ?? (await requireCommit(repository, version.revision)),
        file,
      });
    }
  }
}

/** What a parsed spec says. */
export function planOf({ project, features, tasks }: ParsedSpec): Plan {
  return { project, features, tasks: new Map(tasks.map(({ task }) => [task.id, task])) };
}

/**
 * Reads a version of the spec; one that is not there is an empty plan. Blocks that `known` has too are not parsed again.
 * Errors: REVISION_NOT_FOUND, FILE_NOT_FOUND, SPEC_INVALID and SPEC_CONFLICTED with all problems, SPEC_BUSY.
 */
export async function readVersion(
  reader: VersionReader,
  version: VersionName,
  known?: Pick<SpecVersion, 'parsed'>,
): Promise<SpecVersion> {
  const { source, text } = await readText(reader, version);
  if (text === undefined) {
    return { source, plan: NO_PLAN, parsed: undefined };
  }
  const { parseSpec } = await import('../../spec/parse.ts');
  const tasks = new Map((known?.parsed?.tasks ?? []).map(({ hash, task }) => [hash, task]));
  const file = source.kind === 'worktree' ? SHOWN_SPEC : shownName(source);
  const parsed = parseSpec(text, { file, known: (hash) => tasks.get(hash) });
  if (parsed.problems.some(({ severity }) => severity === 'error')) {
    throw specInvalid(parsed.problems);
  }
  return { source, plan: planOf(parsed), parsed };
}

function shownName({ kind, name, file }: VersionSource): string {
  return kind === 'file' ? name : `${name}:${file ?? ''}`;
}
