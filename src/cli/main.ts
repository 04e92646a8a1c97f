import { errorOf, failureAnswer, withCodesAlone, type Answer } from './answer.ts';
import { wantsJson } from './command-line.ts';
import type { CommandTable } from './command-table.ts';
import { answerCommandLine } from './front-door.ts';
import { LodestarError } from '../errors.ts';
import { printAnswer } from './print-answer.ts';
import type { PrintOptions } from './print-options.ts';
import { markTime, renderTiming } from './timing.ts';
import { mayBeTerminal, STDERR, STDOUT, writeOut } from './write-out.ts';

/** What a shell reports for a process that a signal ended: 128 and its number. */
const SIGNAL_EXITS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

const EXIT_INTERNAL = 1;

export interface MainOptions {
  readonly argv: readonly string[];
  readonly table: CommandTable;
  readonly version: string;
  /** Hears which command runs, and whether it prints JSON. */
  readonly onCommand?: (kind: string) => void;
}

/** Ends the process with exactly one answer, whatever happens. */
class Desk {
  readonly #json: boolean;
  readonly #argv: readonly string[];
  #dir: string | undefined;
  #answered = false;
  #streaming = false;

  constructor(argv: readonly string[]) {
    this.#json = wantsJson(argv);
    this.#argv = argv;
  }

  get json(): boolean {
    return this.#json;
  }

  /** Prints the first answer it is given and exits; later ones come too late. */
  async finish(answer: Answer, exitCode?: number): Promise<void> {
    if (this.#answered) {
      return;
    }
    this.#answered = true;
    try {
      await showStack(answer);
      const code = await printAnswer(await withoutSecrets(answer), await this.#printing());
      showTiming();
      process.exit(exitCode ?? code);
    } catch (error) {
      await giveUp(error);
    }
  }

  /** Says where the command works. */
  workIn(dir: string): void {
    this.#dir = dir;
  }

  async #printing(): Promise<PrintOptions> {
    const options = { env: process.env, json: this.#json, noColor: this.#argv.includes('--no-color') };
    if (this.#json || !mayBeTerminal(STDOUT)) {
      return options;
    }
    const { isPersonReading } = await import('./pager.ts');
    return { ...options, dir: this.#dir, paged: isPersonReading(this.#argv, process.env) };
  }

  /** From now on values are printed as they come; an interrupt is how a person ends that. */
  beginStream(): void {
    this.#streaming = true;
  }

  watchProcess(): void {
    for (const [signal, exitCode] of SIGNAL_EXITS) {
      process.once(signal, () => {
        if (this.#streaming) {
          process.exit(exitCode);
        }
        void this.finish(
          failureAnswer(new LodestarError('INTERRUPTED', `interrupted by ${signal}`)),
          exitCode,
        );
      });
    }
    process.on('uncaughtException', (error) => void this.finish(failureAnswer(error)));
    process.once('beforeExit', () => {
      void this.finish(failureAnswer(new Error('the command ended without an answer')));
    });
  }
}

/** The last resort: the answer itself cannot be made or written (a full disk behind stdout). */
async function giveUp(error: unknown): Promise<never> {
  try {
    const { safe } = await import('./ui/safe.ts');
    writeOut(
      STDERR,
      `lodestar: cannot print the answer: ${safe(error instanceof Error ? error.message : String(error))}\n`,
    );
  } finally {
    process.exit(EXIT_INTERNAL);
  }
}

/** Errors and warnings repeat what was typed; a success has nothing of its own to say. */
async function withoutSecrets(answer: Answer): Promise<Answer> {
  const speaks = errorOf(answer) !== undefined || (answer.kind === 'result' && answer.warnings.length > 0);
  if (!speaks) {
    return answer;
  }
  try {
    const { cleanAnswer } = await import('./clean-answer.ts');
    return await cleanAnswer(answer, process.env);
  } catch {
    return withCodesAlone(answer);
  }
}

/** The stack of an internal fault, for who asks for it. */
async function showStack(answer: Answer): Promise<void> {
  if (
    answer.kind !== 'failure' ||
    answer.error.code !== 'INTERNAL' ||
    !(process.env.DEBUG ?? '').includes('lodestar')
  ) {
    return;
  }
  const { cause } = answer.error;
  const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  const { safeBlock } = await import('./ui/safe.ts');
  const { SecretFilter } = await import('../secrets/secret-filter.ts');
  const { value } = await new SecretFilter(process.env).text(stack);
  writeOut(STDERR, `${safeBlock(value)}\n`);
}

/** Where the time went, for who asks for it. */
function showTiming(): void {
  markTime('answer printed');
  if (asksFor('lodestar:time')) {
    writeOut(STDERR, renderTiming());
  }
}

/** DEBUG is a list of names, as the package `debug` reads it. */
function asksFor(name: string): boolean {
  return (process.env.DEBUG ?? '').split(/[\s,]+/u).includes(name);
}

/** The global flags that a variable can give. The others have one of their own, or are a matter of one call. */
const GLOBAL_VARIABLES = [
  ['LODESTAR_JSON', '--json'],
  ['LODESTAR_NO_INPUT', '--no-input'],
  ['LODESTAR_NO_PAGER', '--no-pager'],
] as const;

/** What follows on the command line goes before it. What a shell asks while somebody types is its own matter. */
function withGlobalVariables(argv: readonly string[], env: NodeJS.ProcessEnv): readonly string[] {
  const given = GLOBAL_VARIABLES.filter(([variable]) => /^(?:1|true|yes|on)$/iu.test(env[variable] ?? ''));
  const flags = given.map(([, flag]) => flag);
  return flags.length === 0 || argv[0] === '__complete' ? argv : [...flags, ...argv];
}

/** A person's own settings count where a person looks; a program is not made to read one more file. */
async function applyUserSettings(argv: readonly string[]): Promise<void> {
  if (wantsJson(argv) || !mayBeTerminal(STDOUT)) {
    return;
  }
  const { variablesOfUser } = await import('../operations/config/user-settings.ts');
  Object.assign(process.env, await variablesOfUser(process.env).catch(() => ({})));
}

function currentFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new LodestarError('FILE_NOT_FOUND', 'the current folder is gone', { cause });
  }
}

/** Runs the command line of this process from beginning to end. */
export async function main(options: MainOptions): Promise<void> {
  const { table, version, onCommand } = options;
  const argv = withGlobalVariables(options.argv, process.env);
  await applyUserSettings(argv);
  const desk = new Desk(argv);
  desk.watchProcess();
  try {
    const invocation = {
      env: process.env,
      cwd: currentFolder(),
      version,
      json: desk.json,
      beginStream: () => desk.beginStream(),
      onFolder: (dir: string) => desk.workIn(dir),
      onCommand: (id: string) => onCommand?.(desk.json ? `${id} --json` : id),
    };
    await desk.finish(await answerCommandLine(argv, { table, invocation }));
  } catch (error) {
    await desk.finish(failureAnswer(error));
  }
}
