import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from '../../support/child-environment.ts';
import { envelopeOf } from '../../support/envelope.ts';
import { HOSTILE_READS, hostileCalls, hostileSpec } from '../../support/hostile-text.ts';
import { inParallel } from '../../support/in-parallel.ts';
import { runProcess, type ProcessResult } from '../../support/run-process.ts';
import { readyTasks } from '../../support/spec-text.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import { lacksTools } from '../harness/lacks.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { rig } from '../harness/rig.ts';
import { drawSequence, everyCharacter } from '../support/hostile-characters.ts';
import { missingCharacters, obeyedIn, obeyedOnTerminal } from '../support/judge-output.ts';

const SEQUENCES = 500;
/** Three bytes each and the sequences: Linux hands no argument to a process that is longer than 128 KiB. */
const MOST_CHARACTERS = 32_000;
const AS = { as: 'ai:worker' };

function judge(run: RigRun, how: string, { command, stdout, stderr }: ProcessResult): void {
  const obeyed = how === 'on a terminal' ? obeyedOnTerminal(stdout) : obeyedIn(stdout + stderr);
  run.count(`outputs ${how}`);
  run.check(obeyed === undefined, `${how}: ${JSON.stringify(command).slice(0, 300)} prints ${obeyed ?? ''}`);
}

async function onTerminal(workspace: TestWorkspace, args: readonly string[]): Promise<ProcessResult> {
  const line = [process.execPath, workspace.bundle, ...args].join(' ');
  return await runProcess('script', ['-qec', line, '/dev/null'], {
    cwd: workspace.root,
    env: childEnvironment(workspace.home, { TERM: 'xterm-256color', COLUMNS: '500' }),
  });
}

/** Each view as text, as JSON, and on a terminal. */
async function readAll(run: RigRun, workspace: TestWorkspace): Promise<void> {
  await inParallel(HOSTILE_READS, async (args) => {
    judge(run, 'as text', await workspace.run(args));
    judge(run, 'on a terminal', await onTerminal(workspace, args));
    const json = await workspace.json(args);
    judge(run, 'as JSON', json);
    run.check(envelopeOf(json).ok, `${args.join(' ')}: ${json.stdout.slice(0, 300)}`);
  });
}

/** A repository whose every text is this one: it is shown whole, and read back the same. */
async function readPlan(run: RigRun, text: string): Promise<void> {
  const workspace = run.workspace({ spec: hostileSpec(text) });
  await readAll(run, workspace);
  const shown = await workspace.run(['task', 'show', 'T1']);
  const missing = missingCharacters(shown.stdout, text);
  run.count('characters shown', new Set(text).size - missing.length);
  run.check(missing.length === 0, `missing: ${JSON.stringify(missing.join('')).slice(0, 200)}`);
  const { description } = await workspace.data<{ description: string }>(['task', 'show', 'T1']);
  run.check(description === text, `reads back otherwise: ${JSON.stringify(text).slice(0, 200)}`);
}

/** A message has at most 16 KiB, a subject one line of at most 200 characters. */
function messagesOf(word: string): string[][] {
  const characters = Array.from(word);
  const pieces = Array.from({ length: Math.ceil(characters.length / 4000) }, (_, index) =>
    characters.slice(index * 4000, (index + 1) * 4000).join(''),
  );
  const subject = Array.from(word.replaceAll(/[\n\r]/gu, ''))
    .slice(0, 100)
    .join('');
  return pieces.map((piece) => ['msg', 'send', '--task', 'T1', '--subject', subject, '--', `x${piece}`]);
}

/** A runtime whose every text is this one. */
async function readRuntime(run: RigRun, text: string): Promise<void> {
  const workspace = run.workspace({ tasks: readyTasks(3) });
  writeFileSync(join(workspace.root, 'text'), text);
  // A file can hold it; an argument cannot.
  const word = text.replaceAll('\0', '');
  for (const args of [
    ['agent', 'join', '--name', 'worker', '--role', word, '--model', word, '--tool', word],
    ['task', 'claim', 'T1'],
    ['task', 'release', 'T1', '--note', '@text'],
    ['task', 'claim', 'T1'],
    ['task', 'done', 'T1', '--note', '@text', '--evidence', word],
    ...messagesOf(word),
    ['task', 'verify', 'T1', '--reject', '--reason', '@text'],
    ['task', 'claim', 'T1'],
    ['task', 'block', 'T2', '--reason', '@text'],
    ['task', 'cancel', 'T3', '--reason', '@text'],
  ]) {
    const result = await workspace.run(args, AS);
    judge(run, 'as text', result);
    run.check(result.code === 0, `${args.slice(0, 3).join(' ')}: ${result.stderr.slice(0, 300)}`);
  }
  await readAll(run, workspace);
}

async function typeIt(run: RigRun, workspace: TestWorkspace, text: string): Promise<void> {
  const typed = text.replaceAll('\0', '');
  await inParallel(hostileCalls(typed), async ([, args]) => {
    judge(run, 'as text', await workspace.run(args, AS));
    judge(run, 'as JSON', await workspace.json(args, AS));
  });
}

/** Every character, and a share of the sequences behind each piece of them. */
function drawTexts(run: RigRun): string[] {
  const sequences = Array.from({ length: SEQUENCES }, () => drawSequence(run.random));
  const pieces = everyCharacter(run.times(8000, MOST_CHARACTERS));
  const share = Math.ceil(SEQUENCES / pieces.length);
  run.count('sequences', sequences.length);
  return pieces.map(
    (piece, index) => `${piece} ${sequences.slice(index * share, (index + 1) * share).join(' ')}`,
  );
}

rig({
  id: 'G21',
  name: 'hostile-text',
  goal: 'no character and no sequence of a repository, a runtime or an argument reaches a terminal as more than text',
  lacks: () => lacksTools('script'),
  controls: [
    {
      removes: 'what makes a line safe',
      patches: [
        {
          file: 'cli/ui/safe.ts',
          find: '  return text.replace(HIDDEN, visible);',
          replace: "  return text.replace(HIDDEN, (char) => (char === '' ? visible(char) : char));",
        },
      ],
    },
    {
      removes: 'what makes a text of several lines safe',
      patches: [{ file: 'cli/ui/safe.ts', find: "char === '\\n' ||", replace: "char !== '' ||" }],
    },
    {
      removes: 'the escapes of JSON',
      patches: [
        {
          file: 'util/escape-json.ts',
          find: '  return json.replace(HIDDEN, escapeUnits);',
          replace: "  return json.replace(HIDDEN, (char) => (char === '' ? escapeUnits(char) : char));",
        },
      ],
    },
    {
      removes: 'the sequences of one character',
      patches: [
        {
          file: 'util/escape-json.ts',
          find: '-\\u001f\\u007f-\\u009f\\u00ad',
          replace: '-\\u001f\\u007f\\u00ad',
        },
      ],
    },
    {
      removes: 'the tags',
      patches: [{ file: 'util/escape-json.ts', find: '\\u{e0000}-\\u{e0fff}', replace: '' }],
    },
  ],
  run: async (run) => {
    const workspace = run.workspace({ tasks: readyTasks(2) });
    for (const text of drawTexts(run)) {
      await readPlan(run, text);
      await readRuntime(run, text);
      await typeIt(run, workspace, text);
    }
  },
});
