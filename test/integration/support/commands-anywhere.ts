import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import { LodestarError } from '../../../src/errors.ts';
import { setUpMergeDriver, type MergeDriverInput } from '../../../src/operations/git-setup/merge-driver.ts';
import { settle } from '../../../src/operations/settle/settle.ts';
import { checkSpec } from '../../../src/operations/spec/check.ts';
import { diffSpecs } from '../../../src/operations/spec/diff.ts';
import { logSpec } from '../../../src/operations/spec/log.ts';
import { resolveSpec } from '../../../src/operations/spec/resolve.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { completeTask } from '../../../src/operations/task/done.ts';
import { nextTasks } from '../../../src/operations/task/next.ts';
import { renameTask } from '../../../src/operations/task/rename.ts';
import { showTask } from '../../../src/operations/task/show.ts';
import { verifyTask } from '../../../src/operations/task/verify.ts';
import { whyTask } from '../../../src/operations/task/why.ts';
import { doctor } from '../../../src/operations/workspace/doctor.ts';
import { workspaceStatus } from '../../../src/operations/workspace/status.ts';
import type { FolderContext, OperationContext } from '../../../src/operations/context.ts';
import { TestClock } from '../../runtime/support/test-clock.ts';
import { gitState } from '../../support/git-state.ts';
import { openFolder } from '../../support/opened-workspace.ts';
import { BUNDLE } from '../../support/paths.ts';

/** Where commands are given, and what an operation needs there. */
interface Place {
  readonly root: string;
  readonly folder: FolderContext;
  /** As another process of this actor's; NOT_A_WORKSPACE. */
  readonly open: (as: string) => Promise<OperationContext>;
}

/** What a command says, in a few words: the facts that a kind of repository could change. */
type Ask = (place: Place) => Promise<unknown>;

function ids(tasks: readonly { readonly id: string }[]): string {
  return tasks.map(({ id }) => id).join(' ');
}

const diff =
  (base?: string, staged = false): Ask =>
  async ({ folder }) => {
    const names = { base, head: undefined, staged, mergeBase: false, stdin: undefined };
    const { added, removed, changed } = (await diffSpecs(folder, names)).data;
    return `+ ${ids(added)} - ${ids(removed)} ~ ${ids(changed)}`;
  };

const check =
  (base?: string): Ask =>
  async ({ folder }) => {
    const { data, failure } = await checkSpec(folder, { base });
    const { checked, why_not: whyNot } = data.change ?? {};
    return failure?.code ?? `${data.tasks} tasks${base === undefined ? '' : ` ${whyNot ?? String(checked)}`}`;
  };

const log =
  (id?: string): Ask =>
  async ({ folder }) => {
    const { commits } = (await logSpec(folder, { id, limit: 20 })).data;
    return commits
      .map(({ subject, untold }) => `${subject}${untold === null ? '' : `: ${untold}`}`)
      .join(', ');
  };

const setUp =
  (action: MergeDriverInput['action']): Ask =>
  async ({ folder }) => {
    const program = { node: process.execPath, script: BUNDLE };
    const input = { action, attributes: true, program };
    const { data, failure } = await setUpMergeDriver(folder, input);
    return `${failure?.code ?? data.found} ${data.attributes.driver}`;
  };

const readNext: Ask = async ({ open }) => {
  const { data } = await nextTasks(await open('ai:one'), { count: 5, filters: {} });
  return ids(data.tasks);
};

/** The commits of this branch, of its beginning, of another one, and of none. */
const commits = (root: string): string[] => [
  ...['HEAD', 'main~2', 'clash'].map((name) => {
    const { stdout, status } = spawnSync('git', ['rev-parse', '--verify', name], {
      cwd: root,
      encoding: 'utf8',
    });
    return status === 0 ? stdout.trim() : 'e'.repeat(40);
  }),
  'f'.repeat(40),
];

const finish: Ask = async ({ open, root }) => {
  await claimTask(await open('ai:one'), { id: 'T1', filters: {}, allowOverlap: false });
  const evidence = commits(root).map((each) => `commit:${each}`);
  await completeTask(await open('ai:one'), { id: 'T1', evidence });
  await verifyTask(await open('human:ada'), { id: 'T1', acceptUnchecked: false });
  const { data } = await showTask(await open('human:ada'), { id: 'T1' });
  return `${data.status}: ${data.evidence.map((each) => each.commit_in).join(' ')}`;
};

const settleSince =
  (since: string): Ask =>
  async ({ open }) => {
    const { data } = await settle(await open('human:ada'), { ids: [], all: false, since });
    return data.settled.map(({ task_id: id, status }) => `${id} ${status}`).join(', ');
  };

