import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorOf, failureAnswer, type Answer } from '../../../src/cli/answer.ts';
import { renderJson } from '../../../src/cli/envelope.ts';
import { answerCommandLine } from '../../../src/cli/front-door.ts';
import { readManifest } from '../../../src/cli/manifest.ts';
import { renderForPeople } from '../../../src/cli/render-for-people.ts';
import { describeTerminal } from '../../../src/cli/ui/terminal.ts';
import { COMMAND_TABLE } from '../../../src/command-table.generated.ts';
import { readyTasks, specText } from '../../support/spec-text.ts';
import { drawCommandLine } from '../support/command-lines.ts';
import { random, tryAll, type Trial } from './fuzz-kit.ts';

/** Answers random command lines, as the program does before it prints. */
const cwd = process.cwd();
const manifest = readManifest();
const SPEC = join(cwd, '.lodestar', 'spec.yaml');
const LARGEST_SPEC = 200_000;
const ANEW_EVERY = 300;
/** What a terminal would obey, or a reader be misled by; `\n` and `\t` are text. */
// eslint-disable-next-line no-control-regex -- it is what is looked for
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

function begin(): void {
  rmSync(join(cwd, '.lodestar'), { recursive: true, force: true });
  mkdirSync(join(cwd, '.git'), { recursive: true });
  mkdirSync(join(cwd, '.lodestar'));
  writeFileSync(SPEC, specText(readyTasks(5)));
  writeFileSync(join(cwd, 'notes.txt'), 'Notes\n');
}

function isOvergrown(): boolean {
  return (statSync(SPEC, { throwIfNoEntry: false })?.size ?? LARGEST_SPEC) >= LARGEST_SPEC;
}

async function answer(argv: readonly string[], json: boolean): Promise<Answer> {
  try {
    const invocation = { env: { HOME: cwd, USER: 'ada' }, cwd, version: '0', json };
    return await answerCommandLine(argv, { table: COMMAND_TABLE, invocation });
  } catch (error) {
    return failureAnswer(error);
  }
}

const PIPE = describeTerminal({}, { isTTY: false, columns: undefined }, { noColor: true });

async function run(argv: readonly string[]): Promise<string[]> {
  const json = argv.includes('--json');
  const answered = await answer(argv, json);
  const error = errorOf(answered);
  const faults = error?.code === 'INTERNAL' ? [`INTERNAL: ${String((error.cause as Error).stack)}`] : [];
  if (answered.kind === 'text') {
    return faults;
  }
  const { stdout, stderr } = renderForPeople(answered, { stdout: PIPE, stderr: PIPE });
  const value = renderJson(answered);
  JSON.parse(value);
  const printed = [stdout, stderr, value].filter((text) => OBEYED.test(text));
  return [...faults, ...printed.map((text) => `prints ${JSON.stringify(OBEYED.exec(text)?.[0])}`)];
}

let count = 0;

function draw(): Trial {
  if (count % ANEW_EVERY === 0 || isOvergrown()) {
    begin();
  }
  count += 1;
  const argv = drawCommandLine(random, manifest, { passed: false });
  return { kind: 'command lines', input: argv.join(' ␠ '), run: async () => await run(argv) };
}

await tryAll(draw);
