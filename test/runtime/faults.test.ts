import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test, type TestContext } from 'vitest';
import { childEnvironment } from '../support/child-environment.ts';
import { needsRoot, needsTool } from '../support/needs-tool.ts';
import { needsOwnMounts } from '../support/own-mounts.ts';
import { REPOSITORY_ROOT } from '../support/paths.ts';
import { runProcess } from '../support/run-process.ts';
import { makePlace, openAt, type Place } from './support/runtimes.ts';
import type { WorkerJob } from './support/worker.ts';
import { workerFile } from './support/workers.ts';

interface Tried {
  readonly mode?: string;
  readonly details?: Record<string, unknown> | null;
  readonly reading?: string;
  readonly writing?: string;
  readonly seq?: number;
  readonly opening?: string;
  readonly count?: number;
  readonly code?: string;
}

function command(file: string, place: Place, work: WorkerJob['kind'] | Partial<WorkerJob>): string {
  const rest = typeof work === 'string' ? { kind: work } : work;
  const job = { path: place.path, localDir: place.localDir, name: 'worker', ...rest };
  return `'${process.execPath}' '${file}' '${JSON.stringify(job)}'`;
}

async function runScript(script: string): Promise<Tried[]> {
  const result = await runProcess('unshare', ['--map-root-user', '--mount', 'sh', '-ec', script], {
    cwd: REPOSITORY_ROOT,
    env: childEnvironment('/'),
  });
  expect(result.stderr).toBe('');
  return result.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Tried);
}

describe('a disk', () => {
  test(
    'that fills up is DISK_FULL, loses nothing and works again with space',
    { timeout: 60_000 },
    async (context) => {
      needsOwnMounts(context);
      const place = makePlace();
      const file = await workerFile();
      const [full, tried, opening] = await runScript(`
      mount -t tmpfs -o size=1m none '${place.folder}'
      ${command(file, place, 'fill')}
      mount -o remount,size=8m '${place.folder}'
      ${command(file, place, 'try')}`);
      expect(full).toMatchObject({ code: 'DISK_FULL' });
      expect(full?.count).toBeGreaterThan(20);
      expect(full?.seq).toBe(full?.count);
      expect(tried).toMatchObject({ reading: 'ok', writing: 'ok', seq: (full?.count ?? 0) + 1 });
      expect(opening).toEqual({ opening: 'ok' });
    },
  );

  test(
    'that is full is DISK_FULL for who makes a runtime, and has none afterwards',
    { timeout: 60_000 },
    async (context) => {
      needsOwnMounts(context);
      const place = makePlace();
      const file = await workerFile();
      const answers = await runScript(`
      mount -t tmpfs -o size=64k none '${place.folder}'
      ${command(file, place, 'try')}
      test ! -e '${place.path}'
      mount -o remount,size=8m '${place.folder}'
      ${command(file, place, 'try')}`);
      expect(answers[0]).toEqual({ opening: 'DISK_FULL' });
      expect(answers[1]).toMatchObject({ mode: 'writable', writing: 'ok' });
    },
  );

  test(
    'that is full under the cache alone fails no command and writes nothing twice',
    { timeout: 60_000 },
    async (context) => {
      needsOwnMounts(context);
      const place = makePlace();
      const file = await workerFile();
      const small = join(place.folder, 'small');
      mkdirSync(small);
      const job = { kind: 'cache', cachePath: join(small, 'cache.sqlite'), rounds: 40 } as const;
      const [told] = await runScript(`
      mount -t tmpfs -o size=512k none '${small}'
      ${command(file, place, job)}`);
      expect(told?.seq).toBe(40);
    },
  );

  test(
    'that is read-only leaves an empty runtime that says why it cannot be written',
    { timeout: 60_000 },
    async (context) => {
      needsOwnMounts(context);
      const made = makePlace();
      (await openAt(made)).close();
      const missing = makePlace();
      const file = await workerFile();
      const answers = await runScript(`
      for folder in '${made.folder}' '${missing.folder}'; do mount --bind "$folder" "$folder"; mount -o remount,bind,ro "$folder"; done
      ${command(file, made, 'try')}
      ${command(file, missing, 'try')}`);
      const unavailable = { mode: 'unavailable', reading: 'ok', writing: 'RUNTIME_READONLY', seq: 0 };
      expect(answers).toMatchObject([unavailable, { opening: 'ok' }, unavailable, { opening: 'ok' }]);
    },
  );

  test('quota of a process is no damage', { timeout: 60_000 }, async () => {
    const place = makePlace();
    const file = await workerFile();
    const limited = await runProcess(
      'sh',
      ['-c', `ulimit -f 256; trap '' XFSZ; exec ${command(file, place, 'fill')}`],
      {
        cwd: REPOSITORY_ROOT,
        env: childEnvironment(place.folder),
      },
    );
    const told = JSON.parse(limited.stdout) as Tried;
    expect(told).toMatchObject({ code: 'RUNTIME_IO', seq: told.count });
    const runtime = await openAt(place);
    expect(await runtime.read(async (tx) => await tx.lastSeq())).toBe(told.count);
  });

  test(
    'descriptors that run out are RUNTIME_IO and not lack of permission',
    { timeout: 60_000 },
    async () => {
      const place = makePlace();
      (await openAt(place)).close();
      const file = await workerFile();
      const codes = new Set<string | undefined>();
      for (let limit = 18; limit < 34; limit += 1) {
        const result = await runProcess(
          'sh',
          ['-c', `ulimit -n ${limit}; exec ${command(file, place, 'try')}`],
          {
            cwd: REPOSITORY_ROOT,
            env: childEnvironment(place.folder),
          },
        );
        const lines = result.stdout.split('\n').filter((line) => line.startsWith('{'));
        codes.add(
          lines.map((line) => (JSON.parse(line) as Tried).opening).find((opening) => opening !== undefined),
        );
      }
      codes.delete(undefined);
      expect([...codes].filter((code) => code !== 'ok' && code !== 'RUNTIME_IO')).toEqual([]);
      expect(codes).toContain('ok');
    },
  );
});

