import type { Plan } from '../../model/plan.ts';
import { pairTasks } from '../../model/plan-diff.ts';
import { isSameValue } from '../../model/same-value.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';
import { findChangedDocuments } from './changed-documents.ts';
import type { SpecVersion } from './read-version.ts';

function identityOf({ code, message }: SpecProblem): string {
  return `${code} ${message}`;
}

interface ComparedPlans {
  readonly base: SpecVersion;
  readonly head: Plan;
  readonly workspace: WorkspacePaths;
}

/** Which problems of the spec the change brought in: the base did not have them. */
export async function findNewProblems(
  problems: readonly SpecProblem[],
  { base, head, workspace }: ComparedPlans,
  at: Parameters<typeof findChangedDocuments>[2],
): Promise<ReadonlySet<SpecProblem>> {
  const before = new Set((base.parsed?.problems ?? []).map(identityOf));
  const pairs = new Map(pairTasks(base.plan, head).pairs.map((pair) => [pair.after.id, pair]));
  const ofDocuments = problems.filter(({ code }) => code === 'PRD_MISSING' || code === 'PRD_DRIFTED');
  const sourceOf = ({ task_id: id }: SpecProblem): string => head.tasks.get(id ?? '')?.prd?.source ?? '';
  const changed = await findChangedDocuments(new Set(ofDocuments.map(sourceOf)), workspace, at);
  const isNew = (problem: SpecProblem): boolean => {
    if (!ofDocuments.includes(problem)) {
      return !before.has(identityOf(problem));
    }
    const pair = pairs.get(problem.task_id ?? '');
    return changed.has(sourceOf(problem)) || !isSameValue(pair?.before.prd, pair?.after.prd);
  };
  return new Set(problems.filter(isNew));
}
