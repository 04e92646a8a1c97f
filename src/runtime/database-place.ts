import type { BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import { areTimesSettled } from '../util/settled-times.ts';
import { identifyFile, isFileAt, look, type FileIdentity } from './file-identity.ts';
import { walOf } from './sqlite-files.ts';

type FolderTimes = Pick<BigIntStats, 'dev' | 'ino' | 'mtimeNs' | 'ctimeNs'>;

function isUnchanged(now: FolderTimes, then: FolderTimes | undefined): boolean {
  return (
    now.ctimeNs === then?.ctimeNs &&
    now.mtimeNs === then.mtimeNs &&
    now.ino === then.ino &&
    now.dev === then.dev
  );
}

/**
 * The path of a database that is open, a file with its write-ahead log: commits are in both. As long as somebody has a
 * database open SQLite keeps its WAL; where another is there, somebody removed the files one by one while a new database
 * was made between them, and what is committed to the old WAL is seen by nobody else.
 */
export class DatabasePlace {
  readonly #path: string;
  readonly #folder: string;
  readonly main: FileIdentity | undefined;
  /** `undefined` in another journal mode. */
  readonly #wal: FileIdentity | undefined;
  /** Of the folder, as it has long been and was when the WAL was last found in its place. */
  #folderTimes: FolderTimes | undefined;

  /** Takes what is at the path now for what is open. */
  constructor(path: string) {
    this.#path = path;
    this.#folder = dirname(path);
    this.main = identifyFile(path);
    this.#wal = identifyFile(walOf(path));
  }

  /** Whether the files at the path are still those that were open. Asked several times in each transaction. */
  isKept(): boolean {
    return this.main !== undefined && isFileAt(this.#path, this.main) && this.#isWalKept();
  }

  /**
   * The WAL itself is looked at only when the folder has changed: Linux since 6.13 stamps a file whose times were asked
   * for anew at its next write, and each commit's fsync would write those to the disk too, a third of what it takes.
   */
  #isWalKept(): boolean {
    const folder = look(this.#folder);
    if (folder === undefined) {
      return false;
    }
    if (isUnchanged(folder, this.#folderTimes)) {
      return true;
    }
    const isKept = isFileAt(walOf(this.#path), this.#wal);
    const { dev, ino, mtimeNs, ctimeNs } = folder;
    const isSettled = areTimesSettled(ctimeNs, Date.now());
    this.#folderTimes = isKept && isSettled ? { dev, ino, mtimeNs, ctimeNs } : undefined;
    return isKept;
  }
}
