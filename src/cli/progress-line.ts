import { isatty } from 'node:tty';
import type { Environment } from '../operations/context.ts';
import type { Progress, Stage } from '../workspace/progress.ts';
import { describeTerminal, streamOf } from './ui/terminal.ts';
import { STDERR, STDOUT, writeOut } from './write-out.ts';

export interface ProgressOptions {
  readonly env: Environment;
  readonly json: boolean;
  /** The command was asked for ids alone. */
  readonly quiet: boolean;
}

/** Whose output goes where. */
export interface Terminals {
  readonly stdout: boolean;
  readonly stderr: boolean;
}

/** Work that is over by then needs no line. */
const SHOWN_AFTER_MS = 500;
const REPAINT_MS = 100;
/**
 * Where each stage begins and ends, in percent of all, as measured at 100,000 tasks. Between them the graph is looked at,
 * and at the end the tasks are joined with the runtime, which tell nothing.
 */
const STAGES: Readonly<Record<Stage, { readonly from: number; readonly to: number }>> = {
  reading: { from: 0, to: 25 },
  keeping: { from: 35, to: 65 },
};

/** Back to the first column; what is left of it to the end is erased. */
const START_OF_LINE = '\r';
const ERASE_REST = '\u001B[K';

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}

/** A person looks at standard error, and nothing asks for calm: no build server, no dumb terminal, no program that reads JSON. */
export function isProgressWanted({ env, json, quiet }: ProgressOptions, terminals: Terminals): boolean {
  const isRead = json && !terminals.stdout;
  return terminals.stderr && !quiet && !isRead && env.TERM !== 'dumb' && !isSet(env.CI);
}

/** One line that is painted over itself and wiped at the end. */
class ProgressLine implements Progress {
  readonly #width: number;
  readonly #beganMs = performance.now();
  #paintedMs: number | undefined;

  constructor(width: number) {
    this.#width = width;
  }

  report(stage: Stage, done: number, total: number): void {
    const now = performance.now();
    const isDue = now - (this.#paintedMs ?? -Infinity) >= REPAINT_MS;
    if (isDue && now - this.#beganMs >= SHOWN_AFTER_MS) {
      const { from, to } = STAGES[stage];
      const percent = Math.floor(from + ((to - from) * done) / Math.max(1, total));
      this.#paint(`Reading the plan: ${percent} % of ${total} tasks`);
      this.#paintedMs = now;
    }
  }

  end(): void {
    if (this.#paintedMs !== undefined) {
      this.#paint('');
    }
  }

  /** Wider than the terminal it would go on in the next line, and stay there. */
  #paint(text: string): void {
    writeOut(STDERR, `${START_OF_LINE}${text.slice(0, this.#width - 1)}${ERASE_REST}`);
  }
}

/** A line on standard error that shows how far work has come once it takes long; `undefined` where none is wanted. */
export function startProgressLine(options: ProgressOptions): Progress | undefined {
  if (!isProgressWanted(options, { stdout: isatty(STDOUT), stderr: isatty(STDERR) })) {
    return undefined;
  }
  return new ProgressLine(describeTerminal(options.env, streamOf(process.stderr), { noColor: true }).width);
}
