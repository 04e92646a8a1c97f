import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyWorkspace, inCopy } from '../support/copy-workspace.ts';
import { inParallel } from '../support/in-parallel.ts';
import { contractOf, MANIFEST } from '../support/manifest.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { shellWords } from '../support/shell-words.ts';
import { commitAll, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** The sample workspace after so much has been done with T2, each by ai:worker-1. */
const STEPS = {
  fresh: [],
  joined: [['agent', 'join', '--name', 'worker-1']],
  held: [['task', 'claim', 'T2']],
  separate: [['worktree', 'add', 'T2', '--path', 'linked']],
  done: [['task', 'done', 'T2', '--criteria', 'all']],
  verified: [['task', 'verify', 'T2']],
  reset: [
    ['backup', '../backups/lodestar.sqlite'],
    ['reset', '--yes'],
  ],
} as const satisfies Record<string, readonly (readonly string[])[]>;
type Moment = keyof typeof STEPS;
const MOMENTS = Object.keys(STEPS) as readonly Moment[];

/** When an example makes sense, by its beginning; the longest that fits counts. Else `fresh`. */
const WHEN: Readonly<Record<string, Moment>> = {
  'agent heartbeat': 'joined',
  'agent join --name worker-1 --resume': 'joined',
  'agent leave': 'joined',
  'agent show': 'joined',
  backup: 'joined',
  history: 'held',
  log: 'held',
  msg: 'held',
  'lease revoke': 'held',
  reset: 'held',
  'reset --undo': 'reset',
  restore: 'reset',
  settle: 'verified',
  'task done': 'held',
  'task release': 'held',
  'task renew': 'held',
  'task reopen T2': 'verified',
  'task verify': 'done',
  'worktree add': 'held',
  'worktree remove': 'separate',
};

/** Examples of what is refused here, and of what asks a person: by the exit code. */
const EXITS: Readonly<Record<string, number>> = {
  'doctor --recover': 4,
  'git-setup merge-driver --check': 4,
  'msg read --all --up-to 40': 6,
  'msg read 12 15': 3,
  'setup copilot --check': 4,
  "task update T9 --title 'The page' --if-revision 1f6d8a90c2b3e4f5": 4,
  reset: 2,
};

/** Examples for people. The others are run as an agent. */
const OF_PEOPLE = /--as|^lease revoke/u;

const AGENT = { as: 'ai:worker-1' };
/** Paths that stand for those of whoever reads the example. */
const PATHS = [
  ['/mnt/backups', '../backups'],
  ['.lodestar/local/backups/runtime-2026-11-21T08-50-27-274Z.sqlite', '../backups/lodestar.sqlite'],
] as const;

/** A folder beside the workspace. */
function backupsOf(workspace: TestWorkspace): string {
  return join(workspace.root, '..', 'backups');
}

const workspaces = new Map<Moment, TestWorkspace>();

function makeSample(): TestWorkspace {
  const workspace = makeWorkspace();
  cpSync(join(REPOSITORY_ROOT, '.lodestar-example'), workspace.root, { recursive: true });
  for (const name of ['plan', 'base', 'ours', 'theirs']) {
    cpSync(workspace.specPath, join(workspace.root, `${name}.yaml`));
  }
  for (const name of ['why.txt', 'guide.md', 'notes.md', 'docs/store.md']) {
    mkdirSync(join(workspace.root, 'docs'), { recursive: true });
    writeFileSync(join(workspace.root, name), `What ${name} says\n`);
  }
  commitAll(workspace.root, 'Plan the work');
  return workspace;
}

beforeAll(async () => {
  let workspace = makeSample();
  for (const moment of MOMENTS) {
    workspace = workspaces.size === 0 ? workspace : await copyWorkspace(workspace);
    mkdirSync(backupsOf(workspace), { recursive: true });
    for (const step of STEPS[moment]) {
      await workspace.data(step, AGENT);
    }
    workspaces.set(moment, workspace);
  }
});

/** The last call in the line, without the program's name; what a shell does before and behind it is its own matter. */
function callOf(line: string): string {
  const calls = [...line.matchAll(/(?:^|[|(] ?)lodestar\b ?(?<call>[^|>)]*)/gu)];
  return calls.at(-1)?.groups?.call ?? '';
}

function wordsOf(example: string): readonly string[] {
  const call = callOf(example);
  return call === '' ? [] : shellWords(PATHS.reduce((text, [from, to]) => text.replace(from, to), call));
}

function momentOf(line: string): Moment {
  const [longest] = Object.keys(WHEN)
    .filter((start) => line.startsWith(start))
    .sort((a, b) => b.length - a.length);
  return WHEN[longest ?? ''] ?? 'fresh';
}

const EXAMPLES = Object.values(MANIFEST.commands).map(({ id, examples }) => ({
  id: id.replaceAll(':', ' '),
  lines: (examples ?? []).map((each) => (typeof each === 'string' ? each : each.command)),
}));

async function runExample(workspace: TestWorkspace, line: string): Promise<void> {
  const text = callOf(line);
  const input = text.startsWith('spec check') ? workspace.readSpec() : 'T10\n';
  const run = await workspace.run(wordsOf(line), { ...(OF_PEOPLE.test(text) ? {} : AGENT), input });
  expect(run.code, `${line}\n${run.stderr}`).toBe(EXITS[text] ?? 0);
}

describe('the examples of', () => {
  it.each(EXAMPLES)('$id do what they show', async ({ id, lines }) => {
    expect(lines.length).toBeGreaterThan(0);
    const finite = lines.filter((line) => !/--(?:follow|wait)\b/u.test(line));
    await inParallel(finite, async (line) => {
      const workspace = workspaces.get(momentOf(callOf(line)));
      if (workspace === undefined) {
        throw new Error(`no workspace for ${line}`);
      }
      if (!contractOf(id.split(' ')).writes) {
        await runExample(workspace, line);
        return;
      }
      await inCopy(workspace, async (copy) => {
        cpSync(backupsOf(workspace), backupsOf(copy), { recursive: true });
        await runExample(copy, line);
      });
    });
  });
});
