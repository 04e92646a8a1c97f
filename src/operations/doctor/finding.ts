/** Something that `doctor` found, for a reader who has to decide what to do about it. */
export interface Finding {
  /** A code of the error catalogue, of a problem of the spec, or one of doctor's own. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly what: string;
  readonly why: string;
  /** What to do; empty where nothing needs to be done. */
  readonly remedy: string;
}

/** What doctor looks at, in the order in which it is told. */
export const CHECK_NAMES = [
  'repository',
  'spec.yaml',
  'dependencies',
  'config.yaml',
  'runtime.sqlite',
  '.gitignore',
  'replay',
  'leases',
  'orphans',
  'unsettled',
  'permissions',
  'sqlite',
  'clock',
  'node',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** One thing that doctor looked at. */
export interface DoctorCheck {
  readonly name: CheckName;
  /** By the gravest finding; `info` also where it could not be looked at. */
  readonly status: 'pass' | 'fail' | 'warn' | 'info';
  readonly message: string;
  /** The remedy of the gravest finding. */
  readonly fix?: string;
}

/** A check with what it found. */
export interface Examined {
  readonly check: DoctorCheck;
  readonly findings: readonly Finding[];
}

const STATUS_OF = { error: 'fail', warning: 'warn', information: 'info' } as const;
const GRAVITY = ['error', 'warning', 'information'] as const;

/** The check of a name by its findings; `passed` says what is well where there are none. */
export function examined(name: CheckName, findings: readonly Finding[], passed: string): Examined {
  const gravest = GRAVITY.map((severity) => findings.find((each) => each.severity === severity)).find(
    (finding) => finding !== undefined,
  );
  if (gravest === undefined) {
    return { check: { name, status: 'pass', message: passed }, findings };
  }
  const others = findings.length - 1;
  const message = others === 0 ? gravest.what : `${gravest.what} (and ${others} more)`;
  const fix = gravest.remedy === '' ? {} : { fix: gravest.remedy };
  return { check: { name, status: STATUS_OF[gravest.severity], message, ...fix }, findings };
}

/** A check that could not be made, and why. */
export function notExamined(name: CheckName, why: string): Examined {
  return { check: { name, status: 'info', message: why }, findings: [] };
}
