import { LodestarError } from '../../errors.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import type { Environment } from '../context.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';
import { reportOnWorkspace } from '../spec/read-report.ts';
import { examined, notExamined, type Examined, type Found } from './finding.ts';

const WHY = {
  error: 'Commands that need the spec are refused while it has errors.',
  warning: 'It stops nothing, and may not be what was meant.',
} as const;

/** What is printed of a problem that is in a file: all that doctor and the loader of a file agree on. */
type Placed = Pick<SpecProblem, 'code' | 'severity' | 'message' | 'file' | 'line' | 'column' | 'hint'>;

export function foundOfProblem(problem: Placed, why: string): Found {
  const { code, severity, message, file, line, column, hint } = problem;
  const what = `${file}:${line}:${column}: ${message}`;
  return { code, severity, what, why, remedy: hint ?? 'Mend that line.' };
}

/** Why something could not be looked at. */
export function foundOfError(error: LodestarError, why: string): Found {
  const { code, message, hint } = error;
  return { code, severity: 'error', what: message, why, remedy: hint };
}

function toFound(problem: SpecProblem): Found {
  return foundOfProblem(problem, WHY[problem.severity]);
}

function isOfDependencies(problem: SpecProblem): boolean {
  return problem.code.startsWith('DEPENDENCY_');
}

/** Without findings they are well only when the whole spec could be read: of what is broken, not all is compared. */
function examineDependencies(problems: readonly SpecProblem[]): Examined {
  const found = problems.filter(isOfDependencies);
  const isBroken = problems.some((problem) => problem.severity === 'error');
  return found.length === 0 && isBroken
    ? notExamined('dependencies', 'the spec has errors, so that its dependencies could not be examined')
    : examined('dependencies', found.map(toFound), 'no cycle, and none missing');
}

/** The spec by itself, and the dependencies in it. */
export async function examineSpec(
  workspace: WorkspacePaths | undefined,
  env: Environment,
): Promise<Examined[]> {
  if (workspace === undefined) {
    const why = 'this checkout has no workspace';
    return [notExamined('spec.yaml', why), notExamined('dependencies', why)];
  }
  try {
    const { problems, tasks } = await reportOnWorkspace(workspace, env);
    const own = problems.filter((problem) => !isOfDependencies(problem)).map(toFound);
    return [examined('spec.yaml', own, `${tasks.length} tasks, no problems`), examineDependencies(problems)];
  } catch (error) {
    if (!(error instanceof LodestarError)) {
      throw error;
    }
    const finding = foundOfError(error, 'Without its spec a workspace has no tasks.');
    return [examined('spec.yaml', [finding], ''), notExamined('dependencies', 'the spec could not be read')];
  }
}
