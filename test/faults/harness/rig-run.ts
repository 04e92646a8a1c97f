import { makeTempFolder } from '../../support/temp-folder.ts';
import { randomFrom, type Random } from '../../support/random.ts';
import { makeWorkspace, type TestWorkspace, type WorkspaceOptions } from '../../support/workspace.ts';
import type { Patch, Program } from './program.ts';
import type { RigSize } from './rig-size.ts';

/** What a rig runs without in a negative control: it must then report the fault, or it could not see it. */
export interface Control {
  /** What is missing, in a few words: `the lock around claims`. */
  readonly removes: string;
  readonly patches: readonly Patch[];
}

export interface Rig {
  /** The goal's number: `G1`. */
  readonly id: string;
  /** Names its report: `claim-storms`. */
  readonly name: string;
  /** What must hold, as one line: `no task has two holders`. */
  readonly goal: string;
  readonly controls: readonly Control[];
  /** Says what this machine lacks; `undefined` where it can run. */
  readonly lacks?: () => string | undefined;
  readonly run: (run: RigRun) => Promise<void>;
}

/** One run of a rig: what it is to do, on what, and what it saw. */
export class RigRun {
  readonly size: RigSize;
  readonly program: Program;
  readonly random: Random;
  readonly counts: Record<string, number> = {};
  readonly measures: Record<string, number | string> = {};
  readonly faults: string[] = [];

  constructor(program: Program, { seed, size }: { readonly seed: number; readonly size: RigSize }) {
    this.size = size;
    this.program = program;
    this.random = randomFrom(seed);
  }

  /** How often something is done: in CI, in full, and in a control, which need be no longer than the fault takes to show. */
  times(full: number, short: number, control: number = short): number {
    return { full, short, control }[this.size];
  }

  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
  }

  /** A figure that is reported beside the verdict: `worst claim, ms`. */
  measure(what: string, value: number | string): void {
    this.measures[what] = value;
  }

  /** An invariant does not hold. The first hundred are kept. */
  fault(what: string): void {
    this.count('faults');
    if (this.faults.length < 100) {
      this.faults.push(what);
    }
  }

  /** Records a fault unless `holds`. */
  check(holds: boolean, what: string): void {
    if (!holds) {
      this.fault(what);
    }
  }

  folder(): string {
    return makeTempFolder();
  }

  /** A workspace on which the program under test runs, which in a control is the patched one. */
  workspace(options: WorkspaceOptions = {}): TestWorkspace {
    return makeWorkspace({ ...options, bundle: this.program.command });
  }
}
