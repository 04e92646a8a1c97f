import { LodestarError } from '../../errors.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import { DEFAULT_MAX_BYTES } from '../../spec/stable-read.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import type { FolderContext } from '../context.ts';
import type { Report } from '../report.ts';
import type { ChangeReport } from './check-change.ts';
import { ruleOfCode } from './check-rules.ts';
import { reportOnFile, reportOnText, reportOnWorkspace, type SpecReport } from './read-report.ts';
import { findSpecPlace } from './spec-place.ts';

export interface CheckInput {
  /** A file, from the context's folder; the workspace's spec when left out. */
  readonly file?: string | undefined;
  /** The text itself, in place of a file. */
  readonly text?: string | undefined;
  /** The revision that the workspace's spec is to be merged into: the change is looked at too. */
  readonly base?: string | undefined;
}

export interface SpecCheckResult {
  /** As problems name it. */
  readonly file: string;
  /** No errors in the spec itself; warnings stop nothing, and what a rule makes of a change is counted beside it. */
  readonly valid: boolean;
  /** Errors and warnings, in the order of the file. */
  readonly problems: readonly SpecProblem[];
  /** Tasks that could be read, tombstones included. */
  readonly tasks: number;
  readonly errors: number;
  readonly warnings: number;
  /** The workspace's folder in its repository, with `/`: where `file` is looked for. Empty at the top, and for other files. */
  readonly folder: string;
  /** Only with `base`. */
  readonly change: ChangeReport | null;
}

/** A text that is given in place of a file may be as long as one. */
export const MAX_TEXT_BYTES = DEFAULT_MAX_BYTES;

const STDIN_NAME = '<stdin>';

type Found = Pick<SpecCheckResult, 'file' | 'problems' | 'folder' | 'change'> & { readonly tasks: number };

function foundIn({ file, problems, tasks }: SpecReport, folder: string): Found {
  return { file, problems, tasks: tasks.length, folder, change: null };
}

async function read(context: FolderContext, input: CheckInput): Promise<Found> {
  const { env } = context;
  if (input.base !== undefined && (input.text !== undefined || input.file !== undefined)) {
    throw new LodestarError('USAGE', "--base is about the workspace's own spec: leave the file out");
  }
  if (input.text !== undefined) {
    const source = { text: input.text, shownAs: STDIN_NAME, workspace: undefined, env };
    return foundIn(await reportOnText(source), '');
  }
  if (input.file !== undefined) {
    return foundIn(await reportOnFile(context, input.file), '');
  }
  const workspace = requireWorkspace(context.dir);
  const report = await reportOnWorkspace(workspace, env);
  const found = foundIn(report, workspace.rel);
  if (input.base === undefined) {
    return found;
  }
  const { checkChange } = await import('./check-change.ts');
  const place = findSpecPlace(context.dir);
  return { ...found, ...(await checkChange(context, report, { workspace, place, revision: input.base })) };
}

function failureOf({ file, errors, problems, valid }: SpecCheckResult): LodestarError {
  const isConflicted = problems.some(({ code }) => code === 'CONFLICT_MARKERS');
  const count = errors === 1 ? '1 error' : `${errors} errors`;
  const details = { file, problems };
  return valid
    ? new LodestarError('CHANGE_REFUSED', `the change of ${file} has ${count}`, { details })
    : new LodestarError(isConflicted ? 'SPEC_CONFLICTED' : 'SPEC_INVALID', `${file} has ${count}`, {
        details,
        hint: 'Mend the lines named, then check again.',
      });
}

/**
 * Looks at a spec and tells all that is wrong with it, as data; with `base`, at what the change does to it as well. The report
 * fails with SPEC_INVALID or SPEC_CONFLICTED when the spec has errors, with CHANGE_REFUSED when only the change has. Throws
 * FILE_NOT_FOUND, SPEC_BUSY, NOT_A_WORKSPACE where no file is named and there is none, REVISION_NOT_FOUND, CONFIG_INVALID,
 * USAGE.
 */
export async function checkSpec(context: FolderContext, input: CheckInput): Promise<Report<SpecCheckResult>> {
  const { file, problems, tasks, folder, change } = await read(context, input);
  const faults = problems.filter(({ severity }) => severity === 'error');
  const errors = faults.length;
  const warnings = problems.length - errors;
  const data: SpecCheckResult = {
    file,
    valid: faults.every(({ code }) => ruleOfCode(code) !== undefined),
    problems,
    tasks,
    errors,
    warnings,
    folder,
    change,
  };
  return { data, next: [], warnings: [], failure: errors === 0 ? undefined : failureOf(data) };
}
