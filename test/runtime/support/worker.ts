import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { LodestarError } from '../../../src/errors.ts';
import type { Now } from '../../../src/model/now.ts';
import type { CacheConnection } from '../../../src/runtime/attached-cache.ts';
import { withFileMutex } from '../../../src/runtime/file-mutex.ts';
import { grantLease } from '../../../src/runtime/leases.ts';
import { openRuntime } from '../../../src/runtime/open.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';

/** What a worker process is to do; its whole command line. */
export interface WorkerJob {
  readonly kind: 'open' | 'claim' | 'register' | 'count' | 'fill' | 'try' | 'cache';
  readonly path: string;
  readonly localDir: string;
  /** Wall clock, epoch milliseconds: all begin at the same instant. */
  readonly startAtMs?: number;
  readonly name?: string;
  readonly tasks?: readonly string[];
  readonly rounds?: number;
  readonly cachePath?: string;
}

const BOOT_ID = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

function now(): Now {
  return { wallMs: Date.now(), bootId: BOOT_ID, monotonicMs: Number(process.hrtime.bigint() / 1_000_000n) };
}

function print(value: unknown): void {
  writeSync(1, `${JSON.stringify(value)}\n`);
}

async function withRuntime(job: WorkerJob, use: (runtime: Runtime) => Promise<void>): Promise<void> {
  const runtime = await openRuntime({ path: job.path, localDir: job.localDir, now });
  try {
    await use(runtime);
  } finally {
    runtime.close();
  }
}

async function claimEach(runtime: Runtime, job: WorkerJob): Promise<void> {
  const holder = job.name ?? '';
  for (const taskId of job.tasks ?? []) {
    const request = {
      taskId,
      createdAt: null,
      holder,
      via: null,
      title: taskId,
      locks: [],
      branch: null,
      ttlMs: 900_000,
    };
    const { outcome, lease } = await runtime.transact(async (tx) => await grantLease(tx, request));
    print({ taskId, outcome, holder: lease.holder, token: lease.token });
  }
}

async function registerEach(runtime: Runtime, job: WorkerJob): Promise<void> {
  for (let round = 0; round < (job.rounds ?? 1); round += 1) {
    const actor = `ai:${job.name ?? ''}-${round}`;
    const event = await runtime.transact(
      async (tx) => await tx.append({ type: 'actor.registered', actor, taskId: null, data: {} }),
    );
    print({ actor, origin: event.origin });
  }
}

/** Counts up a file without any lock but the mutex around it. */
async function countUp(job: WorkerJob): Promise<void> {
  const lockPath = `${job.localDir}/count.lock`;
  for (let round = 0; round < (job.rounds ?? 1); round += 1) {
    await withFileMutex(lockPath, { deadlineMs: 60_000, busyCode: 'RUNTIME_BUSY' }, async () => {
      const count = Number(await readFile(job.path, 'utf8'));
      writeFileSync(job.path, String(count + 1));
    });
  }
}

async function codeOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
    return 'ok';
  } catch (error) {
    return error instanceof LodestarError ? error.code : String(error);
  }
}

async function appendOne(runtime: Runtime, actor: string): Promise<void> {
  await runtime.transact(
    async (tx) => await tx.append({ type: 'actor.registered', actor, taskId: null, data: {} }),
  );
}

/** Appends until it fails, and tells how often it did not and with what it failed. */
async function fill(runtime: Runtime): Promise<void> {
  for (let count = 0; ; count += 1) {
    const code = await codeOf(async () => await appendOne(runtime, `ai:${'x'.repeat(3_000)}-${count}`));
    if (code !== 'ok') {
      print({ count, code, seq: await runtime.read(async (tx) => await tx.lastSeq()) });
      return;
    }
  }
}

/** Opens, reads and writes once, and tells how each went. */
async function tryAll(job: WorkerJob): Promise<void> {
  const opening = await codeOf(async () => {
    await withRuntime(job, async (runtime) => {
      const reading = await codeOf(async () => await runtime.read(async (tx) => await tx.lastSeq()));
      const writing = await codeOf(async () => await appendOne(runtime, `ai:${job.name ?? ''}`));
      const details = runtime.unavailable?.details ?? null;
      print({
        mode: runtime.mode,
        details,
        reading,
        writing,
        seq: await runtime.read(async (tx) => await tx.lastSeq()),
      });
    });
  });
  print({ opening });
}

function prepareNotes(connection: CacheConnection): void {
  if (connection.pragma('cache.user_version') !== 1) {
    connection.exec('CREATE TABLE cache.note (text TEXT); PRAGMA cache.user_version = 1');
  }
}

/** Appends events, each with a note of some size in the cache, and tells what each of the two then holds. */
async function writeBoth(job: WorkerJob): Promise<void> {
  await withRuntime(job, async (runtime) => {
    runtime.attachCache(job.cachePath ?? ':memory:', prepareNotes);
    for (let round = 0; round < (job.rounds ?? 1); round += 1) {
      const text = `${job.name ?? ''} ${round} ${'x'.repeat(20_000)}`;
      await runtime.writeCache(async (tx) => await tx.raw('INSERT INTO cache.note VALUES (?)', [text]));
      await runtime.transact(async (tx) => {
        await tx.append({
          type: 'actor.registered',
          actor: `ai:${job.name ?? ''}-${round}`,
          taskId: null,
          data: {},
        });
        await tx.raw('INSERT INTO cache.note VALUES (?)', [text]);
      });
    }
    const [row] = await runtime.read(
      async (tx) => await tx.raw<{ notes: number }>('SELECT count(*) AS notes FROM cache.note'),
    );
    print({ seq: await runtime.read(async (tx) => await tx.lastSeq()), notes: row?.notes ?? 0 });
  });
}

async function work(job: WorkerJob): Promise<void> {
  switch (job.kind) {
    case 'open':
      await withRuntime(job, async (runtime) =>
        print({ epoch: runtime.epoch, seq: await runtime.read(async (tx) => await tx.lastSeq()) }),
      );
      return;
    case 'claim':
      await withRuntime(job, async (runtime) => await claimEach(runtime, job));
      return;
    case 'register':
      await withRuntime(job, async (runtime) => await registerEach(runtime, job));
      return;
    case 'count':
      await countUp(job);
      return;
    case 'fill':
      await withRuntime(job, fill);
      return;
    case 'try':
      await tryAll(job);
      return;
    case 'cache':
      await writeBoth(job);
  }
}

const job = JSON.parse(process.argv[2] ?? '{}') as WorkerJob;
await delay(Math.max(0, (job.startAtMs ?? 0) - Date.now()));
try {
  await work(job);
} catch (error) {
  writeSync(
    2,
    error instanceof LodestarError
      ? `${error.code}: ${error.message}\n${String(error.cause)}`
      : String(error),
  );
  process.exitCode = 1;
}
