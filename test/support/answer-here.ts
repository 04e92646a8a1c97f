import { errorOf, failureAnswer, type Answer } from '../../src/cli/answer.ts';
import { wantsJson } from '../../src/cli/command-line.ts';
import { renderJson } from '../../src/cli/envelope.ts';
import { answerCommandLine } from '../../src/cli/front-door.ts';
import { COMMAND_TABLE } from '../../src/command-table.generated.ts';
import { VERSION } from '../../src/version.generated.ts';
import { childEnvironment } from './child-environment.ts';
import type { ProcessResult } from './run-process.ts';
import { withJson, type RunOptions, type TestWorkspace } from './workspace.ts';

/** Locks are waited for without giving the thread away: calls of one process come one after the other. */
let last: Promise<unknown> = Promise.resolve();

async function answer(
  { root, home }: TestWorkspace,
  argv: readonly string[],
  { as, cwd = root, env }: RunOptions,
): Promise<Answer> {
  const variables = childEnvironment(home, { LODESTAR_AGENT: as, ...env });
  const invocation = { env: variables, cwd, version: VERSION, json: wantsJson(argv) };
  try {
    return await answerCommandLine(argv, { table: COMMAND_TABLE, invocation });
  } catch (error) {
    return failureAnswer(error);
  }
}

async function answerInTurn(
  workspace: TestWorkspace,
  argv: readonly string[],
  options: RunOptions,
): Promise<Answer> {
  const answering = last.then(async () => await answer(workspace, argv, options));
  last = answering;
  return await answering;
}

/** The page that the command line is answered with (help, a schema), in this process. */
export async function pageHere(workspace: TestWorkspace, argv: readonly string[]): Promise<string> {
  const given = await answerInTurn(workspace, argv, {});
  if (given.kind !== 'text') {
    throw new Error(`lodestar ${argv.join(' ')} answers no page: ${JSON.stringify(given)}`);
  }
  return given.text;
}

/**
 * What the command answers as JSON, in this process, which costs a fifth of a process of its own. A call that reads its
 * standard input gets a process all the same.
 */
export async function answerHere(
  workspace: TestWorkspace,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ProcessResult> {
  if (args.includes('-')) {
    return await workspace.json(args, options);
  }
  const argv = withJson(args);
  const given = await answerInTurn(workspace, argv, options);
  return {
    command: `lodestar ${argv.join(' ')}`,
    code: errorOf(given)?.exitCode ?? 0,
    signal: null,
    stdout: given.kind === 'text' ? given.text : renderJson(given),
    stderr: '',
  };
}
