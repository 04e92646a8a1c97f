import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { childEnvironment } from '../support/child-environment.ts';
import {
  followRuntime,
  HOT_AGENT,
  HOT_COMMANDS,
  hotFileName,
  hotName,
  makeWarmWorkspace,
} from '../support/hot-commands.ts';
import { needsTool } from '../support/needs-tool.ts';
import { BUNDLE, REPOSITORY_ROOT } from '../support/paths.ts';
import { traceReads, type ReadBytes } from '../support/trace-reads.ts';
import type { TestWorkspace } from '../support/workspace.ts';

const HOW_TO_RENEW =
  'Where the command is meant to open other files: `npx vitest run test/integration/hot-files.test.ts -u`';

/**
 * The most that a hot command may read of what grows, in bytes: pages of 4 KiB on the way to a few rows. A small part of
 * the spec (1 MiB at 10,000 tasks) or of the view (4 MiB) breaks it. Raise it when a command is meant to read more.
 */
const MOST_BYTES = { runtime: 128 * 1024, view: 64 * 1024, git: 4 * 1024 };

/** What counts tasks by their state reads an entry of an index for each of them. */
const COUNTING = new Set(['task next', 'status']);
const BYTES_COUNTED = 24;

const LARGE = 10_000;

let small: TestWorkspace;
let large: TestWorkspace;
let codeCache: string;

beforeAll(async () => {
  small = await makeWarmWorkspace(3);
  large = await makeWarmWorkspace(LARGE);
  codeCache = join(small.home, 'code');
});

/** How a snapshot names a file of ours; `undefined` for those of Node and of the system. */
function shownPath(path: string, { root }: TestWorkspace): string | undefined {
  if (path.endsWith('/package.json')) {
    // Each version of Node looks for it in its own way.
    return undefined;
  }
  const addon = /\/node_modules\/.*/u.exec(path)?.[0];
  if (addon !== undefined) {
    return addon.slice(1);
  }
  const folders = [
    [root, ''],
    [codeCache, 'code cache: '],
    [REPOSITORY_ROOT, 'program: '],
  ] as const;
  const [folder, name] = folders.find(([each]) => path.startsWith(`${each}/`)) ?? [];
  return folder === undefined
    ? undefined
    : `${name ?? ''}${path.slice(folder.length + 1)}`.replace(/program-.*/u, 'program-*');
}

async function readsOf(workspace: TestWorkspace, args: readonly string[]): Promise<ReadBytes> {
  await followRuntime(workspace);
  const traced = await traceReads([process.execPath, BUNDLE, ...args, '--json'], {
    cwd: workspace.root,
    env: childEnvironment(workspace.home, { LODESTAR_AGENT: HOT_AGENT, XDG_CACHE_HOME: codeCache }),
    scratch: workspace.home,
  });
  const reads = new Map<string, number>();
  for (const [path, bytes] of traced) {
    const shown = shownPath(path, workspace);
    if (shown !== undefined) {
      reads.set(shown, (reads.get(shown) ?? 0) + bytes);
    }
  }
  return reads;
}

function sumOf(reads: ReadBytes, prefix: string): number {
  return [...reads].reduce((sum, [path, bytes]) => sum + (path.startsWith(prefix) ? bytes : 0), 0);
}

function expectLittle(reads: ReadBytes, args: readonly string[], taskCount: number): void {
  const counted = COUNTING.has(hotName(args)) ? taskCount * BYTES_COUNTED : 0;
  const limits = [
    ['.lodestar/spec.yaml', 0],
    ['.lodestar/runtime.sqlite', MOST_BYTES.runtime],
    ['.lodestar/local/', MOST_BYTES.view + counted],
    ['.git/', MOST_BYTES.git],
  ] as const;
  for (const [prefix, limit] of limits) {
    expect(
      sumOf(reads, prefix),
      `bytes of ${prefix} at ${taskCount} tasks; see MOST_BYTES`,
    ).toBeLessThanOrEqual(limit);
  }
}

it.for(HOT_COMMANDS.map((args) => [hotName(args), args] as const))(
  '%s opens these files and no others, and reads little of them, however large the plan is',
  async ([, args], context) => {
    needsTool(context, 'strace');
    // The first run of a kind also writes the code cache.
    expectLittle(await readsOf(small, args), args, 3);
    const reads = await readsOf(large, args);
    expectLittle(reads, args, LARGE);
    const text = [...[...reads.keys()].sort(), ''].join('\n');
    await expect(text, HOW_TO_RENEW).toMatchFileSnapshot(
      join(import.meta.dirname, 'hot-files', hotFileName(args)),
    );
  },
);
