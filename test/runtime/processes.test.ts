import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { inspectRuntime } from '../../src/runtime/inspect.ts';
import { compareWithFold } from '../../src/runtime/replay.ts';
import { listActors } from '../../src/runtime/tables/actor.ts';
import { listLeases } from '../../src/runtime/tables/lease.ts';
import { scaled } from '../support/scaled.ts';
import { makePlace, openAt, type Place } from './support/runtimes.ts';
import { killWorker, runWorker, workerFile } from './support/workers.ts';
import type { WorkerJob } from './support/worker.ts';

/** Starting so many processes takes a while; the instant is after it. */
const START_UP_MS = 40;

async function runAll<Line>(jobs: readonly WorkerJob[]): Promise<Line[][]> {
  await workerFile();
  const startAtMs = Date.now() + jobs.length * START_UP_MS;
  return await Promise.all(jobs.map(async (job) => await runWorker<Line>({ ...job, startAtMs })));
}

function jobsAt(place: Place, count: number, job: Omit<WorkerJob, 'path' | 'localDir'>): WorkerJob[] {
  const { path, localDir } = place;
  return Array.from({ length: count }, (_, index) => ({ path, localDir, name: `w${index}`, ...job }));
}

/** Waits for the end, but no longer than the pause between two removals. */
async function hasEnded(over: Promise<boolean>, pauseMs: number): Promise<boolean> {
  return await Promise.race([over, delay(pauseMs, false)]);
}

describe('many processes at once', () => {
  test('64 that open a missing runtime all get the same new one', { timeout: 60_000 }, async () => {
    const place = makePlace(join(makePlace().folder, '.lodestar'));
    const lines = await runAll<{ epoch: string; seq: number }>(jobsAt(place, 64, { kind: 'open' }));
    expect(lines.flat()).toHaveLength(64);
    expect(new Set(lines.flat().map((line) => line.epoch)).size).toBe(1);
  });

  test('16 that claim the same tasks get each of them once', { timeout: 120_000 }, async () => {
    const place = makePlace();
    const tasks = Array.from({ length: scaled(200, 20) }, (_, index) => `T${index}`);
    const jobs = jobsAt(place, 16, { kind: 'claim', tasks }).map((job) => ({
      ...job,
      name: `ai:${job.name ?? ''}`,
    }));
    const lines = (await runAll<{ taskId: string; outcome: string; holder: string }>(jobs)).flat();
    expect(lines).toHaveLength(16 * tasks.length);
    const granted = lines.filter((line) => line.outcome === 'granted');
    expect(granted.map((line) => line.taskId).sort()).toEqual([...tasks].sort());
    const winners = new Map(granted.map((line) => [line.taskId, line.holder]));
    expect(lines.filter((line) => line.holder !== winners.get(line.taskId))).toEqual([]);
    const runtime = await openAt(place);
    const leases = await runtime.read(listLeases);
    expect(new Map(leases.map((lease) => [lease.taskId, lease.holder]))).toEqual(winners);
    expect((await runtime.read(compareWithFold)).differences).toEqual([]);
  });

  test(
    'what is acknowledged while the file is removed is in the file, or in one that was removed after',
    { timeout: 120_000 },
    async () => {
      const place = makePlace();
      const running = runAll<{ actor: string; origin: string }>(
        jobsAt(place, 6, { kind: 'register', rounds: scaled(600, 60) }),
      );
      const over = running.then(() => true);
      for (let removal = 0; !(await hasEnded(over, 100)); removal += 1) {
        for (const suffix of removal % 2 === 0 ? [''] : ['', '-wal', '-shm']) {
          rmSync(`${place.path}${suffix}`, { force: true });
        }
      }
      const lines = (await running).flat();
      expect(lines).toHaveLength(6 * scaled(600, 60));
      const runtime = await openAt(place);
      const present = new Set((await runtime.read(listActors)).map((row) => row.actor));
      const missing = lines.filter((line) => line.origin === runtime.epoch && !present.has(line.actor));
      expect(missing).toEqual([]);
    },
  );

  test(
    '16 that meet a missing cache all write it, and the runtime beside it',
    { timeout: 120_000 },
    async () => {
      const place = makePlace();
      const rounds = 5;
      const cachePath = join(place.folder, 'cache.sqlite');
      const jobs = jobsAt(place, 16, { kind: 'cache', rounds, cachePath });
      const lines = (await runAll<{ seq: number; notes: number }>(jobs)).flat();
      expect(Math.max(...lines.map((line) => line.seq))).toBe(16 * rounds);
      expect(Math.max(...lines.map((line) => line.notes))).toBe(2 * 16 * rounds);
    },
  );

  test('what was acknowledged by one that was killed is there', { timeout: 120_000 }, async () => {
    const place = makePlace();
    const acknowledged: string[] = [];
    for (let kill = 0; kill < scaled(200, 16); kill += 4) {
      const jobs = jobsAt(place, 4, { kind: 'register', rounds: 100_000 });
      const lines = await Promise.all(
        jobs.map(async (job, index) => {
          const named = { ...job, name: `w${kill + index}` };
          return await killWorker<{ actor: string }>(named, (7 * kill + 13 * index) % 61);
        }),
      );
      acknowledged.push(...lines.flat().map((line) => line.actor));
    }
    const runtime = await openAt(place);
    const present = new Set((await runtime.read(listActors)).map((row) => row.actor));
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((actor) => !present.has(actor))).toEqual([]);
    const facts = await inspectRuntime(runtime);
    expect(facts).toMatchObject({ integrityProblems: [], differences: [] });
  });

  test('a mutex has one holder', { timeout: 120_000 }, async () => {
    const place = makePlace();
    const counter = join(place.folder, 'count');
    writeFileSync(counter, '0');
    const rounds = scaled(500, 50);
    const jobs = jobsAt(place, 8, { kind: 'count', rounds }).map((job) => ({ ...job, path: counter }));
    await runAll(jobs);
    expect(Number(readFileSync(counter, 'utf8'))).toBe(8 * rounds);
  });
});
