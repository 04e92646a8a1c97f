import { FINDING_CATALOGUE, type FindingCode, type Severity } from './catalogue.ts';

/** Something that `doctor` found, for a reader who has to decide what to do about it. */
export interface Finding {
  /** One of docs/DOCTOR.md, of the error catalogue, or of a problem of the spec. */
  readonly code: string;
  /** With `--strict` what would be a warning is an error. */
  readonly severity: Severity;
  readonly what: string;
  readonly why: string;
  /** What to do; empty where nothing needs to be done. */
  readonly remedy: string;
  /** `--fix` mends it, and nothing is lost by that. */
  readonly fixable: boolean;
  /** This run mended it, or would have, were it not a dry run. Then it makes nothing fail. */
  readonly fixed: boolean;
}

/** What doctor looks at, in the order in which it is told. */
export const CHECK_NAMES = [
  'repository',
  'spec.yaml',
  'dependencies',
  'config.yaml',
  'merge',
  'runtime.sqlite',
  '.gitignore',
  'schema',
  'replay',
  'leases',
  'orphans',
  'unsettled',
  'permissions',
  'left-overs',
  'sqlite',
  'clock',
  'node',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** One thing that doctor looked at. */
export interface DoctorCheck {
  readonly name: CheckName;
  /** By the gravest finding that is not mended; `info` also where it could not be looked at. */
  readonly status: 'pass' | 'fail' | 'warn' | 'info';
  readonly message: string;
  /** The remedy of the gravest finding. */
  readonly fix?: string;
}

/** Mends what was found, so that it is not found again; what cannot be mended after all is thrown. */
export type Mend = () => Promise<void>;

/** A finding, with what mends it. */
export interface Found extends Pick<Finding, 'code' | 'severity' | 'what' | 'why' | 'remedy'> {
  readonly mend?: Mend | undefined;
}

/** One check with what it found. */
export interface Examined {
  readonly name: CheckName;
  readonly found: readonly Found[];
  /** What is well where nothing was found, or why it could not be looked at. */
  readonly message: string;
  readonly isExamined: boolean;
}

interface Details {
  /** Another remedy than the catalogue's. */
  readonly remedy?: string;
  /** What stands for the words in capitals of the catalogue's remedy. */
  readonly fill?: Readonly<Record<string, string>>;
  readonly mend?: Mend | undefined;
}

function filled(remedy: string, values: Readonly<Record<string, string>>): string {
  return remedy.replace(/[A-Z]+/gu, (word) => values[word] ?? word);
}

/** A finding of the catalogue, with what is known of this one. */
export function found(code: FindingCode, what: string, { remedy, fill = {}, mend }: Details = {}): Found {
  const entry = FINDING_CATALOGUE[code];
  const { severity, why } = entry;
  return { code, severity, what, why, remedy: remedy ?? filled(entry.remedy, fill), mend };
}

/** The check of a name by its findings; `passed` says what is well where there are none. */
export function examined(name: CheckName, findings: readonly Found[], passed: string): Examined {
  return { name, found: findings, message: passed, isExamined: true };
}

/** A check that could not be made, and why. */
export function notExamined(name: CheckName, why: string): Examined {
  return { name, found: [], message: why, isExamined: false };
}
