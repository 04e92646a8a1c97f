import { ERROR_CATALOGUE } from '../error-catalogue.ts';
import type { ErrorCode } from '../errors.ts';
import { resultAnswer, type Answer } from './answer.ts';
import { COMMON_CODES, type CommandNeed } from './contract.ts';
import { manifestId, readManifest } from './manifest.ts';
import { invariant } from '../util/invariant.ts';
import type { Rendered, Text } from './ui/text.ts';
import type { Ui } from './ui/ui.ts';

/** `data` of `--explain --json`. */
export interface ExplainResult {
  readonly command: string;
  readonly summary: string;
  readonly needs: CommandNeed;
  readonly writes: boolean;
  readonly reads: readonly string[];
  readonly changes: readonly string[];
  readonly refuses: readonly string[];
  readonly codes: readonly { readonly code: ErrorCode; readonly exit: number; readonly when: string }[];
}

const NEEDS: Readonly<Record<CommandNeed, string>> = {
  folder: 'Any folder.',
  runtime: 'A workspace, or a repository with exactly one runtime.',
  workspace: 'A workspace: a folder with .lodestar/spec.yaml, here or above.',
};

function section(ui: Ui, title: string, lines: readonly string[]): Text | undefined {
  return lines.length === 0 ? undefined : ui.lines([ui.bold(title), ui.list(lines, '  -'), '']);
}

function display(data: ExplainResult, ui: Ui): Rendered {
  const own = data.codes.map(({ code, exit, when }) => `${code} (exit ${String(exit)}): ${when}`);
  return ui.lines([
    ui.t`${ui.bold(`lodestar ${data.command}`)}: ${data.summary}`,
    '',
    section(ui, 'Needs', [NEEDS[data.needs]]),
    section(ui, 'Reads', data.reads),
    section(ui, 'Changes', data.changes.length === 0 ? ['Nothing.'] : data.changes),
    section(ui, 'Refuses', data.refuses),
    section(ui, 'Codes', own),
  ]);
}

/** What a command reads, changes and refuses, from the generated manifest alone. */
export function explainCommand(words: readonly string[]): Answer {
  const command = readManifest().commands[manifestId(words)];
  invariant(command !== undefined, `the manifest lacks ${words.join(' ')}: run npm run generate`);
  const { contract, summary } = command;
  const codes = [...new Set<ErrorCode>([...contract.codes, ...COMMON_CODES[contract.needs]])];
  const data: ExplainResult = {
    command: words.join(' '),
    summary: summary ?? '',
    needs: contract.needs,
    writes: contract.writes,
    reads: contract.reads,
    changes: contract.changes,
    refuses: contract.refuses,
    codes: codes.map((code) => ({
      code,
      exit: ERROR_CATALOGUE[code].exit,
      when: ERROR_CATALOGUE[code].when,
    })),
  };
  return resultAnswer({ data, next: [], warnings: [] }, display);
}
