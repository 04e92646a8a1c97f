import { readdirSync, utimesSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { verdictOf } from '../../support/envelope.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import { rig } from '../harness/rig.ts';
import type { RigRun } from '../harness/rig-run.ts';
import { Worker } from '../harness/worker.ts';
import { judgeSpec } from '../support/judge-spec.ts';
import { percentile } from '../support/percentile.ts';
import { commentedSpec, planEdits, type Attempt, type Edit, type WriterLine } from '../support/spec-edits.ts';

/** Of a hundred edits so many are ended by a SIGKILL while they wait, and as many while the new text is being written. */
const KILLS_OF_HUNDRED = 12;
/** A write takes about this long, from its temporary file to its acknowledgement. */
const WRITE_MS = 8;

/** Kills writers, as many as it may: some while they wait, some just when they write. */
class Killer {
  readonly #run: RigRun;
  readonly #writers = new Map<number, Worker<WriterLine>>();
  readonly #seen = new Set<string>();
  #left: number;

  constructor(run: RigRun, kills: number) {
    this.#run = run;
    this.#left = kills;
  }

  watch(worker: Worker<WriterLine>): void {
    this.#writers.set(worker.pid, worker);
    void worker.ended.then(() => this.#writers.delete(worker.pid));
  }

  /** A temporary file is named for the process that writes it. */
  sawFile(name: string | null): void {
    const pid = Number(/^\.spec\.yaml\.(\d+)-/u.exec(name ?? '')?.[1]);
    if (name !== null && !Number.isNaN(pid) && !this.#seen.has(name)) {
      this.#seen.add(name);
      this.#maybeKill(pid, this.#run.random.below(WRITE_MS));
    }
  }

  sawTry(pid: number): void {
    this.#maybeKill(pid, this.#run.random.below(1000));
  }

  #maybeKill(pid: number, afterMs: number): void {
    if (this.#left > 0 && this.#run.random.below(100) < KILLS_OF_HUNDRED) {
      this.#left -= 1;
      setTimeout(() => this.#kill(pid), afterMs);
    }
  }

  #kill(pid: number): void {
    const worker = this.#writers.get(pid);
    if (worker === undefined) {
      this.#left += 1;
    } else {
      this.#run.count('kills');
      worker.kill('SIGKILL');
    }
  }
}

/** What a writer tried, and what is left for the next one in its place. */
interface Progress {
  readonly attempts: Attempt[];
  readonly tookMs: number[];
}

function takeIn(run: RigRun, { attempts, tookMs }: Progress, lines: readonly WriterLine[]): void {
  let tried: Edit | undefined;
  for (const line of lines) {
    if (line.kind === 'trying') {
      tried = line.edit;
    } else if (line.kind === 'busy') {
      run.count('told to be busy');
    } else {
      tried = undefined;
      tookMs.push(line.tookMs);
      run.count('edits');
      run.check(line.code === 'ok', `${line.edit.verb} ${line.edit.ids.join(' ')}: ${line.code}`);
      attempts.push(...(line.code === 'ok' ? [{ edit: line.edit, isSure: true }] : []));
    }
  }
  if (tried !== undefined) {
    run.count('edits in doubt');
    attempts.push({ edit: tried, isSure: false });
  }
}

/** Nothing more is asked of a task of which nobody knows whether it was created. */
function leftOf(edits: readonly Edit[], lines: readonly WriterLine[], attempts: readonly Attempt[]): Edit[] {
  const tried = lines.filter(({ kind }) => kind === 'trying').length;
  const doubtful = new Set(
    attempts.filter(({ edit, isSure }) => edit.verb === 'create' && !isSure).map(({ edit }) => edit.ids[0]),
  );
  return edits.slice(tried).filter(({ verb, ids }) => verb === 'create' || !doubtful.has(ids[0]));
}

interface Post {
  readonly run: RigRun;
  readonly workspace: TestWorkspace;
  readonly killer: Killer;
  readonly writer: number;
}

/** One writer after the other makes the edits: who is killed is followed by another. */
async function writeAll(post: Post, planned: readonly Edit[], progress: Progress): Promise<void> {
  const { run, workspace, killer, writer } = post;
  let edits = [...planned];
  while (edits.length > 0) {
    const worker: Worker<WriterLine> = new Worker<WriterLine>(run.program, {
      file: 'spec-writer.mjs',
      workspace,
      job: { as: `ai:writer-${writer}`, edits },
      onLine: ({ kind }) => {
        if (kind === 'trying') {
          killer.sawTry(worker.pid);
        }
      },
    });
    killer.watch(worker);
    await worker.ready;
    worker.go();
    const { code, signal, stderr } = await worker.ended;
    run.check(
      code === 0 || signal === 'SIGKILL',
      `a writer ended with exit ${String(code)}: ${stderr.slice(0, 500)}`,
    );
    takeIn(run, progress, worker.lines);
    edits = code === 0 || signal === 'SIGKILL' ? leftOf(edits, worker.lines, progress.attempts) : [];
  }
}

function temporaryFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.tmp'));
}

