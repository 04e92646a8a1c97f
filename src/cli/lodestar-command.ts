import { resolve } from 'node:path';
import { Command } from '@oclif/core/command';
import type { Config } from '@oclif/core/config';
import type { Interfaces } from '@oclif/core';
import { invariant } from '../util/invariant.ts';
import type { Outcome, Warning } from '../operations/outcome.ts';
import type { Report } from '../operations/report.ts';
import { resultAnswer, type Answer } from './answer.ts';
import { carryFlags, carryFlagsOfFailure } from './carry-flags.ts';
import type { CommandDeclaration } from './command-declaration.ts';
import { createContext, type ContextOf } from './context-factory.ts';
import type { Question } from './confirm.ts';
import type { CommandContract } from './contract.ts';
import type { Invocation } from './invocation.ts';
import type { PrintOptions } from './print-options.ts';
import { slimConfig } from './slim-config.ts';
import {
  asOclifInput,
  findValueOfSwitch,
  findVariables,
  readGiven,
  type GivenValues,
  type Values,
} from './oclif-input.ts';
import { TextInput } from './text-input.ts';
import { markTime } from './timing.ts';
import { translateParseError } from './translate-parse-error.ts';
import { usageError } from './usage-error.ts';
import type { Rendered } from './ui/text.ts';
import type { Ui } from './ui/ui.ts';

/** A command's class, as its file exports it. */
export interface LodestarCommandClass extends CommandDeclaration {
  new (argv: string[], config: Config): LodestarCommand;
}

/** What the parser made of a command's own arguments and flags; the global flags are in the context. */
export interface ParsedInput<Class extends LodestarCommandClass> {
  readonly args: Interfaces.InferredArgs<Class['args']>;
  readonly flags: Interfaces.InferredFlags<Class['flags']>;
}

interface GlobalValues {
  readonly as?: string;
  readonly dir?: string;
  readonly lease?: unknown;
  readonly 'dry-run'?: boolean;
  readonly 'no-input'?: boolean;
  readonly 'no-color'?: boolean;
  /** Of the commands that have it. */
  readonly quiet?: boolean;
}

/** The base of every command: parse, make the context, run one operation, keep its answer for the front door to print. */
export abstract class LodestarCommand extends Command {
  static override args = {};
  static override flags = {};
  static readonly contract: CommandContract;

  readonly #invocation: Invocation;
  #answer: Answer | undefined;
  /** Which variables gave which flags. */
  #variables: ReadonlyMap<string, string> = new Map();
  #noInput = false;
  #noColor = false;
  readonly #warnings: Warning[] = [];

  constructor(argv: string[], config: Config) {
    super(argv, config);
    this.#invocation = invocationOf(config);
  }

