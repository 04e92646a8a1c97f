import { LodestarError } from '../../errors.ts';
import type { FolderContext } from '../context.ts';
import { examineConfig } from '../doctor/examine-config.ts';
import { examineLeftOvers } from '../doctor/examine-left-overs.ts';
import { examineMerge } from '../doctor/examine-merge.ts';
import { examineModes } from '../doctor/examine-modes.ts';
import { examinePlane } from '../doctor/examine-plane.ts';
import { examineRepository } from '../doctor/examine-repository.ts';
import { examineSpec } from '../doctor/examine-spec.ts';
import { examined, found, type DoctorCheck, type Examined, type Finding } from '../doctor/finding.ts';
import { judge } from '../doctor/judge.ts';
import { mendAll, type Mended } from '../doctor/mend.ts';
import { recoverDamaged, type RecoveredRuntime } from '../doctor/recover.ts';
import { hint } from '../hint.ts';
import type { Hint } from '../outcome.ts';
import { findPlace, type Place } from '../place.ts';
import type { Report } from '../report.ts';

export interface DoctorInput {
  /** Move a damaged runtime aside and save what can be read of it, before looking. */
  readonly recover: boolean;
  /** Mend what can be mended without losing anything. */
  readonly fix: boolean;
  /** Warnings fail as errors do. */
  readonly strict: boolean;
  /** Version of Node that runs it. */
  readonly node: string;
}

export interface DoctorResult {
  /** No finding is an error, but for those that were mended. */
  readonly healthy: boolean;
  readonly checks: readonly DoctorCheck[];
  /** Gravest first. */
  readonly findings: readonly Finding[];
  /** What was recovered; null where nothing was. */
  readonly recovered: RecoveredRuntime | null;
}

/** As `engines` of package.json says. */
const OLDEST_NODE = [20, 19] as const;

const NOTHING_MENDED: Mended = { isFixed: () => false, warnings: [] };

function examineNode(version: string): Examined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  const what = `Node ${version} is older than ${OLDEST_NODE.join('.')}`;
  return examined('node', isOld ? [found('NODE_OLD', what)] : [], `Node ${version}`);
}

/** Of what makes it fail or may; what is only information needs no next step. */
function nextHints(findings: readonly Finding[]): Hint[] {
  const grave = findings.filter(({ severity, fixed }) => severity !== 'information' && !fixed);
  const isDamaged = grave.some(
    ({ code, fixable }) => ['RUNTIME_DAMAGED', 'FOLD_DIFFERS', 'SCHEMA_DIFFERS'].includes(code) && !fixable,
  );
  const recover = hint(
    'doctor.recover',
    ['doctor', '--recover'],
    'Keep the file aside, save what is readable',
  );
  const fix = hint('doctor.fix', ['doctor', '--fix'], 'Mend what can be mended without losing anything');
  return [...(grave.some(({ fixable }) => fixable) ? [fix] : []), ...(isDamaged ? [recover] : [])];
}

function failureOf(findings: readonly Finding[]): LodestarError | undefined {
  const errors = findings.filter((finding) => finding.severity === 'error' && !finding.fixed);
  if (errors.length === 0) {
    return undefined;
  }
  const codes = [...new Set(errors.map((finding) => finding.code))];
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  return new LodestarError('DOCTOR_FOUND', `${count}: ${codes.join(', ')}`, { details: { codes } });
}

async function examineAll(context: FolderContext, place: Place, node: string): Promise<readonly Examined[]> {
  const plane = await examinePlane(context, place);
  const isOurs = plane.every((each) => each.found.every(({ code }) => code !== 'RUNTIME_FOREIGN'));
  return [
    ...(await examineSpec(place.workspace, context.env)),
    await examineConfig(place.workspace),
    await examineMerge(place),
    ...plane,
    ...(await examineRepository(place)),
    examineModes(place, { isOurs }),
    await examineLeftOvers(place, context.now().wallMs),
    examineNode(node),
  ];
}

/**
 * Looks at both planes and tells what is wrong, with a remedy each; works while the spec is broken and while the runtime is
 * damaged. The report fails with DOCTOR_FOUND when a finding is an error. Throws NOT_A_WORKSPACE, RUNTIME_HEALTHY.
 */
export async function doctor(context: FolderContext, input: DoctorInput): Promise<Report<DoctorResult>> {
  const { recover, fix, strict, node } = input;
  const place = findPlace(context);
  const recovered = recover ? await recoverDamaged(place.runtime, context) : null;
  const examine = async (): Promise<readonly Examined[]> => await examineAll(context, place, node);
  const all = await examine();
  const { isFixed, warnings } = fix
    ? await mendAll(all, { dryRun: context.dryRun, examine })
    : NOTHING_MENDED;
  const { checks, findings } = judge(all, { strict, isFixed });
  const failure = failureOf(findings);
  const data: DoctorResult = { healthy: failure === undefined, checks, findings, recovered };
  return { data, next: nextHints(findings), warnings, failure };
}
