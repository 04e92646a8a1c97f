import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkSpec } from '../../src/operations/spec/check.ts';
import type { FolderContext } from '../../src/operations/context.ts';
import { diffSpecs } from '../../src/operations/spec/diff.ts';
import type { Plan } from '../../src/model/plan.ts';
import { planOf } from '../../src/operations/spec/read-version.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { applyDiff, comparableTasks } from '../model/support/apply-diff.ts';
import { TestClock } from '../runtime/support/test-clock.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { git } from '../support/git.ts';
import { seededRandom, type Random } from '../support/random.ts';
import { scaled, TEST_SCALE } from '../support/scaled.ts';
import { specText, type TaskFields } from '../support/spec-text.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { initRepository } from '../support/workspace.ts';

/** `LODESTAR_TEST_SCALE=10` makes all 300. */
const COMMITS = TEST_SCALE > 1 ? scaled(300) : 15;
const FIRST_TASKS = 40;
const CRITERIA = ['It lists in 20 ms', 'It loses nothing', 'It is documented', 'Two at once are safe'];

/** A plan as a commit has it, and what a check against the commit before has to refuse. */
interface Commit {
  readonly text: string;
  readonly refused: readonly string[];
}

interface Edit {
  readonly tasks: readonly TaskFields[];
  readonly refused: readonly string[];
}

function replace(tasks: readonly TaskFields[], at: number, change: Partial<TaskFields>): TaskFields[] {
  return tasks.map((task, index) => (index === at ? { ...task, ...change } : task));
}

const isDone = ({ status }: TaskFields): boolean => status === 'done';

/** What people do to a plan, one of it at a time; tasks wait for tasks before them alone, so that no circle is made. */
const EDITS: readonly ((tasks: readonly TaskFields[], random: Random, n: number) => Edit)[] = [
  (tasks, random, n) => {
    const waits = tasks.length === 0 ? [] : [random.pick(tasks).id];
    const added = {
      id: `N${n}`,
      depends_on: waits,
      locks: [`src/${n}/**`],
      acceptance_criteria: [random.pick(CRITERIA)],
    };
    return { tasks: [...tasks, added], refused: [] };
  },
  (tasks, random, n) => ({
    tasks: replace(tasks, random.below(tasks.length), { title: `Title ${n}`, priority: random.below(200) }),
    refused: [],
  }),
  (tasks, random) => {
    const at = random.below(tasks.length);
    const task = tasks[at];
    const before = task?.acceptance_criteria ?? [];
    const refused = task !== undefined && isDone(task) ? ['CRITERIA_CHANGED'] : [];
    return {
      tasks: replace(tasks, at, { acceptance_criteria: [...before, `More of it ${before.length}`] }),
      refused,
    };
  },
  (tasks, random) => {
    const at = random.below(tasks.length);
    return tasks[at] === undefined || isDone(tasks[at])
      ? { tasks, refused: [] }
      : { tasks: replace(tasks, at, { status: 'done' }), refused: [] };
  },
  (tasks) => {
    const at = tasks.findIndex(isDone);
    return at === -1
      ? { tasks, refused: [] }
      : { tasks: replace(tasks, at, { status: 'ready' }), refused: ['OUTCOME_LOWERED'] };
  },
  (tasks, random) => {
    const at = random.below(tasks.length);
    const gone = tasks[at]?.id ?? '';
    const isWaitedFor = tasks.some(({ depends_on: ids }) => ids?.includes(gone) === true);
    return isWaitedFor
      ? { tasks, refused: [] }
      : { tasks: tasks.filter((_, index) => index !== at), refused: [] };
  },
  (tasks, random, n) => {
    const at = random.below(tasks.length);
    return {
      tasks: replace(tasks, at, { created_at: new Date(Date.UTC(2027, 0, 1) + n).toISOString() }),
      refused: ['ID_REUSED'],
    };
  },
  (tasks, random) => {
    const at = random.below(tasks.length);
    const others = tasks.slice(0, at).map(({ id }) => id);
    return {
      tasks: replace(tasks, at, { depends_on: others.filter(() => random.below(8) === 0) }),
      refused: [],
    };
  },
];

function drawHistory(random: Random): Commit[] {
  let tasks: readonly TaskFields[] = Array.from({ length: FIRST_TASKS }, (_, index) => ({
    id: `T${index + 1}`,
    acceptance_criteria: [random.pick(CRITERIA)],
  }));
  const commits: Commit[] = [{ text: specText(tasks), refused: [] }];
  while (commits.length <= COMMITS) {
    const edit = random.pick(EDITS)(tasks, random, commits.length);
    ({ tasks } = edit);
    commits.push({ text: specText(tasks), refused: edit.refused });
  }
  return commits;
}

/** One process for all commits: https://git-scm.com/docs/git-fast-import. */
function importHistory(root: string, commits: readonly Commit[]): string[] {
  const stream = commits.map(({ text }, index) => {
    const message = `Change ${index}`;
    const size = Buffer.byteLength(text);
    return [
      'commit refs/heads/main',
      `mark :${index + 1}`,
      `committer Ada <ada@example.org> ${1_767_000_000 + index} +0000`,
      `data ${message.length}`,
      message,
      'M 100644 inline .lodestar/spec.yaml',
      `data ${size}`,
      text,
    ].join('\n');
  });
  const env = childEnvironment('/nonexistent');
  const run = spawnSync('git', ['fast-import', '--quiet'], { cwd: root, env, input: stream.join('\n') });
  expect(run.stderr.toString()).toBe('');
  git(root, 'reset', '--quiet', '--hard', 'main');
  return git(root, 'rev-list', '--reverse', 'main').trim().split('\n');
}

describe('a history of commits that a script made', () => {
  let root = '';
  let commits: Commit[] = [];
  let ids: string[] = [];

  beforeAll(() => {
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
    vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
    root = join(makeTempFolder(), 'repo');
    initRepository(root);
    commits = drawHistory(seededRandom('spec history'));
    ids = importHistory(root, commits);
    expect(ids).toHaveLength(commits.length);
  });

  afterAll(() => {
    vi.unstubAllEnvs();
  });

  const contextAt = (): FolderContext => ({
    dir: root,
    env: { CI: 'true' },
    now: new TestClock().read,
    dryRun: false,
    version: '0',
  });

  const planAt = (index: number): Plan =>
    planOf(parseSpec(commits[index]?.text ?? '', { file: 'spec.yaml' }));

  it('is read out by spec diff: what each commit did makes its plan of the plan before', async () => {
    const started = performance.now();
    for (const [index, id] of ids.slice(1).entries()) {
      const before = ids[index] ?? '';
      const names = { base: before, head: id, staged: false, mergeBase: false, stdin: undefined };
      const { data } = await diffSpecs(contextAt(), names);
      const [base, head] = [planAt(index), planAt(index + 1)];
      expect(comparableTasks(applyDiff(base, data)), id).toEqual(comparableTasks(head.tasks));
    }
    console.log(`spec diff of ${ids.length - 1} neighbours: ${Math.round(performance.now() - started)} ms`);
  });

  it('is judged by spec check --base: refused is what broke a rule, and nothing else', async () => {
    const started = performance.now();
    for (const [index, { refused }] of commits.slice(1).entries()) {
      git(root, 'checkout', '--quiet', '--detach', ids[index + 1] ?? '');
      const { data } = await checkSpec(contextAt(), { base: ids[index] });
      const found = data.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
      expect(found, `commit ${index + 1}`).toEqual(refused);
    }
    console.log(`spec check of ${ids.length - 1} neighbours: ${Math.round(performance.now() - started)} ms`);
  });
});
