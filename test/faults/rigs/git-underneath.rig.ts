import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { dataOf, verdictOf } from '../../support/envelope.ts';
import { agents, type TestWorkspace } from '../../support/workspace.ts';
import { rig } from '../harness/rig.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { runTogether, Worker } from '../harness/worker.ts';
import { branchesIn, DisturbedCheckout, planOf, TASKS, type Deed } from '../support/disturbed-checkout.ts';
import { textsInHistory } from '../support/texts-in-history.ts';

/** What `spec-reader.mjs` prints. */
type ReaderLine =
  | { readonly kind: 'torn'; readonly what: string }
  | { readonly kind: 'end'; readonly reads: number; readonly busy: number; readonly changes: number };

/** What `label-writer.mjs` prints. */
type LabelLine =
  | { readonly kind: 'busy' }
  | {
      readonly kind: 'wrote';
      readonly label: string;
      readonly code: string;
      readonly fromNs: number;
      readonly toNs: number;
    };

const READERS = 4;
const WRITERS = 4;
/** So that there is something between two deeds that is in nobody's way. */
const PAUSE_MS = 20;
const TAKEN_BACK_WITHIN_MS = 5000;

/** The branches whose text is in the file; a writer whom Git overtook is given the time to take its text back. */
async function branchesAfter({ workspace, checkout }: Scene): Promise<readonly string[]> {
  const untilMs = performance.now() + TAKEN_BACK_WITHIN_MS;
  for (;;) {
    const found = branchesIn(readFileSync(workspace.specPath, 'utf8'));
    if (found.join() === checkout.branch || performance.now() > untilMs) {
      return found;
    }
    await delay(1);
  }
}

/** Disturbs the checkout until `work` is over; after each deed the file must be of the branch that is checked out. */
async function disturbDuring<T>(run: RigRun, scene: Scene, work: Promise<T>): Promise<T> {
  const { checkout } = scene;
  const progress = { isOver: false };
  const over = work.finally(() => (progress.isOver = true));
  while (!progress.isOver) {
    await checkout.disturb();
    const found = (await branchesAfter(scene)).join(' and ') || 'no branch';
    run.check(found === checkout.branch, `on ${checkout.branch}, the file is of ${found}`);
    await delay(run.random.below(PAUSE_MS));
  }
  return await over;
}

interface Scene {
  readonly workspace: TestWorkspace;
  readonly checkout: DisturbedCheckout;
}

function makeScene(run: RigRun): Scene {
  const workspace = run.workspace({ spec: planOf('main') });
  return { workspace, checkout: new DisturbedCheckout(workspace, run.random) };
}

function countDeeds(run: RigRun, { checkout }: Scene): void {
  checkout.deeds.forEach(({ kind }) => run.count(kind));
  run.count('refusals of Git', checkout.refusals);
}

async function readByCommand(run: RigRun, workspace: TestWorkspace): Promise<void> {
  for (let reads = run.times(200, 8); reads > 0; reads -= 1) {
    const result = await workspace.json(['task', 'list']);
    if (verdictOf(result) === 'SPEC_BUSY') {
      run.count('reads told to be busy');
      continue;
    }
    const { tasks } = dataOf<{ tasks: readonly { title: string }[] }>(result);
    const branches = new Set(tasks.map(({ title }) => title.split(' ')[0]));
    run.count('reads by command');
    run.check(
      tasks.length === TASKS && branches.size === 1,
      `a command read ${tasks.length} tasks of ${branches.size} branches`,
    );
  }
}

async function readUnderneath(run: RigRun): Promise<void> {
  const scene = makeScene(run);
  const { workspace } = scene;
  const job = { as: 'ai:reader', reads: run.times(100_000, 2000, 8000) / READERS, tasks: TASKS };
  const readers = agents(READERS).map(
    (as) => new Worker<ReaderLine>(run.program, { file: 'spec-reader.mjs', workspace, job: { ...job, as } }),
  );
  const reading = Promise.all([runTogether(run, readers), readByCommand(run, workspace)]);
  const [lines] = await disturbDuring(run, scene, reading);
  for (const line of lines) {
    if (line.kind === 'torn') {
      run.fault(`a read: ${line.what}`);
    } else {
      run.count('reads', line.reads);
      run.count('reads told to be busy', line.busy);
      run.count('branches seen', line.changes);
    }
  }
  countDeeds(run, scene);
}

