import { statSync } from 'node:fs';
import { walOf } from './sqlite-files.ts';

/** Which file is at a path: an inode is not used again while somebody has it open, and its birth tells it from a later one. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  /** 0 where the file system does not keep it. */
  readonly birthNs: bigint;
  readonly size: bigint;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
}

const PERMISSION_BITS = 0o7777n;

/**
 * What `stat` says of a path, `undefined` when nothing is there. A path is only ever looked at by its name: closing any
 * descriptor of a database file drops every lock that the process has on it.
 */
export function identifyFile(path: string): FileIdentity | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) {
    return undefined;
  }
  const { dev, ino, birthtimeNs: birthNs, size } = stats;
  return { dev, ino, birthNs, size, mode: Number(stats.mode & PERMISSION_BITS), uid: Number(stats.uid) };
}

export function isSameFile(a: FileIdentity | undefined, b: FileIdentity | undefined): boolean {
  if (a === undefined || b === undefined) {
    return false;
  }
  return a.dev === b.dev && a.ino === b.ino && a.birthNs === b.birthNs;
}

/** A database with its write-ahead log: commits are in both. */
export interface DatabaseIdentity {
  readonly main: FileIdentity | undefined;
  /** `undefined` in another journal mode. */
  readonly wal: FileIdentity | undefined;
}

export function identifyDatabase(path: string): DatabaseIdentity {
  return { main: identifyFile(path), wal: identifyFile(walOf(path)) };
}

/**
 * Whether the files at a database's path are still those that were opened. As long as somebody has a database open SQLite
 * keeps its WAL; where another is there, somebody removed the files one by one while a new database was made between them,
 * and what is committed to the old WAL is seen by nobody else.
 */
export function isSameDatabase(a: DatabaseIdentity, b: DatabaseIdentity): boolean {
  const isSameWal = a.wal === undefined ? b.wal === undefined : isSameFile(a.wal, b.wal);
  return isSameFile(a.main, b.main) && isSameWal;
}
