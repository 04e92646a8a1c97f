import { statSync, type BigIntStats } from 'node:fs';
import { mapError } from './sqlite-error.ts';

/** Which file is at a path: an inode is not used again while somebody has it open, and its birth tells it from a later one. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  /** 0 where the file system does not keep it. */
  readonly birthNs: bigint;
  readonly size: bigint;
  /** No folder, pipe or device. */
  readonly isFile: boolean;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
}

const PERMISSION_BITS = 0o7777n;

const STAT_OPTIONS = { bigint: true, throwIfNoEntry: false } as const;

/** What `stat` says of a path, as whole numbers; `undefined` where nothing is. Throws as `identifyFile`. */
export function look(path: string): BigIntStats | undefined {
  try {
    return statSync(path, STAT_OPTIONS);
  } catch (error) {
    throw mapError(error, path);
  }
}

/**
 * What `stat` says of a path, `undefined` when nothing is there. A path is only ever looked at by its name: closing any
 * descriptor of a database file drops every lock that the process has on it. Throws RUNTIME_IO, RUNTIME_READONLY or
 * RUNTIME_FOREIGN_OWNER where it cannot be told.
 */
export function identifyFile(path: string): FileIdentity | undefined {
  const stats = look(path);
  if (stats === undefined) {
    return undefined;
  }
  const { dev, ino, birthtimeNs: birthNs, size } = stats;
  const mode = Number(stats.mode & PERMISSION_BITS);
  return { dev, ino, birthNs, size, isFile: stats.isFile(), mode, uid: Number(stats.uid) };
}

/** A file of no bytes is no database yet: it is made anew like a missing one. */
export function isMissing(file: FileIdentity | undefined): file is undefined {
  return file === undefined || (file.isFile && file.size === 0n);
}

export function isSameFile(a: FileIdentity | undefined, b: FileIdentity | undefined): boolean {
  if (a === undefined || b === undefined) {
    return false;
  }
  return a.dev === b.dev && a.ino === b.ino && a.birthNs === b.birthNs;
}

/**
 * Whether a path names that file, or nothing where the identity is `undefined`. It makes no more of the answer than is
 * compared. Throws as `identifyFile`.
 */
export function isFileAt(path: string, identity: FileIdentity | undefined): boolean {
  const stats = look(path);
  if (stats === undefined || identity === undefined) {
    return stats === identity;
  }
  return stats.ino === identity.ino && stats.dev === identity.dev && stats.birthtimeNs === identity.birthNs;
}