function overlaps(deed: Deed, { fromNs, toNs }: { fromNs: number; toNs: number }): boolean {
  return deed.fromNs < toNs && fromNs < deed.toNs;
}

/** Every label must be in a commit: what was saved under a deed that looks at nothing may have been thrown away by it. */
function judgeLabels(run: RigRun, { workspace, checkout }: Scene, lines: readonly LabelLine[]): void {
  const labels = new Set<string>();
  for (const { subject, text } of textsInHistory(workspace.root, '.lodestar/spec.yaml')) {
    const found = branchesIn(text);
    run.check(found.length === 1, `a commit has text of ${found.join(' and ')}`);
    run.check(
      !subject.startsWith('on ') || subject === `on ${found.join()}`,
      `a commit ${subject} has text of ${found.join()}`,
    );
    for (const [, label] of text.matchAll(/^ +- "?(\w+-\d+)"?$/gmu)) {
      labels.add(label ?? '');
    }
  }
  const careless = checkout.deeds.filter(({ isCareless }) => isCareless);
  for (const line of lines) {
    if (line.kind === 'busy') {
      run.count('writes told to be busy');
      continue;
    }
    run.check(line.code === 'ok', `${line.label}: ${line.code}`);
    const isUnder = careless.some((deed) => overlaps(deed, line));
    run.count(isUnder ? 'writes under a careless deed' : 'writes');
    if (!labels.has(line.label)) {
      run.check(isUnder, `${line.label} was acknowledged, and is in no commit`);
      run.count('thrown away by a careless deed');
    }
  }
}

async function writeUnderneath(run: RigRun): Promise<void> {
  const scene = makeScene(run);
  const { workspace, checkout } = scene;
  const writes = run.times(2000, 60, 400) / WRITERS;
  const writers = agents(WRITERS).map((as, index) => {
    const job = { as, name: `w${index}`, writes, tasks: TASKS };
    return new Worker<LabelLine>(run.program, { file: 'label-writer.mjs', workspace, job });
  });
  const lines = await disturbDuring(run, scene, runTogether(run, writers));
  await checkout.commit();
  judgeLabels(run, scene, lines);
  countDeeds(run, scene);
}

rig({
  id: 'G7',
  name: 'git-underneath',
  goal: 'while Git and editors change the file, no read is torn, no write is lost, and no text crosses to another branch',
  controls: [
    {
      removes: 'the stable read',
      patches: [
        {
          file: 'spec/stable-read.ts',
          find: 'if (!held || atPath.ino !== before.ino || atPath.dev !== before.dev) {',
          replace: 'if (atPath === undefined) {',
        },
        {
          file: 'spec/stable-read.ts',
          find: "const { kind, lock } = attempt;\n  if (kind === 'moved') {",
          replace: "const { kind, lock } = attempt;\n  return true;\n  if (kind === 'moved') {",
        },
        {
          file: 'spec/stable-read.ts',
          find: 'if (mtimeNs !== ctimeNs || ageMs < 0 || ageMs >= STILL_FOR_MS) {',
          replace: 'if (watch !== null) {',
        },
      ],
    },
    {
      removes: 'the looks at the checkout before and after the rename',
      patches: [
        {
          file: 'spec/save.ts',
          find: 'const isUnmoved = unmovedCheck(before, checkout, options);',
          replace: 'const isUnmoved = () => true;',
        },
        {
          file: 'spec/save.ts',
          find: 'if (watch === undefined || (watch.indexLock() === undefined && isQuiet())) {',
          replace: 'if (watch === undefined || isQuiet !== undefined) {',
        },
      ],
    },
  ],
  run: async (run) => {
    await readUnderneath(run);
    await writeUnderneath(run);
  },
});
