import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isTrusted } from './cache-folder.ts';

/** `Ldc1`: the form of these files. */
const MAGIC = 0x4c646331;
/** The magic number, and the lengths in bytes of the runs' names and of the content; each 32 bits, big-endian. */
const HEADER_BYTES = 12;
const PRIVATE_FILE = 0o600;
/** Of other builds and other Nodes: what nobody wrote for so long is removed. */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;

/** Compiled code, and the runs whose functions are in it. */
export interface CachedCode {
  readonly runs: readonly string[];
  readonly content: Buffer;
}

/**
 * What `writeCacheFile` wrote. The file holds the content twice: V8 checks its version and length but no byte of its
 * body, and a torn or flipped one takes the process down. `undefined` when anything is not as it should be.
 */
export function readCacheFile(path: string, uid: number): CachedCode | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    const stats = fstatSync(fd);
    if (!stats.isFile() || !isTrusted(stats, uid)) {
      return undefined;
    }
    const bytes = Buffer.allocUnsafeSlow(stats.size);
    return readSync(fd, bytes, 0, stats.size, 0) === stats.size ? decode(bytes) : undefined;
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) {
      closeSync(fd);
    }
  }
}

function decode(bytes: Buffer): CachedCode | undefined {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(0) !== MAGIC) {
    return undefined;
  }
  const start = HEADER_BYTES + bytes.readUInt32BE(4);
  const length = bytes.readUInt32BE(8);
  if (length === 0 || bytes.length !== start + 2 * length) {
    return undefined;
  }
  const content = bytes.subarray(start, start + length);
  return content.equals(bytes.subarray(start + length))
    ? { runs: bytes.toString('utf8', HEADER_BYTES, start).split('\n'), content }
    : undefined;
}

function encode({ runs, content }: CachedCode): Buffer {
  const names = Buffer.from(runs.join('\n'), 'utf8');
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(MAGIC, 0);
  header.writeUInt32BE(names.length, 4);
  header.writeUInt32BE(content.length, 8);
  return Buffer.concat([header, names, content, content]);
}

function removeOld(folder: string): void {
  const before = Date.now() - MAX_AGE_MS;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < before) {
      rmSync(path, { force: true, recursive: true });
    }
  }
}

/** A folder in the place of a file keeps it from being written; all that is in the cache's own folder is disposable. */
function clearWay(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    rmSync(path, { recursive: true });
  }
}

/** Writes beside and renames, so that no reader meets half a file. Failing to is silent: the cache is then only not there. */
export function writeCacheFile(folder: string, name: string, code: CachedCode): void {
  const temporary = join(folder, `${name}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, encode(code), { mode: PRIVATE_FILE, flag: 'wx' });
    clearWay(join(folder, name));
    renameSync(temporary, join(folder, name));
    removeOld(folder);
  } catch {
    rmSync(temporary, { force: true });
  }
}
