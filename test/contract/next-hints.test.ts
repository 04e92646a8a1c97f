import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_TABLE } from '../../src/command-table.generated.ts';
import { inParallel } from '../support/in-parallel.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { readyTasks, specText } from '../support/spec-text.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { makeEveryState, ONE, TWO } from './support/every-state.ts';
import { HintFollower } from './support/hint-faults.ts';
import { fails, ok, type Call } from './support/call.ts';
import { SCENARIOS } from './support/scenarios.ts';

const IDS = Object.keys(COMMAND_TABLE);
const met = new Set<string>();

/** Every hint of every call can be run where it was printed; remembers which there were. */
async function expectFollowable(where: TestWorkspace | HintFollower, calls: readonly Call[]): Promise<void> {
  const follower = where instanceof HintFollower ? where : new HintFollower(where);
  const followed = await inParallel(calls, async (call) => await follower.follow(call));
  for (const hint of followed.flatMap(({ hints }) => hints)) {
    met.add(hint.intent);
  }
  expect(followed.flatMap(({ faults }) => faults).join('\n')).toBe('');
}

describe('where a task stands in every state', () => {
  let workspace: HintFollower;

  beforeAll(async () => {
    workspace = new HintFollower(await makeEveryState());
  });

  it.each(IDS)('every hint of %s can be run', async (id) => {
    await expectFollowable(workspace, SCENARIOS[id] ?? []);
  });

  it('hints keep the actor that was named and the folder that was given', async () => {
    await expectFollowable(workspace, [
      ...[`task claim --as ${TWO}`, `--as ${ONE} status`, `task next -a ${ONE}`].map((line) => ok(line)),
      ok(`task claim LAPSED --agent=${TWO}`),
      ok(`task release MINE --as ${ONE}`),
      fails('LEASE_NOT_HELD', `task done LAPSED --as ${TWO}`),
      { ...ok('-C repo task next', { as: ONE }), from: 'parent' },
      { ...ok(`--dir=repo task show MINE -a ${ONE}`), from: 'parent' },
      { ...fails('TASK_NOT_FOUND', '-C repo task show NXT'), from: 'parent' },
      { ...ok('task next'), from: '.lodestar' },
    ]);
  });

  it('a dry run hints at nothing that it did not do', async () => {
    await expectFollowable(workspace, [
      ok('task create --title New --dry-run'),
      ok('task claim NEXT --dry-run', { as: TWO }),
      ok('task done MINE --dry-run', { as: ONE }),
      ok('task verify DONE --dry-run'),
      ok('task cancel NEXT --reason No --dry-run'),
      ok('reset --yes --dry-run'),
      ok('init part --dry-run'),
    ]);
  });
});

/** Ids of older specs: any text that is not blank. */
const ODD_IDS = [
  '--',
  '-x',
  '--json',
  'two words',
  "it's",
  '"quoted"',
  '$HOME `id` $(id)',
  'a;b|c&d>e,f',
  '~',
  '*',
  '#one!',
  'back\\slash',
  '@é ü',
];

describe('where ids are of any text', () => {
  const [held = '--', ...free] = ODD_IDS;
  let workspace: HintFollower;

  beforeAll(async () => {
    const made = makeWorkspace({
      tasks: [...ODD_IDS.map((id) => ({ id })), { id: '-last', depends_on: ODD_IDS }],
    });
    await made.data(['task', 'claim', '--', held], { as: ONE });
    workspace = new HintFollower(made);
  });

  const call = (words: string, id: string, as = TWO): Call => ({
    args: [...words.split(' '), '--', id],
    verdict: 'ok',
    options: { as },
  });

  it.each(free)('every hint for %j can be run', async (id) => {
    await expectFollowable(workspace, [call('task show', id), call('task claim', id)]);
  });

  it('every hint for one that begins with a dash can be run', async () => {
    await expectFollowable(workspace, [
      ok('status', { as: ONE }),
      ok('task next', { as: ONE }),
      call('history', '-x'),
      call('task why', '-last'),
      call('task cancel --reason No', '-x'),
      call('task delete --cascade', '-x'),
      call(`task release --as ${ONE}`, held),
      call('lease revoke --reason Stuck', held, 'human:ada'),
      call('task done', held, ONE),
    ]);
  });
});