const examine: Ask = async ({ folder }) => {
  const input = { recover: false, fix: false, strict: false, node: process.version };
  const { data } = await doctor(folder, input);
  return data.findings.filter(({ severity }) => severity !== 'information').map(({ code }) => code);
};

const COMMANDS: Readonly<Record<string, Ask>> = {
  'spec diff': diff(),
  'spec diff --staged': diff(undefined, true),
  'spec diff main...clash': diff('main...clash'),
  'spec check': check(),
  'spec check --base clash': check('clash'),
  'spec log': log(),
  'spec log T1': log('T1'),
  'spec log T404': log('T404'),
  status: async ({ open }) => (await workspaceStatus(await open('human:ada'))).data.tasks.total,
  'task next': readNext,
  'task why T2': async ({ open }) =>
    (await whyTask(await open('ai:one'), { id: 'T2' })).data.obstacles[0]?.kind,
  'task claim, done, verify, show': finish,
  'settle --since clash': settleSince('clash'),
  'task rename T3 T30': async ({ open }) =>
    (await renameTask(await open('human:ada'), { id: 'T3', to: 'T30' })).data.renamed_from,
  'spec resolve': async ({ folder }) => {
    const input = { add: true, force: false, showBase: false };
    const { data, failure } = await resolveSpec(folder, input);
    return failure?.code ?? data.way;
  },
  doctor: examine,
};

/** These are about Git's configuration: what the second writes, the last takes out. */
const OF_GIT: Readonly<Record<string, Ask>> = {
  'git-setup merge-driver --check': setUp('check'),
  'git-setup merge-driver --attributes': setUp('write'),
  'git-setup merge-driver --check again': setUp('check'),
  'git-setup merge-driver --remove': setUp('remove'),
};

async function told(action: Promise<unknown>): Promise<unknown> {
  try {
    return await action;
  } catch (error) {
    if (error instanceof LodestarError) {
      return error.code;
    }
    throw error;
  }
}

/** By command. */
export type Answers = Readonly<Record<string, unknown>>;

export interface MadeRepository {
  /** The top of the checkout, and the folder of the workspace in it. */
  readonly top: string;
  readonly root: string;
}

/** As Git lists them; none in a bare repository. */
function changedFiles(top: string): string[] {
  const { stdout } = spawnSync('git', ['status', '--porcelain', '--untracked-files=all'], {
    cwd: top,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((line) => line !== '');
}

/** What each command says there, one after another; none changes more of Git's than its name says. */
export async function runAll({ top, root }: MadeRepository): Promise<Answers> {
  const clock = new TestClock();
  const place: Place = {
    root,
    folder: { dir: root, env: {}, now: clock.read, dryRun: false, version: '0' },
    open: async (as) => (await openFolder(root, { clock })).as(as),
  };
  const answers: Record<string, unknown> = {};
  const run = async (commands: Readonly<Record<string, Ask>>): Promise<void> => {
    for (const [name, ask] of Object.entries(commands)) {
      answers[name] = await told(ask(place));
    }
  };
  const before = gitState({ root: top });
  const shown = changedFiles(top);
  await run(COMMANDS);
  expect(gitState({ root: top })).toEqual(before);
  const isOther = (line: string): boolean =>
    !shown.includes(line) && !/^ M .*(?:spec|plan)\.yaml$/u.test(line);
  expect(changedFiles(top).filter(isOther)).toEqual([]);
  await run(OF_GIT);
  // The driver is taken out again, and a conflict stays one in the index.
  expect(gitState({ root: top })).toEqual(before);
  return answers;
}

/** Where nothing is odd. */
export const USUAL: Answers = {
  'spec diff': '+  -  ~ ',
  'spec diff --staged': '+  -  ~ ',
  'spec diff main...clash': '+ T4 -  ~ T1',
  'spec check': '4 tasks',
  'spec check --base clash': '4 tasks true',
  'spec log': 'Ours, Plan',
  'spec log T1': 'Work, Ours, Plan',
  'spec log T404': 'TASK_NOT_FOUND',
  status: 4,
  'task next': 'T1 T3 T5',
  'task why T2': 'dependency',
  'task claim, done, verify, show': 'verified: branch branch elsewhere lost',
  'settle --since clash': 'T1 verified',
  'task rename T3 T30': 'T3',
  'spec resolve': null,
  doctor: [],
  'git-setup merge-driver --check': 'SETUP_OUTDATED unspecified',
  'git-setup merge-driver --attributes': 'missing lodestar',
  'git-setup merge-driver --check again': 'current lodestar',
  'git-setup merge-driver --remove': 'current unspecified',
};
