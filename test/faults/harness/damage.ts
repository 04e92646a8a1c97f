import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../support/random.ts';
import type { TestWorkspace } from '../../support/workspace.ts';

const PAGE = 4096;
const HEADER_BYTES = 100;
/** Bits that are changed at once, at most. */
export const MOST_FLIPS = 20;

/** What the damage leaves of what was promised. */
type Aftermath =
  /** The runtime is gone or another one, which is a reset: the spec alone counts, and no lease is live. */
  | 'reset'
  /** Nothing of the runtime itself is touched. */
  | 'harmless'
  /** As `harmless`; what is read from the cache may differ where nothing can tell that it was changed. */
  | 'blurred'
  /** Anything may be unreadable, and whatever is answered must be right. */
  | 'damaged';

export interface Damage {
  readonly name: string;
  readonly aftermath: Aftermath;
  /** Not under a process that has the file mapped into its memory: the kernel kills it, whatever it is. */
  readonly unmaps?: boolean;
  readonly apply: (workspace: TestWorkspace, random: Random) => void;
}

function randomBytes(random: Random, count: number): Buffer {
  return Buffer.from(Array.from({ length: count }, () => random.below(256)));
}

/** Changes a file in place: processes that have it open see the change. */
function edit(path: string, change: (bytes: Buffer) => void): void {
  if (existsSync(path)) {
    const bytes = readFileSync(path);
    change(bytes);
    writeFileSync(path, bytes, { flag: 'r+' });
  }
}

function garbage(random: Random, size: number): Buffer {
  return random.pick([
    randomBytes(random, size),
    Buffer.alloc(size),
    Buffer.alloc(size, 0xff),
    Buffer.from('text '.repeat(Math.ceil(size / 5))).subarray(0, size),
  ]);
}

function flipBits(random: Random, bytes: Buffer, { from, to }: { from: number; to: number }): void {
  for (let flips = 1 + random.below(MOST_FLIPS); flips > 0 && to > from; flips -= 1) {
    const at = from + random.below(to - from);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  }
}

function overwritePage(random: Random, path: string): void {
  edit(path, (bytes) => {
    const at = random.below(Math.max(1, Math.floor(bytes.length / PAGE))) * PAGE;
    garbage(random, Math.min(PAGE, bytes.length - at)).copy(bytes, at);
  });
}

function swapPages(random: Random, path: string): void {
  edit(path, (bytes) => {
    const pages = Math.floor(bytes.length / PAGE);
    const [a, b] = [random.below(pages) * PAGE, random.below(pages) * PAGE];
    const first = Buffer.from(bytes.subarray(a, a + PAGE));
    bytes.copy(bytes, a, b, b + PAGE);
    first.copy(bytes, b);
  });
}

function cut(random: Random, path: string): void {
  const { size } = statSync(path);
  const length = random.pick([1, HEADER_BYTES, PAGE, random.below(size), PAGE * random.below(size / PAGE)]);
  truncateSync(path, Math.max(1, Math.min(length, size - 1)));
}

const walOf = (path: string): string => `${path}-wal`;
const shmOf = (path: string): string => `${path}-shm`;

function removeAll(path: string): void {
  [path, walOf(path), shmOf(path)].forEach((file) => rmSync(file, { force: true }));
}

/** Puts a file of its own, with the same content, in place of the runtime. */
function replaceByCopy(path: string): void {
  copyFileSync(path, `${path}.copy`);
  rmSync(walOf(path), { force: true });
  rmSync(shmOf(path), { force: true });
  renameSync(`${path}.copy`, path);
}

const local = (workspace: TestWorkspace, name: string): string =>
  join(workspace.root, '.lodestar', 'local', name);

/** All ways, each of which is another with each seed. */
export const DAMAGES: readonly Damage[] = [
  {
    name: 'bits of the header',
    aftermath: 'damaged',
    apply: ({ runtimePath }, random) =>
      edit(runtimePath, (bytes) => flipBits(random, bytes, { from: 0, to: HEADER_BYTES })),
  },
  {
    name: 'bits anywhere',
    aftermath: 'damaged',
    apply: ({ runtimePath }, random) =>
      edit(runtimePath, (bytes) => flipBits(random, bytes, { from: 0, to: bytes.length })),
  },
  {
    name: 'a page of garbage',
    aftermath: 'damaged',
    apply: ({ runtimePath }, random) => overwritePage(random, runtimePath),
  },
  {
    name: 'many pages of garbage',
    aftermath: 'damaged',
    apply: ({ runtimePath }, random) => {
      for (let pages = 2 + random.below(20); pages > 0; pages -= 1) {
        overwritePage(random, runtimePath);
      }
    },
  },
  {
    name: 'two pages in each other’s place',
    aftermath: 'damaged',
    apply: ({ runtimePath }, random) => swapPages(random, runtimePath),
  },
  { name: 'a cut', aftermath: 'damaged', apply: ({ runtimePath }, random) => cut(random, runtimePath) },
  {
    name: 'another kind of file',
    aftermath: 'damaged',
    apply: ({ runtimePath }, random) => {
      removeAll(runtimePath);
      writeFileSync(runtimePath, garbage(random, 1 + random.below(20_000)));
    },
  },
  {
    name: 'a folder',
    aftermath: 'damaged',
    apply: ({ runtimePath }) => {
      removeAll(runtimePath);
      mkdirSync(runtimePath);
    },
  },
  {
    name: 'a link to nothing',
    aftermath: 'reset',
    apply: ({ runtimePath }) => {
      removeAll(runtimePath);
      symlinkSync('nowhere', runtimePath);
    },
  },
  {
    name: 'a WAL of garbage',
    aftermath: 'damaged',
    apply: ({ runtimePath }, random) =>
      writeFileSync(walOf(runtimePath), garbage(random, 1 + random.below(50_000))),
  },
  {
    name: 'bits of the WAL',
    aftermath: 'damaged',
    apply: ({ runtimePath }, random) =>
      edit(walOf(runtimePath), (bytes) => flipBits(random, bytes, { from: 0, to: bytes.length })),
  },
  {
    name: 'a shared memory of garbage',
    aftermath: 'damaged',
    unmaps: true,
    apply: ({ runtimePath }, random) =>
      writeFileSync(shmOf(runtimePath), garbage(random, 1 + random.below(40_000))),
  },
  { name: 'all removed', aftermath: 'reset', apply: ({ runtimePath }) => removeAll(runtimePath) },
  {
    name: 'the database removed',
    aftermath: 'reset',
    apply: ({ runtimePath }) => rmSync(runtimePath, { force: true }),
  },
  {
    name: 'the database emptied',
    aftermath: 'reset',
    apply: ({ runtimePath }) => {
      removeAll(runtimePath);
      writeFileSync(runtimePath, '');
    },
  },
  { name: 'a copy in its place', aftermath: 'reset', apply: ({ runtimePath }) => replaceByCopy(runtimePath) },
  {
    name: 'a cache of garbage',
    aftermath: 'harmless',
    apply: (workspace, random) =>
      writeFileSync(local(workspace, 'cache.sqlite'), garbage(random, random.below(30_000))),
  },
  {
    name: 'bits of the cache',
    aftermath: 'blurred',
    apply: (workspace, random) =>
      edit(local(workspace, 'cache.sqlite'), (bytes) =>
        flipBits(random, bytes, { from: 0, to: bytes.length }),
      ),
  },
  {
    name: 'a page of the cache',
    aftermath: 'blurred',
    apply: (workspace, random) => overwritePage(random, local(workspace, 'cache.sqlite')),
  },
];
