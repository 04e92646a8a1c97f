import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LodestarError } from '../errors.ts';
import { resultAnswer, type Answer } from './answer.ts';
import type { CommandListResult } from './command-list.ts';
import { displayError } from './displays/display-error.ts';
import { paragraphs } from './displays/paragraphs.ts';
import { manifestId, readManifest } from './manifest.ts';
import { packageRoot } from './package-root.ts';
import { firstLines, RawText, toText, type Text } from './ui/text.ts';
import type { Ui } from './ui/ui.ts';

/** The command that says where things stand in a topic. It only reads, or does with its flag; its hints are what fits next. */
const STANDING: Readonly<Record<string, string>> = {
  agent: 'agent list',
  config: 'config list',
  'git-setup': 'git-setup merge-driver --check',
  lease: 'lease list',
  msg: 'msg inbox',
  spec: 'spec check',
  task: 'status',
  worktree: 'worktree list',
};

/** An overview is short: the command itself shows the rest. */
const MAX_LINES = 12;

interface PackageFile {
  readonly oclif: { readonly topics: Readonly<Record<string, { readonly description: string }>> };
}

function descriptionOf(topic: string): string {
  const file = JSON.parse(readFileSync(join(packageRoot(), 'package.json')).toString('utf8')) as PackageFile;
  return file.oclif.topics[topic]?.description ?? '';
}

function commandsOf(topic: string): CommandListResult['commands'] {
  return Object.values(readManifest().commands)
    .filter(({ id }) => id.startsWith(`${manifestId([topic])}:`))
    .map(({ id, summary, contract }) => ({
      id: id.replaceAll(':', ' '),
      summary: summary ?? '',
      writes: contract.writes,
    }));
}

/** What stands in the way of knowing how things stand is told in its place, and fails nothing: help was asked for. */
async function standingOf(command: string, run: (command: string) => Promise<Answer>): Promise<Answer> {
  try {
    return await run(command);
  } catch (error) {
    if (error instanceof LodestarError) {
      return { kind: 'failure', error, next: [], warnings: [] };
    }
    throw error;
  }
}

function standingText(answer: Answer | undefined, command: string | undefined, ui: Ui): Text | undefined {
  if (answer?.kind === 'failure') {
    return displayError(answer.error);
  }
  const rendered = answer?.kind === 'result' ? answer.display(ui) : undefined;
  if (rendered === undefined || rendered instanceof RawText) {
    return undefined;
  }
  const { head, left } = firstLines(toText(rendered), MAX_LINES);
  return left === 0 ? head : ui.lines([head, ui.dim(`${String(left)} more: lodestar ${command ?? ''}`)]);
}

/** A bare topic: where things stand, the commands, and what fits next. `run` answers another command with the same flags. */
export async function overviewOfTopic(
  topic: string,
  run: (command: string) => Promise<Answer>,
): Promise<Answer> {
  const command = STANDING[topic];
  const standing = command === undefined ? undefined : await standingOf(command, run);
  const data: CommandListResult = { topic, commands: commandsOf(topic) };
  const next = standing === undefined || standing.kind === 'text' ? [] : standing.next;
  return resultAnswer({ data, next, warnings: [] }, (_, ui) =>
    paragraphs([
      ui.t`${ui.bold(topic)}: ${descriptionOf(topic)}`,
      standingText(standing, command, ui),
      ui.lines([
        ui.bold('Commands'),
        ui.pairs(data.commands.map(({ id, summary }) => [`  ${id}`, summary] as const)),
      ]),
    ]),
  );
}
