import { shortCommit } from '../../git/head.ts';
import { findChangeFindings } from '../../model/change-findings.ts';
import type { ParsedSpec } from '../../spec/parsed-spec.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import type { RuleSeverity } from '../../spec/settings.ts';
import type { FolderContext } from '../context.ts';
import { CHECK_RULE_NAMES, codeOfRule, ruleOfCode } from './check-rules.ts';
import type { CheckSettings } from './check-severities.ts';
import { findNewProblems } from './new-problems.ts';
import { readChange, type ChangeQuestion, type ChangeVersions } from './read-change.ts';
import { readClaims, type ClaimsLook } from './read-claims.ts';
import { byPosition, type SpecReport } from './read-report.ts';
import { planOf, type SpecVersion, type VersionSource } from './read-version.ts';
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

const UNTOLD: ClaimsLook = { checked: false, why_not: 'Git cannot tell what the commits touch' };
const NOT_ASKED: ClaimsLook = { checked: false, why_not: 'the plan cannot be compared' };

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

/** As it was named; of a full id, as much as tells commits apart. */
function shortName({ name, commit }: VersionSource): string {
  return name === commit ? shortCommit(name) : name;
}

function changeProblems(
  parsed: ParsedSpec,
  base: SpecVersion,
  { target, sources, settings }: ChangeVersions,
): SpecProblem[] {
  const findings = findChangeFindings({
    base: base.plan,
    head: planOf(parsed),
    newest: target?.plan,
    newestName: shortName(sources.target),
    separate: settings.separate,
  });
  return findings.map((finding) => parsed.place(finding));
}

function rulesOf({ severities }: CheckSettings): CheckedRule[] {
  return CHECK_RULE_NAMES.map((rule) => ({ rule, code: codeOfRule(rule), severity: severities[rule] }));
}

interface LockFindings {
  readonly problems: readonly SpecProblem[];
  readonly claims: ClaimsLook;
}

async function findLocked(
  context: FolderContext,
  { workspace, place }: ChangeQuestion,
  { repository, baseCommit, headCommit }: ChangeVersions,
): Promise<LockFindings> {
  const { leases, ...claims } = await readClaims(context, place);
  const range = { repository, base: baseCommit, head: headCommit, rel: workspace.rel, env: context.env };
  const problems = await findTouchedLocks(leases, range);
  return problems === undefined ? { problems: [], claims: UNTOLD } : { problems, claims };
}

/** Why the rules are not asked; undefined where they are. */
function whyNot({ problems }: SpecReport, { base, sources }: ChangeVersions): string | undefined {
  if (problems.some(({ severity }) => severity === 'error')) {
    return 'the plan has errors';
  }
  return base === undefined ? `the plan of ${shortName(sources.base)} has errors` : undefined;
}

/**
 * Looks at what a change does to the plan: what is different from the commit that the revision and HEAD go back to, as GitHub
 * has it. Errors: REVISION_NOT_FOUND, CONFIG_INVALID.
 */
export async function checkChange(
  context: FolderContext,
  report: SpecReport,
  question: ChangeQuestion,
): Promise<Checked> {
  const versions = await readChange(context, report, question);
  const { base, target, settings } = versions;
  const { parsed, problems } = report;
  const change = { ...versions.sources, rules: rulesOf(settings), merged: false };
  const why = whyNot(report, versions);
  if (why !== undefined || base === undefined || parsed === undefined) {
    return { change: { ...change, checked: false, why_not: why ?? null, claims: NOT_ASKED }, problems };
  }
  const locked = await findLocked(context, question, versions);
  const found = [...changeProblems(parsed, base, versions), ...locked.problems];
  const plans = { base, head: planOf(parsed), workspace: question.workspace };
  const at = { repository: versions.repository, commit: versions.baseCommit };
  const fresh = new Set([...(await findNewProblems(problems, plans, at)), ...found]);
  return {
    change: {
      ...change,
      checked: true,
      why_not: null,
      merged: target !== undefined,
      claims: locked.claims,
    },
    problems: judge([...problems, ...found], fresh, settings).toSorted(byPosition),
  };
}
