import { LodestarError } from '../../errors.ts';
import type { FolderContext } from '../context.ts';
import { examineConfig } from '../doctor/examine-config.ts';
import { examinePlane } from '../doctor/examine-plane.ts';
import { examineRepository } from '../doctor/examine-repository.ts';
import { examineSpec } from '../doctor/examine-spec.ts';
import { CHECK_NAMES, examined, type DoctorCheck, type Examined, type Finding } from '../doctor/finding.ts';
import { findPlace } from '../place.ts';
import { recoverDamaged, type RecoveredRuntime } from '../doctor/recover.ts';
import { hint } from '../hint.ts';
import type { Hint } from '../outcome.ts';
import type { Report } from '../report.ts';

export interface DoctorInput {
  /** Move a damaged runtime aside and save what can be read of it, before looking. */
  readonly recover: boolean;
  /** Version of Node that runs it. */
  readonly node: string;
}

export interface DoctorResult {
  /** No finding is an error. */
  readonly healthy: boolean;
  readonly checks: readonly DoctorCheck[];
  /** Gravest first. */
  readonly findings: readonly Finding[];
  /** What was recovered; null where nothing was. */
  readonly recovered: RecoveredRuntime | null;
}

/** As `engines` of package.json says. */
const OLDEST_NODE = [20, 19] as const;

const GRAVITY: readonly Finding['severity'][] = ['error', 'warning', 'information'];

function examineNode(version: string): Examined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  const finding: Finding = {
    code: 'NODE_OLD',
    severity: 'warning',
    what: `Node ${version} is older than ${OLDEST_NODE.join('.')}`,
    why: 'Lodestar is not tested with it.',
    remedy: `Install Node ${OLDEST_NODE.join('.')} or a later one.`,
  };
  return examined('node', isOld ? [finding] : [], `Node ${version}`);
}

function nextHints(findings: readonly Finding[]): Hint[] {
  const codes = new Set(findings.map((finding) => finding.code));
  const recover = hint(
    'doctor.recover',
    ['doctor', '--recover'],
    'Keep the file aside, save what is readable',
  );
  const isDamaged = codes.has('RUNTIME_DAMAGED') || codes.has('FOLD_DIFFERS');
  return isDamaged ? [recover] : [];
}

function failureOf(findings: readonly Finding[]): LodestarError | undefined {
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length === 0) {
    return undefined;
  }
  const codes = [...new Set(errors.map((finding) => finding.code))];
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  return new LodestarError('DOCTOR_FOUND', `${count}: ${codes.join(', ')}`, { details: { codes } });
}

/**
 * Looks at both planes and tells what is wrong, with a remedy each; works while the spec is broken and while the runtime is
 * damaged. The report fails with DOCTOR_FOUND when a finding is an error. Throws NOT_A_WORKSPACE, RUNTIME_HEALTHY.
 */
export async function doctor(context: FolderContext, input: DoctorInput): Promise<Report<DoctorResult>> {
  const place = findPlace(context);
  const recovered = input.recover ? await recoverDamaged(place.runtime, context) : null;
  const all = [
    ...(await examineSpec(place.workspace, context.env)),
    await examineConfig(place.workspace),
    ...(await examinePlane(context, place)),
    ...(await examineRepository(place)),
    examineNode(input.node),
  ];
  const checks = CHECK_NAMES.flatMap((name) => all.filter((each) => each.check.name === name)).map(
    (each) => each.check,
  );
  const findings = GRAVITY.flatMap((severity) =>
    all.flatMap((each) => each.findings.filter((finding) => finding.severity === severity)),
  );
  const failure = failureOf(findings);
  const data: DoctorResult = { healthy: failure === undefined, checks, findings, recovered };
  return { data, next: nextHints(findings), warnings: [], failure };
}
