import { LodestarError } from '../../errors.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import { DEFAULT_MAX_BYTES } from '../../spec/stable-read.ts';
import { requireWorkspace } from '../../workspace/require-workspace.ts';
import type { FolderContext } from '../context.ts';
import type { Report } from '../report.ts';
import { reportOnFile, reportOnText, reportOnWorkspace, type SpecReport } from './read-report.ts';

export interface CheckInput {
  /** A file, from the context's folder; the workspace's spec when left out. */
  readonly file?: string | undefined;
  /** The text itself, in place of a file. */
  readonly text?: string | undefined;
}

export interface SpecCheckResult {
  /** As problems name it. */
  readonly file: string;
  /** No errors; warnings stop nothing. */
  readonly valid: boolean;
  /** Errors and warnings, in the order of the file. */
  readonly problems: readonly SpecProblem[];
  /** Tasks that could be read, tombstones included. */
  readonly tasks: number;
  readonly errors: number;
  readonly warnings: number;
}

/** A text that is given in place of a file may be as long as one. */
export const MAX_TEXT_BYTES = DEFAULT_MAX_BYTES;

const STDIN_NAME = '<stdin>';

async function read(context: FolderContext, input: CheckInput): Promise<SpecReport> {
  if (input.text !== undefined) {
    return await reportOnText({
      text: input.text,
      shownAs: STDIN_NAME,
      workspace: undefined,
      env: context.env,
    });
  }
  return input.file === undefined
    ? await reportOnWorkspace(requireWorkspace(context.dir), context.env)
    : await reportOnFile(context, input.file);
}

function failureOf({ file, errors, problems }: SpecCheckResult): LodestarError {
  const isConflicted = problems.some((problem) => problem.code === 'CONFLICT_MARKERS');
  const count = errors === 1 ? '1 error' : `${errors} errors`;
  return new LodestarError(isConflicted ? 'SPEC_CONFLICTED' : 'SPEC_INVALID', `${file} has ${count}`, {
    details: { file, problems },
    hint: 'Mend the lines named, then check again.',
  });
}

/**
 * Looks at a spec and tells all that is wrong with it, as data. The report fails with SPEC_INVALID or SPEC_CONFLICTED when
 * there are errors. Throws FILE_NOT_FOUND, SPEC_BUSY, and NOT_A_WORKSPACE where no file is named and there is none.
 */
export async function checkSpec(context: FolderContext, input: CheckInput): Promise<Report<SpecCheckResult>> {
  const report = await read(context, input);
  const errors = report.problems.filter((problem) => problem.severity === 'error').length;
  const data: SpecCheckResult = {
    file: report.file,
    valid: errors === 0,
    problems: report.problems,
    tasks: report.tasks.length,
    errors,
    warnings: report.problems.length - errors,
  };
  return { data, next: [], warnings: [], failure: errors === 0 ? undefined : failureOf(data) };
}
