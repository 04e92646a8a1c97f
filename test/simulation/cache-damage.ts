import Database from 'better-sqlite3';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { awaitNextTick } from '../support/await-next-tick.ts';
import { replaceFile, woundFile } from '../support/wound-file.ts';
import type { Random } from '../support/random.ts';

/** A view's files at rest, and what can be put in their place. */
export interface CacheFiles {
  /** Of `cache.sqlite`. */
  readonly path: string;
  /** What the files held while a process had written them, and was killed before it closed them. */
  readonly crashed: CacheImage;
  /** The same of another repository. */
  readonly foreign: CacheImage;
  /** The database when the runtime had done less. */
  readonly older: Buffer;
  /** Is nobody's cache, and stays as it is. */
  readonly precious: string;
  /** Seals the database as it is, as a process does that has written it. */
  readonly seal: () => void;
}

/** The bytes of the three files that SQLite keeps. */
export interface CacheImage {
  readonly main: Buffer;
  readonly wal: Buffer;
  readonly shm: Buffer;
}

export function readImage(path: string): CacheImage {
  const read = (suffix: string): Buffer => readFileSync(`${path}${suffix}`);
  return { main: read(''), wal: read('-wal'), shm: read('-shm') };
}

function writeImage(path: string, { main, wal, shm }: CacheImage): void {
  writeFileSync(path, main);
  writeFileSync(`${path}-wal`, wal);
  writeFileSync(`${path}-shm`, shm);
}

function changeDatabase(path: string, sql: string): void {
  const database = new Database(path, { fileMustExist: true });
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

/** What was left by a process that was killed; then its WAL or its index is damaged. The database itself is as it was sealed. */
function crash({ path, crashed, seal }: CacheFiles, random: Random): string {
  writeImage(path, crashed);
  seal();
  const suffix = random.pick(['-wal', '-shm', '']);
  return suffix === ''
    ? 'its process was killed'
    : `killed, and ${suffix} ${woundFile(`${path}${suffix}`, random)}`;
}

/** Each tells what it did. */
const DAMAGES: readonly ((files: CacheFiles, random: Random) => string)[] = [
  ({ path }, random) => `the database ${woundFile(path, random)}`,
  ({ path }, random) => `the database ${woundFile(path, random)}`,
  ({ path }, random) => `the database ${woundFile(path, random)}`,
  crash,
  crash,
  (files, random) => {
    const suffix = random.pick(['', '-wal', '-shm', '-seal']);
    return `cache.sqlite${suffix} ${replaceFile(`${files.path}${suffix}`, files.precious, random)}`;
  },
  ({ path }, random) => `its seal ${woundFile(`${path}-seal`, random)}`,
  ({ path }, random) => {
    writeFileSync(`${path}-wal`, 'garbage'.repeat(1 + random.below(9000)));
    return 'a WAL of garbage beside it';
  },
  ({ path, older }) => {
    writeFileSync(path, older);
    return 'an older one in its place';
  },
  ({ path, foreign }) => {
    writeFileSync(path, foreign.main);
    return "another repository's in its place";
  },
  ({ path, foreign }) => {
    writeImage(path, foreign);
    return "another repository's files in their places";
  },
  ({ path, foreign, seal }) => {
    writeImage(path, foreign);
    seal();
    return "another repository's files in their places, and sealed";
  },
  ({ path, seal }, random) => {
    changeDatabase(path, `PRAGMA user_version = ${random.below(100)}`);
    seal();
    return "another build's format";
  },
  ({ path, seal }) => {
    changeDatabase(path, 'PRAGMA application_id = 1');
    seal();
    return "another program's database";
  },
  ({ path }, random) => {
    changeDatabase(path, `DROP TABLE ${random.pick(['meta', 'task', 'edge', 'problem'])}`);
    return 'a table dropped';
  },
];

/** Damages a view's files in one of many ways; which, in words. */
export function damageCache(files: CacheFiles, random: Random): string {
  // SQLite reads past a folder in the place of the index; the first one who writes puts it out of the way.
  rmSync(`${files.path}-shm`, { recursive: true, force: true });
  awaitNextTick(files.path);
  return random.pick(DAMAGES)(files, random);
}
