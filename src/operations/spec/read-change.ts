import { LodestarError } from '../../errors.ts';
import type { Repository } from '../../git/repository.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';
import type { FolderContext } from '../context.ts';
import { readCheckSettings, type CheckSettings } from './check-severities.ts';
import type { SpecReport } from './read-report.ts';
import { readVersion, requireMergeBase, type SpecVersion, type VersionSource } from './read-version.ts';
import { requireRepository, type SpecPlace } from './spec-place.ts';

/** Where a change begins and where it goes to. */
export interface ChangeVersions {
  readonly repository: Repository;
  /** Full ids. */
  readonly baseCommit: string;
  readonly headCommit: string;
  /** Undefined where the plan there is broken. */
  readonly base: SpecVersion | undefined;
  readonly target: SpecVersion | undefined;
  readonly sources: { readonly base: VersionSource; readonly target: VersionSource };
  readonly settings: CheckSettings;
}

export interface ChangeQuestion {
  readonly workspace: WorkspacePaths;
  readonly place: SpecPlace;
  /** What the change is to be merged into, as the caller names it. */
  readonly revision: string;
}

/** A version whose plan is broken stops nobody from mending it. */
async function orBroken(reading: Promise<SpecVersion>): Promise<SpecVersion | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (
      error instanceof LodestarError &&
      (error.code === 'SPEC_INVALID' || error.code === 'SPEC_CONFLICTED')
    ) {
      return undefined;
    }
    throw error;
  }
}

/** Reads what a change is compared with. Errors: REVISION_NOT_FOUND, CONFIG_INVALID. */
export async function readChange(
  context: FolderContext,
  { parsed }: Pick<SpecReport, 'parsed'>,
  { workspace, place, revision }: ChangeQuestion,
): Promise<ChangeVersions> {
  const repository = await requireRepository(place, revision);
  const range = await requireMergeBase(repository, revision, 'HEAD');
  const { first: targetCommit, second: headCommit, base: baseCommit } = range;
  const [file = ''] = place.files;
  const settings = await readCheckSettings(workspace, { repository, commit: targetCommit });
  const read = async (name: string, commit: string): Promise<SpecVersion | undefined> =>
    await orBroken(readVersion({ context, place }, { kind: 'commit', name, commit }, { parsed }));
  const base = await read(baseCommit, baseCommit);
  // Nothing has come to the target since, as a rule.
  const isSame = base !== undefined && targetCommit === baseCommit;
  const target = isSame
    ? { ...base, source: { ...base.source, name: revision } }
    : await read(revision, targetCommit);
  const source = (name: string, commit: string): VersionSource => ({ name, kind: 'commit', commit, file });
  const sources = {
    base: base?.source ?? source(baseCommit, baseCommit),
    target: target?.source ?? source(revision, targetCommit),
  };
  return { repository, baseCommit, headCommit, base, target, sources, settings };
}