/** What the killed left behind goes with the next write, once it is too old to be somebody's. */
async function judgeLeftovers(run: RigRun, workspace: TestWorkspace): Promise<void> {
  const folder = dirname(workspace.specPath);
  const left = temporaryFiles(folder);
  run.count('temporary files of the killed', left.length);
  const longAgo = Date.now() / 1000 - 3600;
  left.forEach((name) => utimesSync(join(folder, name), longAgo, longAgo));
  const next = await workspace.json(['task', 'update', 'S1', '--title', 'Shared S1 anew']);
  run.check(verdictOf(next) === 'ok', `a command after the storm: ${verdictOf(next)}`);
  run.check(temporaryFiles(folder).length === 0, 'the next write left temporary files of others');
}

async function storm(run: RigRun): Promise<void> {
  const writers = run.times(64, 10);
  const edits = run.times(50, 9);
  const workspace = run.workspace({ spec: commentedSpec() });
  const killer = new Killer(run, run.times(500, 12));
  const watcher = watch(dirname(workspace.specPath), (_event, name) => killer.sawFile(name));
  const progress: Progress = { attempts: [], tookMs: [] };
  const posts = Array.from({ length: writers }, (_, writer) => ({ run, workspace, killer, writer }));
  await Promise.all(
    posts.map(async (post) => {
      const planned = planEdits(run.random, { writer: post.writer, count: edits });
      await writeAll(post, planned, progress);
    }),
  );
  watcher.close();
  run.count('writers', writers);
  run.measure('p99 of an edit, ms', percentile(progress.tookMs, 0.99));
  run.measure('worst edit, ms', percentile(progress.tookMs, 1));
  judgeSpec(run, progress.attempts, workspace.readSpec());
  const check = await workspace.json(['spec', 'check']);
  run.check(verdictOf(check) === 'ok', `spec check: ${verdictOf(check)}`);
  const doctor = await workspace.json(['doctor']);
  run.check(verdictOf(doctor) === 'ok', `doctor: ${doctor.stdout.slice(0, 500)}`);
  await judgeLeftovers(run, workspace);
}

rig({
  id: 'G2',
  name: 'spec-writers',
  goal: 'every acknowledged edit of sixty-four writers is in the spec, and no other, though writers are killed',
  controls: [
    {
      removes: 'the mutex of the writers, and the last look before the rename',
      patches: [
        {
          file: 'workspace/spec-mutex.ts',
          find: 'return await withFileMutex(this.#path, this.#options, async (mutex) => {',
          replace:
            'return await (async (make: (mutex: HeldMutex) => Promise<T>) => await make({ isHeld: () => true }))(async (mutex) => {',
        },
        {
          file: 'spec/save.ts',
          find: 'const isUnmoved = unmovedCheck(before, checkout, options);',
          replace: 'const isUnmoved = () => true;',
        },
      ],
    },
    {
      removes: 'the reading of the spec under the mutex',
      patches: [
        {
          file: 'spec/save.ts',
          find: 'const before = await readSpecText(options.path, { watch, maxBytes, deadlineMs, toWrite: true });',
          replace:
            'const before = (globalThis.remembered ??= await readSpecText(options.path, { watch, maxBytes, deadlineMs, toWrite: true }));',
        },
        {
          file: 'spec/save.ts',
          find: 'const isUnmoved = unmovedCheck(before, checkout, options);',
          replace: 'globalThis.remembered = undefined; const isUnmoved = () => true;',
        },
        {
          file: 'spec/save.ts',
          find: "return replaced.kind === 'moved'\n    ? undefined\n    : ",
          replace: 'return (globalThis.remembered = { ...after, identity: replaced.identity }),\n    ',
        },
      ],
    },
  ],
  run: storm,
});