const NOBODY = '65534';
const SETPRIV = 'setpriv';

function needsOtherUser(context: TestContext): void {
  needsRoot(context);
  needsTool(context, SETPRIV);
}

describe('another user', () => {
  async function tryAsNobody(place: Place, folderMode: number): Promise<Tried[]> {
    // Nobody cannot look into a private temporary folder: what the worker needs is put beside the runtime.
    const worker = await workerFile();
    const program = join(place.folder, 'program');
    mkdirSync(program);
    cpSync(worker, join(program, 'worker.mjs'));
    cpSync(
      join(dirname(worker), 'node_modules/better-sqlite3'),
      join(program, 'node_modules/better-sqlite3'),
      {
        recursive: true,
        filter: (source) => !/\/(?:deps|src|obj|obj\.target)$/u.test(source),
      },
    );
    for (const name of ['bindings', 'file-uri-to-path']) {
      cpSync(join(dirname(worker), 'node_modules', name), join(program, 'node_modules', name), {
        recursive: true,
      });
    }
    chmodSync(place.folder, folderMode);
    const args = ['--reuid', NOBODY, '--regid', NOBODY, '--clear-groups', 'sh', '-c'];
    const script = `exec ${command(join(program, 'worker.mjs'), place, 'try')}`;
    const result = await runProcess(SETPRIV, [...args, script], { cwd: '/', env: childEnvironment('/') });
    expect(result.stderr).toBe('');
    return result.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Tried);
  }

  test('is told whose the runtime is', { timeout: 60_000 }, async (context) => {
    needsOtherUser(context);
    const place = makePlace();
    (await openAt(place)).close();
    expect(await tryAsNobody(place, 0o755)).toMatchObject([
      { mode: 'unavailable', details: { owner: 'root', user: 'nobody' }, writing: 'RUNTIME_FOREIGN_OWNER' },
      { opening: 'ok' },
    ]);
  });

  test('can use one that is shared', { timeout: 60_000 }, async (context) => {
    needsOtherUser(context);
    const place = makePlace();
    const shared = { dir: 0o2777, file: 0o666 };
    (await openAt(place, { sharedModes: shared })).close();
    expect(await tryAsNobody(place, 0o2777)).toMatchObject([
      { mode: 'writable', writing: 'ok', seq: 1 },
      { opening: 'ok' },
    ]);
    const runtime = await openAt(place);
    expect(await runtime.read(async (tx) => await tx.lastSeq())).toBe(1);
  });
});

describe("better-sqlite3's native part", () => {
  async function tryWithAddon(content: string | undefined): Promise<string> {
    const place = makePlace();
    const worker = await workerFile();
    const program = join(place.folder, 'program');
    const modules = join(program, 'node_modules');
    mkdirSync(modules, { recursive: true });
    cpSync(worker, join(program, 'worker.mjs'));
    if (content !== undefined) {
      const source = join(dirname(worker), 'node_modules');
      for (const name of [
        'better-sqlite3/lib',
        'better-sqlite3/package.json',
        'bindings',
        'file-uri-to-path',
      ]) {
        cpSync(join(source, name), join(modules, name), { recursive: true });
      }
      mkdirSync(join(modules, 'better-sqlite3/build/Release'), { recursive: true });
      writeFileSync(join(modules, 'better-sqlite3/build/Release/better_sqlite3.node'), content);
    }
    const result = await runProcess(
      'sh',
      ['-c', `exec ${command(join(program, 'worker.mjs'), place, 'open')}`],
      {
        cwd: '/',
        env: childEnvironment(place.folder),
      },
    );
    return result.stderr;
  }

  test('that is not installed or does not fit is NATIVE_BINDING_MISSING', async () => {
    expect(await tryWithAddon(undefined)).toMatch(/^NATIVE_BINDING_MISSING/u);
    expect(await tryWithAddon('')).toMatch(/^NATIVE_BINDING_MISSING/u);
    expect(await tryWithAddon('no shared object')).toMatch(/^NATIVE_BINDING_MISSING/u);
  });
});
