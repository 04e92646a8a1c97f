import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { Random } from './random.ts';

const PAGE_BYTES = 4096;

type Wound = (bytes: Buffer, random: Random) => Buffer;

function pageOf(bytes: Buffer, random: Random): Buffer {
  const start = PAGE_BYTES * random.below(Math.max(1, Math.floor(bytes.length / PAGE_BYTES)));
  return bytes.subarray(start, start + PAGE_BYTES);
}

function flip(bytes: Buffer, random: Random): void {
  const at = random.below(bytes.length);
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at);
}

function fillWithGarbage(bytes: Buffer, random: Random): void {
  for (const index of bytes.keys()) {
    bytes.writeUInt8(random.below(256), index);
  }
}

/** What happens to the bytes of a file that is not empty. */
const WOUNDS: Readonly<Record<string, Wound>> = {
  truncated: (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  'a bit flipped': (bytes, random) => {
    flip(bytes, random);
    return bytes;
  },
  'many bits flipped': (bytes, random) => {
    for (let count = 0; count < 200; count += 1) {
      flip(bytes, random);
    }
    return bytes;
  },
  'a page zeroed': (bytes, random) => {
    pageOf(bytes, random).fill(0);
    return bytes;
  },
  'a page of garbage': (bytes, random) => {
    fillWithGarbage(pageOf(bytes, random), random);
    return bytes;
  },
  'a page in place of another': (bytes, random) => {
    pageOf(bytes, random).copy(pageOf(bytes, random));
    return bytes;
  },
  'zeros in the middle': (bytes, random) => {
    const at = random.below(bytes.length);
    bytes.fill(0, at, Math.min(bytes.length, at + 1 + random.below(1000)));
    return bytes;
  },
  'all zeros': (bytes) => bytes.fill(0),
  'twice as long': (bytes) => Buffer.concat([bytes, bytes]),
  emptied: () => Buffer.alloc(0),
  'of text': () => Buffer.from('something else\n'.repeat(1000)),
};

/** Damages the bytes of a file in one of many ways; which, in words. */
export function woundFile(path: string, random: Random): string {
  const how = random.pick(Object.keys(WOUNDS));
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.length === 0 ? 'no longer empty' : (WOUNDS[how]?.(bytes, random) ?? bytes));
  return how;
}

/** Puts something else where a file was. */
const REPLACEMENTS: Readonly<Record<string, (path: string, precious: string) => void>> = {
  'is gone': () => undefined,
  'is a folder': (path) => {
    mkdirSync(`${path}/full`, { recursive: true });
  },
  'is a link to nothing': (path) => {
    symlinkSync(`${path}-nowhere`, path);
  },
  "is a link to somebody's file": (path, precious) => {
    symlinkSync(precious, path);
  },
  'is a link to a folder': (path) => {
    symlinkSync('/', path);
  },
};

/** Puts something else where a file was, a link to `precious` perhaps; what, in words. */
export function replaceFile(path: string, precious: string, random: Random): string {
  const how = random.pick(Object.keys(REPLACEMENTS));
  rmSync(path, { force: true });
  REPLACEMENTS[how]?.(path, precious);
  return how;
}
