import { Config } from '@oclif/core/config';
import { CommandHelp, Help } from '@oclif/core/help';
import type { Environment } from '../operations/context.ts';
import type { Answer } from './answer.ts';
import { manifestId, type ManifestCommand } from './manifest.ts';
import { isFromEnvironment, variablePrefix } from './oclif-input.ts';
import { packageRoot } from './package-root.ts';
import { describeTerminal } from './ui/terminal.ts';

const VARIABLES = [
  ['LODESTAR_AGENT', 'who acts, `kind:name`; `--as` goes before it'],
  ['LODESTAR_JSON, _NO_INPUT, _NO_PAGER', 'the global flags of these names; `1` or `true`'],
  ['LODESTAR_DIR', 'the folder to work in; `--dir` goes before it'],
  ['LODESTAR_LEASE', 'the token of the lease that the caller holds'],
  ['LODESTAR_RUNTIME', 'path of the runtime, in place of the usual one'],
  ['LODESTAR_CODE_CACHE=off', 'do without the compiled code of earlier runs'],
  ['NO_COLOR, FORCE_COLOR', 'no colour, or colour in a pipe too'],
  ['LODESTAR_PAGER, PAGER', 'what shows long output on a terminal; else `less`'],
  ['DEBUG=lodestar', 'print the stack of an internal fault'],
  ['DEBUG=lodestar:time', 'print where the time of a command went'],
] as const;

const EXAMPLES = 'EXAMPLES';

/** oclif's page of a command with the environment variables in it; examples end it, next to the prompt. */
class HelpPage extends CommandHelp {
  /** The variables that stand for flags of this command, in one line. */
  private ownVariables(): [string, string][] {
    // oclif hands on what the manifest has.
    const { id, flags, contract } = this.command as unknown as ManifestCommand;
    const names = Object.entries(flags)
      .filter(([, flag]) => flag.helpGroup !== 'GLOBAL' && isFromEnvironment(flag, contract))
      .map(([name]) => name.replaceAll('-', '_').toUpperCase());
    return names.length === 0 ? [] : [[`${variablePrefix(id)}…`, `in place of a flag: ${names.join(', ')}`]];
  }

  protected override sections(): ReturnType<CommandHelp['sections']> {
    const variables = this.renderList(
      [...this.ownVariables(), ...VARIABLES.map(([name, meaning]): [string, string] => [name, meaning])],
      { indentation: 2, stripAnsi: this.opts.stripAnsi ?? false },
    );
    const sections = super.sections();
    return [
      ...sections.filter(({ header }) => header !== EXAMPLES),
      { header: 'ENVIRONMENT', generate: () => variables },
      ...sections.filter(({ header }) => header === EXAMPLES),
    ];
  }
}

/** oclif's help, into a string. */
class CollectedHelp extends Help {
  readonly #lines: string[] = [];
  protected override CommandHelpClass = HelpPage;

  get text(): string {
    return `${this.#lines.join('\n').replace(/(?<!\n)\n+$/u, '')}\n`;
  }

  protected override log(...args: string[]): void {
    this.#lines.push(args.join(' '));
  }
}

/** Help of a command, a topic, or (no words) of the whole, from the manifest; no command's module is loaded. */
export async function showHelp(
  words: readonly string[],
  options: { env: Environment; noColor: boolean },
): Promise<Answer> {
  const { isTTY, columns } = process.stdout as Partial<NodeJS.WriteStream>;
  const terminal = describeTerminal(options.env, { isTTY: isTTY === true, columns }, options);
  const config = await Config.load(packageRoot());
  const help = new CollectedHelp(config, {
    stripAnsi: !terminal.color,
    maxWidth: Number.isFinite(terminal.width) ? terminal.width : 80,
    docopts: false,
  });
  await help.showHelp(words.length === 0 ? [] : [manifestId(words)]);
  return { kind: 'text', text: help.text };
}
