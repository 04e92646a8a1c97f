import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import type { Sides } from '../../model/merge-sides.ts';
import { listStages, readBlob, type Stage, type StoredFile } from '../../git/blobs.ts';
import { addToIndex } from '../../git/add-to-index.ts';
import type { Repository } from '../../git/repository.ts';
import { findConflictMarkers } from '../../spec/conflict-markers.ts';
import { decodeSpec } from '../../spec/decode.ts';
import { specInvalid } from '../../spec/spec-invalid.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';
import { replaceSpec } from '../../workspace/replace-spec.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import { SHOWN_SPEC } from '../../workspace/spec-file.ts';
import type { FolderContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Hint } from '../outcome.ts';
import type { Report } from '../report.ts';
import { mergeFailure, mergeTexts, renumberWarnings } from './merge-texts.ts';
import type { SpecMergeResult } from './merge.ts';
import { maxBytesOf } from './read-report.ts';

export interface ResolveInput {
  /** Mark the file as merged in Git's index where no conflict is left. */
  readonly add: boolean;
  /** Also where the file has no markers any more, so that somebody has decided them by hand. */
  readonly force: boolean;
  /** What the base has is shown between the sides. */
  readonly showBase: boolean;
}

export interface SpecResolveResult extends Pick<SpecMergeResult, 'clean' | 'conflicts' | 'renumbered'> {
  /** `null` where Git does not list the spec as unmerged. */
  readonly way: SpecMergeResult['way'] | null;
  readonly changed: boolean;
  /** It was marked as merged in Git's index. */
  readonly added: boolean;
  /** Where the text that was there before is kept. Absolute path. */
  readonly kept_at: string | null;
}

const LABELS: Sides<string> = { base: 'base', ours: 'ours', theirs: 'theirs' };
const MARKER_SIZE = 7;

const NOTHING_TO_DO: SpecResolveResult = {
  clean: true,
  way: null,
  conflicts: [],
  renumbered: [],
  changed: false,
  added: false,
  kept_at: null,
};

function requireRepository({ root, repository }: WorkspacePaths): Repository {
  if (repository === undefined) {
    throw new LodestarError('INPUT_INVALID', `${root} is in no Git repository`, { details: { path: root } });
  }
  return repository;
}

async function readStage(repository: Repository, stage: StoredFile | undefined): Promise<string> {
  const bytes = stage === undefined ? Buffer.alloc(0) : await readBlob(repository, stage.id);
  if (bytes === undefined || stage?.isLink === true) {
    const what = stage?.isLink === true ? 'a link' : 'not there';
    throw new LodestarError('SPEC_CONFLICTED', `a version of ${SHOWN_SPEC} is ${what}`, {
      details: { path: SHOWN_SPEC },
    });
  }
  const decoded = decodeSpec(bytes, SHOWN_SPEC);
  if (!decoded.ok) {
    throw specInvalid([decoded.problem]);
  }
  return decoded.text;
}

/** Both sides have to have the file: a spec that one took out is for a person to decide. */
function requireBoth(stages: ReadonlyMap<Stage, StoredFile>): void {
  const missing = ([2, 3] as const).find((stage) => !stages.has(stage));
  if (missing !== undefined) {
    const side = missing === 2 ? 'ours' : 'theirs';
    throw new LodestarError(
      'SPEC_CONFLICTED',
      `${side} took ${SHOWN_SPEC} out, and the other side changed it`,
      {
        details: { path: SHOWN_SPEC, removed_by: side },
        hint: 'Decide with `git add` or `git rm` whether the spec stays.',
      },
    );
  }
}

/** Markers that Git has no versions for, because they were committed or added, or because Git did not answer. */
function refuseMarkersAlone({ specPath }: WorkspacePaths): void {
  if (findConflictMarkers(readFileSync(specPath).toString('utf8')).length > 0) {
    const message = `${SHOWN_SPEC} has conflict markers, and Git lists no versions of it to merge`;
    throw new LodestarError('SPEC_CONFLICTED', message, { details: { path: SHOWN_SPEC } });
  }
}

function requireMarkers(text: string, force: boolean): void {
  if (!force && findConflictMarkers(text).length === 0) {
    throw new LodestarError(
      'SPEC_CONFLICTED',
      `${SHOWN_SPEC} has no conflict markers: it was edited by hand`,
      {
        details: { path: SHOWN_SPEC },
        hint: 'If it is as it should be, `git add` it; `lodestar spec resolve --force` merges it anew.',
      },
    );
  }
}

function nextHints(added: boolean): Hint[] {
  return added ? [] : [hint('spec.check', ['spec', 'check'], 'See that the spec is valid')];
}

/**
 * Merges the spec of a merge, rebase, cherry-pick or revert under way anew, from the versions in Git's index, and writes it
 * into the work tree. The report fails with MERGE_CONFLICTS where something is left between markers. Errors:
 * NOT_A_WORKSPACE, INPUT_INVALID (no Git), SPEC_CONFLICTED (one side took the spec out, it was resolved by hand, or Git has
 * no versions of what has markers),
 * SPEC_INVALID (a version is no UTF-8), SPEC_BUSY, SPEC_READONLY, DISK_FULL, RUNTIME_IO.
 */
export async function resolveSpec(
  context: FolderContext,
  input: ResolveInput,
): Promise<Report<SpecResolveResult>> {
  const paths = requireWorkspace(context.dir);
  const repository = requireRepository(paths);
  const { dryRun } = context;
  const file = path.relative(repository.worktree, paths.specPath).split(path.sep).join('/');
  const stages = await listStages(repository, file);
  if (stages.size === 0 || stages.has(0)) {
    refuseMarkersAlone(paths);
    return { data: NOTHING_TO_DO, next: [], warnings: [], failure: undefined };
  }
  requireBoth(stages);
  const texts = {
    base: await readStage(repository, stages.get(1)),
    ours: await readStage(repository, stages.get(2)),
    theirs: await readStage(repository, stages.get(3)),
  };
  const options = { file: SHOWN_SPEC, ...LABELS, markerSize: MARKER_SIZE, showBase: input.showBase };
  const { text, way, conflicts, renumbered } = await mergeTexts(texts, options);
  const maxBytes = await maxBytesOf(paths);
  let before = text;
  const { changed, keptAt } = await replaceSpec(paths, context, {
    textFor: (present) => {
      requireMarkers(present, input.force || present === text);
      before = present;
      return text;
    },
    dryRun,
    maxBytes,
  });
  const clean = conflicts.length === 0;
  const added = input.add ? clean : false;
  if (added && !dryRun) {
    try {
      await addToIndex(repository, file);
    } catch (error) {
      // The whole or nothing: a spec that looks resolved and is not for Git would have to be told from one by hand.
      const textFor = (present: string): string => (present === text ? before : present);
      await replaceSpec(paths, context, { textFor, dryRun, maxBytes });
      throw error;
    }
  }
  const data = { clean, way, conflicts, renumbered, changed, added, kept_at: keptAt };
  const failure = mergeFailure(SHOWN_SPEC, conflicts);
  return { data, next: nextHints(added), warnings: renumberWarnings(renumbered), failure };
}