describe('elsewhere', () => {
  it('every hint of a new workspace can be run', async () => {
    const workspace = makeWorkspace({ tasks: [] });
    await expectFollowable(workspace, [
      ok('status'),
      ok('task next'),
      ok('doctor'),
      fails('NOTHING_TO_CLAIM', 'task claim'),
      ok('task list'),
      ok('agent list'),
      ok('init --example'),
      ok('init part --example'),
      ok('reset --yes'),
      ok('agent join --name one'),
      ok('task create --title First'),
    ]);
  });

  it('every hint after a reset, and after it was undone, can be run', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(2) });
    await workspace.data(['task', 'claim', 'T1'], { as: ONE });
    await workspace.data(['reset', '--yes']);
    await expectFollowable(workspace, [ok('status'), ok('reset --undo'), ok('reset --yes')]);
    await workspace.data(['reset', '--undo']);
    await expectFollowable(workspace, [ok('status'), ok('reset --undo --yes'), ok('task next', { as: ONE })]);
  });

  it('every hint can be run while the spec is broken', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(2) });
    await workspace.data(['task', 'claim', 'T1'], { as: ONE });
    writeFileSync(workspace.specPath, `${specText(readyTasks(2))}  T3: [`);
    await expectFollowable(workspace, [
      fails('SPEC_INVALID', 'status'),
      fails('SPEC_INVALID', 'task next', { as: ONE }),
      fails('SPEC_INVALID', 'spec check'),
      fails('DOCTOR_FOUND', 'doctor'),
      ok('task renew T1', { as: ONE }),
      ok('task done T1', { as: ONE }),
      ok('lease list'),
      ok('agent leave', { as: ONE }),
    ]);
  });

  it('every hint can be run where there is something to mend', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(1) });
    await workspace.data(['task', 'claim', 'T1'], { as: ONE });
    chmodSync(workspace.runtimePath, 0o644);
    await expectFollowable(workspace, [fails('DOCTOR_FOUND', 'doctor'), ok('doctor --fix')]);
  });

  it('every hint can be run while the runtime is damaged', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(1) });
    await workspace.data(['task', 'claim', 'T1'], { as: ONE });
    writeFileSync(workspace.runtimePath, Buffer.alloc(8192, 'no database '));
    await expectFollowable(workspace, [
      fails('RUNTIME_DAMAGED', 'status'),
      fails('DOCTOR_FOUND', 'doctor'),
      ok('doctor --recover'),
      ok('reset --yes'),
    ]);
  });

  it('every hint can be run where verifying is for another, and writes the outcome', async () => {
    const config = 'verify:\n  separate: true\nsettle: on-verify\n';
    const workspace = makeWorkspace({
      tasks: [{ id: 'T1' }, { id: 'T2', depends_on: ['T1'] }, { id: 'T3' }],
      config,
    });
    await workspace.data(['task', 'claim', 'T1'], { as: ONE });
    await expectFollowable(workspace, [ok('task done T1', { as: ONE })]);
    await workspace.data(['task', 'done', 'T1'], { as: ONE });
    await expectFollowable(workspace, [
      ok('status', { as: ONE }),
      ok('task show T1', { as: ONE }),
      fails('VERIFIER_NOT_SEPARATE', 'task verify T1', { as: ONE }),
      ok('task verify T1'),
    ]);
  });

  it('every hint can be run where a document has changed since a task was cut from it', async () => {
    const workspace = makeWorkspace({ tasks: [] });
    const document = join(workspace.root, 'PRD.md');
    writeFileSync(document, '# Plan\n\n## Store\n\nOne table.\n');
    await workspace.data('task create --title Store --prd-source PRD.md --prd-ref #store'.split(' '));
    writeFileSync(document, '# Plan\n\n## Store\n\nTwo tables.\n');
    await expectFollowable(workspace, [
      ok('spec drift'),
      ok('spec check'),
      ok('task show T001'),
      ok('spec drift --update T001'),
    ]);
  });

  it('every hint of what waits for what was called off can be run', async () => {
    const workspace = makeWorkspace({
      tasks: [
        { id: 'T1', status: 'cancelled' },
        { id: 'T2', depends_on: ['T1'] },
      ],
    });
    await expectFollowable(workspace, [
      ok('task why T2'),
      fails('NOT_CLAIMABLE', 'task claim T2'),
      ok('status'),
    ]);
  });

  it('every hint can be run on another branch, and where the checkout has no plan', async () => {
    const workspace = makeWorkspace({ tasks: readyTasks(3) });
    await workspace.data(['task', 'claim', 'T1'], { as: ONE });
    await workspace.data(['task', 'claim', 'T2'], { as: ONE });
    await workspace.data(['task', 'done', 'T2'], { as: ONE });
    await workspace.data(['task', 'verify', 'T2']);
    workspace.git('checkout', '--quiet', '-b', 'topic');
    await expectFollowable(workspace, [ok('settle'), ok('status'), ok('whoami', { as: ONE })]);
    workspace.git('rm', '--quiet', '-r', '.lodestar');
    await expectFollowable(workspace, [
      fails('NOT_A_WORKSPACE', 'status'),
      ok('whoami', { as: ONE }),
      ok('lease list'),
      ok('log'),
      ok('task renew T1', { as: ONE }),
      ok('task release T1', { as: ONE }),
      ok('lease revoke T1 --reason Stuck'),
      ok('agent join --name two'),
      ok('agent list'),
    ]);
  });
});

/** What operations call to make a hint, with the intent or the task's verb first. */
const MAKES_HINT = /\b(?<maker>hint|taskHint)\(\s*'(?<word>[a-z.]+)'/gu;

/** Only where the runtime cannot be read, for which a test has to be another user: foreign-runtime.test.ts. */
const MET_ELSEWHERE = ['doctor'];

it('met every kind of hint that there is', () => {
  const root = join(REPOSITORY_ROOT, 'src', 'operations');
  const intents = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(MAKES_HINT)])
    .map(({ groups }) => (groups?.maker === 'taskHint' ? `task.${groups.word ?? ''}` : groups?.word));
  expect([...new Set(intents)].filter((intent) => !met.has(intent ?? ''))).toEqual(MET_ELSEWHERE);
});
