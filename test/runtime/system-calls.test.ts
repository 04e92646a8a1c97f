import { describe, expect, test } from 'vitest';
import { inspectRuntime } from '../../src/runtime/inspect.ts';
import { listLeases } from '../../src/runtime/tables/lease.ts';
import { childEnvironment } from '../support/child-environment.ts';
import { needsTool } from '../support/needs-tool.ts';
import { runProcess } from '../support/run-process.ts';
import { TEST_SCALE } from '../support/scaled.ts';
import { makePlace, openAt, type Place } from './support/runtimes.ts';
import { workerFile } from './support/workers.ts';

/** Every call with which SQLite changes, locks or syncs a file. */
const CALLS = 'pwrite64,fsync,fdatasync,ftruncate,unlink,fcntl,openat,fallocate';
/** A claim makes about this many of them on the runtime's files. */
const LAST_POINT = 90;

interface Claimed {
  readonly taskId: string;
  readonly outcome: string;
}

/** One claim in a process whose `point`th system call on the runtime's files goes wrong; what it acknowledged and told. */
async function claimWithFault(place: Place, point: number, fault: string) {
  const { path, localDir } = place;
  const job = { kind: 'claim', path, localDir, name: `ai:w${point}`, tasks: [`T${point}`] };
  const files = [path, `${path}-wal`, `${path}-shm`].flatMap((file) => ['-P', file]);
  const inject = `inject=${CALLS}:${fault}:when=${point}`;
  const worker = [process.execPath, await workerFile(), JSON.stringify(job)];
  const args = ['-f', '-qqq', '-o', '/dev/null', '-e', inject, ...files, ...worker];
  const result = await runProcess('strace', args, { cwd: '/', env: childEnvironment(place.folder) });
  const lines = result.stdout.split('\n').filter((line) => line !== '');
  return { ...result, acknowledged: lines.map((line) => (JSON.parse(line) as Claimed).taskId) };
}

async function expectWhole(place: Place, acknowledged: readonly string[]): Promise<void> {
  const runtime = await openAt(place);
  const leased = new Set((await runtime.read(listLeases)).map((lease) => lease.taskId));
  expect(acknowledged.filter((taskId) => !leased.has(taskId))).toEqual([]);
  expect(await inspectRuntime(runtime)).toMatchObject({ integrityProblems: [], differences: [] });
  runtime.close();
}

/** All points in a full run, and at least some of each kind of call in every run. */
function points(first: number): number[] {
  const stride = Math.max(1, Math.round(15 / TEST_SCALE));
  return Array.from({ length: Math.ceil(LAST_POINT / stride) }, (_, index) => first + index * stride);
}

describe('a claim', () => {
  test(
    'that is killed at a system call loses nothing that was acknowledged',
    { timeout: 300_000 },
    async (context) => {
      needsTool(context, 'strace');
      const place = makePlace();
      (await openAt(place)).close();
      const acknowledged: string[] = [];
      const signals: (string | null)[] = [];
      for (const point of points(1)) {
        const result = await claimWithFault(place, point, 'signal=KILL');
        signals.push(result.signal);
        acknowledged.push(...result.acknowledged);
        await expectWhole(place, acknowledged);
      }
      expect(signals).toContain('SIGKILL');
    },
  );

  test.for([
    { error: 'ENOSPC', codes: ['DISK_FULL', 'RUNTIME_IO', 'RUNTIME_BUSY'] },
    { error: 'EIO', codes: ['RUNTIME_IO', 'RUNTIME_BUSY', 'RUNTIME_DAMAGED'] },
    { error: 'EMFILE', codes: ['RUNTIME_IO', 'RUNTIME_BUSY'] },
  ])(
    'that meets $error at a system call is done or tells its code',
    { timeout: 300_000 },
    async ({ error, codes }, context) => {
      needsTool(context, 'strace');
      const place = makePlace();
      (await openAt(place)).close();
      const acknowledged: string[] = [];
      const told: string[] = [];
      for (const point of points(error.length)) {
        const result = await claimWithFault(place, point, `error=${error}`);
        acknowledged.push(...result.acknowledged);
        expect(result.code === 0).toBe(result.acknowledged.length === 1);
        if (result.code !== 0) {
          told.push(result.stderr.split(':')[0] ?? '');
        }
        await expectWhole(place, acknowledged);
      }
      expect(told.length).toBeGreaterThan(0);
      expect(told.filter((code) => !codes.includes(code))).toEqual([]);
    },
  );
});
