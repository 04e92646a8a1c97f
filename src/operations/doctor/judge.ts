import type { Severity } from './catalogue.ts';
import { CHECK_NAMES, type DoctorCheck, type Examined, type Finding, type Found } from './finding.ts';

const STATUS_OF = { error: 'fail', warning: 'warn', information: 'info' } as const;
const GRAVITY: readonly Severity[] = ['error', 'warning', 'information'];

export interface Judgement {
  readonly checks: readonly DoctorCheck[];
  /** Gravest first. */
  readonly findings: readonly Finding[];
}

export interface JudgeOptions {
  /** What is a warning counts as an error. */
  readonly strict: boolean;
  /** Whether a finding was mended. */
  readonly isFixed: (found: Found) => boolean;
}

function judged(found: Found, { strict, isFixed }: JudgeOptions): Finding {
  const { code, what, why, remedy, mend } = found;
  const severity = strict && found.severity === 'warning' ? 'error' : found.severity;
  return { code, severity, what, why, remedy, fixable: mend !== undefined, fixed: isFixed(found) };
}

function gravestOf(findings: readonly Finding[]): Finding | undefined {
  const open = findings.filter((finding) => !finding.fixed);
  return GRAVITY.flatMap((severity) => open.filter((each) => each.severity === severity))[0];
}

function checkOf({ name, message, isExamined }: Examined, findings: readonly Finding[]): DoctorCheck {
  if (!isExamined) {
    return { name, status: 'info', message };
  }
  const gravest = gravestOf(findings);
  if (gravest === undefined) {
    const [mended] = findings;
    return { name, status: 'pass', message: mended === undefined ? message : `mended: ${mended.what}` };
  }
  const others = findings.filter((finding) => !finding.fixed).length - 1;
  const fix = gravest.remedy === '' ? {} : { fix: gravest.remedy };
  const told = others === 0 ? gravest.what : `${gravest.what} (and ${others} more)`;
  return { name, status: STATUS_OF[gravest.severity], message: told, ...fix };
}

/** What was examined as it is told, in the order of the checks. */
export function judge(all: readonly Examined[], options: JudgeOptions): Judgement {
  const ordered = CHECK_NAMES.flatMap((name) => all.filter((each) => each.name === name)).map((each) => {
    const findings = each.found.map((found) => judged(found, options));
    return { check: checkOf(each, findings), findings };
  });
  return {
    checks: ordered.map(({ check }) => check),
    findings: GRAVITY.flatMap((severity) =>
      ordered.flatMap(({ findings }) => findings.filter((finding) => finding.severity === severity)),
    ),
  };
}