  /** Runs the command by oclif's own `_run` and hands back its answer. */
  async answer(): Promise<Answer> {
    try {
      await this._run();
    } catch (error) {
      throw this.#variables.size === 0 ? error : await this.#naming(error);
    }
    invariant(this.#answer !== undefined, 'a command answers through perform()');
    return this.#answer;
  }

  async #naming(error: unknown): Promise<unknown> {
    const { nameVariables } = await import('./name-variables.ts');
    return nameVariables(error, this.#variables);
  }

  /** oclif's own reads process.argv again, for aliases that Lodestar has not. */
  protected override async init(): Promise<void> {
    return Promise.resolve();
  }

  /** What oclif has to say (a flag that will go) becomes a warning of the answer. */
  override warn(input: Error | string): Error | string {
    this.#warnings.push({ code: 'deprecated', message: input instanceof Error ? input.message : input });
    return input;
  }

  /** oclif would set an exit code and print; the front door does both. */
  protected override async catch(thrown: unknown): Promise<never> {
    throw thrown;
  }

  /**
   * The whole of a command's `run()`. `command` is its own class, for the types of its arguments and of its context.
   */
  protected async perform<Class extends LodestarCommandClass, Data>(
    command: Class,
    operation: (
      context: ContextOf<Class['contract']['needs']>,
      input: ParsedInput<Class>,
    ) => Promise<Outcome<Data> | Report<Data>>,
    display: (data: Data, ui: Ui, input: ParsedInput<Class>) => Rendered,
  ): Promise<void> {
    const { args, flags } = await this.#parse(command);
    const globals: GlobalValues = flags;
    const { cwd, env } = this.#invocation;
    const dir = resolve(cwd, globals.dir ?? env.LODESTAR_DIR ?? '.');
    this.#invocation.onFolder?.(dir);
    this.#noInput = globals['no-input'] === true;
    this.#noColor = globals['no-color'] === true;
    const given = await readGiven({ args, flags }, command, new TextInput(dir));
    markTime('command line parsed');
    const open = await createContext({
      invocation: this.#invocation,
      dir,
      needs: command.contract.needs,
      as: globals.as,
      lease: typeof globals.lease === 'string' ? globals.lease : undefined,
      writing: command.contract.writes && command.contract.joins !== true,
      dryRun: globals['dry-run'] === true,
      quiet: globals.quiet === true,
    });
    markTime('planes opened');
    try {
      // The parser checked the input against the class; the factory made the context from the class's own need.
      const context = open.context as ContextOf<Class['contract']['needs']>;
      const { outcome, input } = await this.#operate(given, async (values) => {
        const input = values as ParsedInput<Class>;
        return { outcome: await operation(context, input), input };
      });
      markTime('operation run');
      const warnings = [
        ...this.#warnings,
        ...outcome.warnings,
        ...(open.context.dryRun ? [{ code: 'dry-run', message: 'a dry run: nothing of this was kept' }] : []),
      ];
      // What a dry run did is not there for a next command to build on.
      const next = open.context.dryRun ? [] : carryFlags(outcome.next, globals);
      this.#answer = resultAnswer({ ...outcome, next, warnings }, (data, ui) => display(data, ui, input));
    } catch (error) {
      throw carryFlagsOfFailure(error, globals);
    } finally {
      open.close();
      markTime('planes closed');
    }
  }

  /** Runs the operation; once more where it found no task of an id that differs from one of the plan in its case alone. */
  async #operate<Result>(given: GivenValues, run: (values: GivenValues) => Promise<Result>): Promise<Result> {
    try {
      return await run(given);
    } catch (error) {
      const { withIdOfSameLetters } = await import('./same-but-case.ts');
      const again = withIdOfSameLetters(error, given);
      if (again === undefined) {
        throw error;
      }
      this.#warnings.push(again.warning);
      return await run(again.input);
    }
  }

  /**
   * Asks the person at the terminal, below what `preview` shows of what is about to happen. CONFIRMATION_REQUIRED where
   * nobody can be asked and `yes` is not set.
   */
  protected async confirm(
    question: string,
    options: Pick<Question, 'yes' | 'details' | 'preview'>,
  ): Promise<void> {
    const { confirm } = await import('./confirm.ts');
    await confirm({ question, ...options, noInput: this.#noInput, printing: this.#printing() });
  }

  /** Prints each value as it comes, until there is none left or nobody reads any more; see print-stream.ts. */
  protected async stream<Value>(
    values: AsyncIterable<Value>,
    display: (value: Value, ui: Ui) => Rendered,
  ): Promise<void> {
    const { printStream } = await import('./print-stream.ts');
    this.#invocation.beginStream?.();
    await printStream(values, { display, ...this.#printing() });
  }

  /** Whether the answer is one JSON value. */
  protected get answersJson(): boolean {
    return this.#invocation.json;
  }

  /** Lets the command print text for other programs as it is made; the function answers false when nobody reads any more. */
  protected async printer(): Promise<(text: string) => boolean> {
    const { STDOUT, writeOut } = await import('./write-out.ts');
    this.#invocation.beginStream?.();
    return (text) => writeOut(STDOUT, text) === 'written';
  }

  #printing(): PrintOptions {
    return { env: this.#invocation.env, json: this.#invocation.json, noColor: this.#noColor };
  }

  async #parse(command: CommandDeclaration): Promise<{ args: Values; flags: Values }> {
    const input = asOclifInput(command);
    const id = command.id.replaceAll(':', ' ');
    const given = findValueOfSwitch(this.argv, input.flags);
    if (given !== undefined) {
      throw usageError(`\`${given}\`: the flag takes no value`, { command: id, details: { flags: [given] } });
    }
    const { argv, variables } = await this.#withVariables(command);
    this.#variables = variables;
    try {
      const { args, flags } = await this.parse(input, argv);
      return { args, flags };
    } catch (thrown) {
      throw await translateParseError(thrown, {
        id,
        flags: Object.keys(input.flags),
        args: Object.keys(input.args),
      });
    }
  }

  /** The command line, and in front of it what variables give. */
  async #withVariables(
    command: CommandDeclaration,
  ): Promise<{ argv: string[]; variables: ReadonlyMap<string, string> }> {
    const { env } = this.#invocation;
    const variables = findVariables(command, env);
    if (variables.size === 0) {
      return { argv: this.argv, variables };
    }
    const { addFlagsOfVariables } = await import('./flag-variables.ts');
    const added = addFlagsOfVariables(this.argv, variables, { flags: command.flags, env });
    return { argv: [...added.argv], variables: added.variables };
  }
}

const invocations = new WeakMap<Config, Invocation>();

/** oclif hands its Config to the command's constructor; the invocation travels beside it. */
function invocationOf(config: Config): Invocation {
  const invocation = invocations.get(config);
  invariant(invocation !== undefined, 'a command is made by runCommand()');
  return invocation;
}

/** Runs one command on its arguments. Throws what the command throws. */
export async function runCommand(
  command: LodestarCommandClass,
  options: { id: string; args: readonly string[]; invocation: Invocation },
): Promise<Answer> {
  const config = slimConfig(options.invocation.version);
  invocations.set(config, options.invocation);
  command.id = options.id.replaceAll(' ', ':');
  return await new command([...options.args], config).answer();
}
