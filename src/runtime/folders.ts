import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { LodestarError } from '../errors.ts';
import { codeOf } from './sqlite-error.ts';
import type { Modes } from './modes.ts';

const IGNORE_ALL = '*\n';
/** Beside a spec, which is to be committed, only what is ours is ignored. The file ignores itself in both forms. */
const OURS = '/local/\n/runtime.sqlite*\n/.*.tmp\n';
const IGNORE_OURS = `/.gitignore\n${OURS}`;

function writeIfMissing(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw error;
    }
  }
}

/** Makes a folder and what is missing above it, with just these modes, whatever the umask says. True when it was missing. */
export function makeFolder(path: string, modes: Modes): boolean {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) {
    return false;
  }
  const end = dirname(resolve(first));
  for (let made = resolve(path); made !== end; made = dirname(made)) {
    chmodSync(made, modes.dir);
  }
  return true;
}

/** Makes a folder of local files, which Git ignores as a whole. */
export function makeLocalFolder(path: string, modes: Modes): void {
  if (!existsSync(join(path, '.gitignore'))) {
    makeFolder(path, modes);
    writeIfMissing(join(path, '.gitignore'), IGNORE_ALL);
  }
}

/**
 * Makes the folder of a runtime. Nothing of ours may show in `git status`, whatever branch is checked out around it; but a
 * folder that is neither ours by name nor made here is somebody's own, and ignoring it would hide their files.
 */
export function makeRuntimeFolder(path: string, modes: Modes): void {
  const isOurs = makeFolder(path, modes) || basename(path) === '.lodestar';
  if (isOurs && !existsSync(join(path, '.gitignore'))) {
    const besideSpec = existsSync(join(path, 'spec.yaml'));
    writeIfMissing(join(path, '.gitignore'), besideSpec ? IGNORE_OURS : IGNORE_ALL);
  }
}

const APPENDING = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

/**
 * Adds what is ours to the `.gitignore` beside a runtime, or makes one: the last lines have the last word. What somebody
 * wrote there is never taken away, and a link, which Git does not follow either, is none. Throws RUNTIME_IO.
 */
export function ignoreRuntimeFiles(folder: string): void {
  const path = join(folder, '.gitignore');
  try {
    const file = openSync(path, APPENDING, 0o666);
    try {
      const present = readFileSync(file).toString('utf8');
      const separator = present === '' || present.endsWith('\n') ? '' : '\n';
      writeSync(file, `${separator}${OURS}`);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new LodestarError('RUNTIME_IO', `${path} cannot be written`, { details: { path }, cause });
  }
}

/**
 * Makes an empty file with just these modes, whatever the umask says; one that is there is left alone and not opened:
 * closing a descriptor of a file that this process has locked would free the lock.
 */
export function makeFile(path: string, modes: Modes): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx', modes.file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return;
    }
    throw error;
  }
  try {
    fchmodSync(descriptor, modes.file);
  } finally {
    closeSync(descriptor);
  }
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes the names in a folder outlive a power cut. */
export function syncFolder(path: string): void {
  sync(path);
}

/** Makes a file outlive a power cut. Nobody in this process has it open as a database: closing it would free their locks. */
export function syncFile(path: string): void {
  sync(path);
}
