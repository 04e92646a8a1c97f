import { LodestarError } from '../../errors.ts';
import { findChangeFindings } from '../../model/change-findings.ts';
import type { Plan } from '../../model/plan.ts';
import { pairTasks } from '../../model/plan-diff.ts';
import { isSameValue } from '../../model/same-value.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import type { ParsedSpec } from '../../spec/parsed-spec.ts';
import type { RuleSeverity } from '../../spec/settings.ts';
import type { WorkspacePaths } from '../../workspace/find.ts';
import type { FolderContext } from '../context.ts';
import { findChangedDocuments } from './changed-documents.ts';
import { CHECK_RULE_NAMES, codeOfRule, ruleOfCode } from './check-rules.ts';
import { readCheckSettings, type CheckSettings } from './check-severities.ts';
import { readClaims, type ClaimsLook } from './read-claims.ts';
import { byPosition, type SpecReport } from './read-report.ts';
import {
  planOf,
  readVersion,
  requireMergeBase,
  type SpecVersion,
  type VersionSource,
} from './read-version.ts';
import { requireRepository, type SpecPlace } from './spec-place.ts';
import { findTouchedLocks } from './touched-locks.ts';

export interface CheckedRule {
  readonly rule: string;
  readonly code: string;
  readonly severity: RuleSeverity;
}

/** What the plan was compared with. */
export interface ChangeReport {
  /** The revision that was named, as it is now. */
  readonly target: VersionSource;
  /** The commit that it and HEAD go back to: what is different from that is the change. */
  readonly base: VersionSource;
  /** False where one of the plans cannot be used. */
  readonly checked: boolean;
  readonly why_not: string | null;
  /** Whether it was merged with the target in memory, to see what the merge makes of it. */
  readonly merged: boolean;
  /** Whether it was looked at what is claimed now. */
  readonly claims: ClaimsLook;
  readonly rules: readonly CheckedRule[];
}

interface Checked {
  readonly change: ChangeReport;
  /** Those of the spec and those of the change, with their severities, in the order of the file. */
  readonly problems: readonly SpecProblem[];
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

function identityOf({ code, message }: SpecProblem): string {
  return `${code} ${message}`;
}

interface Known {
  readonly base: SpecVersion;
  readonly head: Plan;
  readonly workspace: WorkspacePaths;
}

/** Which problems of the spec the change brought in: the base did not have them. */
async function findNew(
  problems: readonly SpecProblem[],
  { base, head, workspace }: Known,
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

/** As config.yaml has it; what the plan had before is no matter of the change and stays a warning. */
function judge(
  problems: readonly SpecProblem[],
  fresh: ReadonlySet<SpecProblem>,
  { severities }: CheckSettings,
): SpecProblem[] {
  return problems.flatMap((problem) => {
    const rule = ruleOfCode(problem.code);
    const severity = rule === undefined ? problem.severity : severities[rule];
    return severity === 'off' ? [] : [fresh.has(problem) ? { ...problem, severity } : problem];
  });
}

function changeProblems(
  parsed: ParsedSpec,
  plans: { base: SpecVersion; target: SpecVersion | undefined; name: string; separate: boolean },
): SpecProblem[] {
  const findings = findChangeFindings({
    base: plans.base.plan,
    head: planOf(parsed),
    newest: plans.target?.plan,
    newestName: plans.name,
    separate: plans.separate,
  });
  return findings.map((finding) => parsed.place(finding));
}

function rulesOf({ severities }: CheckSettings): CheckedRule[] {
  return CHECK_RULE_NAMES.map((rule) => ({ rule, code: codeOfRule(rule), severity: severities[rule] }));
}

const UNTOLD: ClaimsLook = { checked: false, why_not: 'Git cannot tell what the commits touch' };
const NOT_ASKED: ClaimsLook = { checked: false, why_not: 'the plan cannot be compared' };

/**
 * Looks at what a change does to the plan: what is different from the commit that the revision and HEAD go back to, as GitHub
 * has it. Errors: REVISION_NOT_FOUND, CONFIG_INVALID.
 */
export async function checkChange(
  context: FolderContext,
  report: SpecReport,
  { workspace, place, revision }: { workspace: WorkspacePaths; place: SpecPlace; revision: string },
): Promise<Checked> {
  const repository = await requireRepository(place, revision);
  const range = await requireMergeBase(repository, revision, 'HEAD');
  const { first: targetCommit, second: headCommit, base: commit } = range;
  const reader = { context, place };
  const [file = ''] = place.files;
  const settings = await readCheckSettings(workspace, { repository, commit: targetCommit, file });
  const known = { parsed: report.parsed };
  const read = async (name: string, id: string): Promise<SpecVersion | undefined> =>
    await orBroken(readVersion(reader, { kind: 'commit', name, commit: id }, known));
  const base = await read(commit, commit);
  // Nothing has come to the target since, as a rule.
  const target =
    base !== undefined && targetCommit === commit
      ? { ...base, source: { ...base.source, name: revision } }
      : await read(revision, targetCommit);
  const source = (name: string, id: string | null): VersionSource => ({
    name,
    kind: 'commit',
    commit: id,
    file,
  });
  const change = {
    target: target?.source ?? source(revision, null),
    base: base?.source ?? source(commit, commit),
    rules: rulesOf(settings),
  };
  const isBroken =
    report.parsed === undefined || report.problems.some(({ severity }) => severity === 'error');
  if (base === undefined || report.parsed === undefined || isBroken) {
    const why = isBroken ? 'the plan has errors' : `the plan of ${commit} has errors`;
    return {
      change: { ...change, checked: false, why_not: why, merged: false, claims: NOT_ASKED },
      problems: report.problems,
    };
  }
  const head = planOf(report.parsed);
  const claims = await readClaims(context, place);
  const touched = await findTouchedLocks(claims.leases, {
    repository,
    base: commit,
    head: headCommit,
    rel: workspace.rel,
    env: context.env,
  });
  const found = [
    ...changeProblems(report.parsed, { base, target, name: revision, separate: settings.separate }),
    ...(touched ?? []),
  ];
  const fresh = await findNew(report.problems, { base, head, workspace }, { repository, commit });
  const problems = judge([...report.problems, ...found], new Set([...fresh, ...found]), settings);
  return {
    change: {
      ...change,
      checked: true,
      why_not: null,
      merged: target !== undefined,
      claims: touched === undefined ? UNTOLD : { checked: claims.checked, why_not: claims.why_not },
    },
    problems: problems.toSorted(byPosition),
  };
}
