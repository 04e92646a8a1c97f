import { chmodSync, readdirSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Modes } from './modes.ts';
import { sideFilesOf } from './sqlite-files.ts';

/** A file or folder whose permission bits are not those that are meant. */
export interface ModeFault {
  /** `open`: a folder that others can write. */
  readonly kind: 'wide' | 'narrow' | 'open';
  readonly path: string;
  readonly mode: number;
  readonly wanted: number;
  /** Of the user who asks, who alone can change it. */
  readonly isOwn: boolean;
}

export interface ModePlace {
  /** The runtime. */
  readonly path: string;
  /** The local folders: of the runtime, and of this checkout. */
  readonly localDirs: readonly string[];
  readonly modes: Modes;
}

const PERMISSION_BITS = 0o777;
const WRITABLE_BY_OTHERS = 0o022;
/** A checkout's folders are made by the umask, which may let the group write. */
const WRITABLE_BY_ALL = 0o002;
const OWNER_BITS = 0o700;

/** What every process of every user of a shared repository has to write. The rest is of who made it. */
const USED_BY_ALL = /^(?:(?:runtime|write|cache)\.lock|cache\.sqlite(?:-wal|-shm)?)$/u;
/** What is no secret, and what was put there by hand. */
const NOT_OURS = new Set(['.gitignore', 'foreign']);

interface Entry {
  readonly path: string;
  readonly isFolder: boolean;
}

/** All below a folder that is there, two levels deep: no folder of ours has more. */
function entriesBelow(folder: string, depth = 2): Entry[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (NOT_OURS.has(entry.name) || !(entry.isFile() || entry.isDirectory())) {
        return [];
      }
      const below = entry.isDirectory() && depth > 1 ? entriesBelow(path, depth - 1) : [];
      return [{ path, isFolder: entry.isDirectory() }, ...below];
    });
  } catch {
    // Not there, or another user's: whoever needs it is told by the command that does.
    return [];
  }
}

/** Where nothing can be seen, nothing can be mended: the command that needs it tells why. */
function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function faultsOfFile(path: string, modes: Modes, isForAll: boolean): ModeFault[] {
  const file = look(path);
  if (file === undefined) {
    return [];
  }
  const mode = file.mode & PERMISSION_BITS;
  const fault = { path, mode, wanted: modes.file, isOwn: file.uid === process.getuid?.() };
  if ((mode & ~modes.file & ~OWNER_BITS) !== 0) {
    return [{ ...fault, kind: 'wide' }];
  }
  return isForAll && (modes.file & ~mode) !== 0 ? [{ ...fault, kind: 'narrow' }] : [];
}

function faultsOfFolder(path: string, allowed: number, refused: number): ModeFault[] {
  const stats = look(path);
  if (stats === undefined) {
    return [];
  }
  const mode = stats.mode & PERMISSION_BITS;
  const open = mode & refused & ~allowed;
  const isOwn = stats.uid === process.getuid?.();
  return open === 0 ? [] : [{ kind: 'open', path, mode, wanted: mode & ~open, isOwn }];
}

/** Everybody who shares the runtime takes its locks in that folder. */
function faultsOfLocalFolder(path: string, modes: Modes): ModeFault[] {
  const stats = look(path);
  const mode = (stats?.mode ?? 0) & PERMISSION_BITS;
  if (stats === undefined || (modes.dir & PERMISSION_BITS & ~mode) === 0) {
    return [];
  }
  return [{ kind: 'narrow', path, mode, wanted: modes.dir, isOwn: stats.uid === process.getuid?.() }];
}

/** Every file of a runtime, and every folder that holds some, that others can use although they are not meant to, or cannot although they are. */
export function findModeFaults({ path, localDirs, modes }: ModePlace): ModeFault[] {
  const own = [path, ...sideFilesOf(path)];
  const folders = [...new Set(localDirs)];
  const entries = folders.flatMap((folder) => [{ path: folder, isFolder: true }, ...entriesBelow(folder)]);
  return [
    ...own.flatMap((file) => faultsOfFile(file, modes, true)),
    ...faultsOfFolder(dirname(path), modes.dir, WRITABLE_BY_ALL),
    ...folders.flatMap((folder) => faultsOfLocalFolder(folder, modes)),
    ...entries.flatMap((entry) =>
      entry.isFolder
        ? faultsOfFolder(entry.path, modes.dir, WRITABLE_BY_OTHERS)
        : faultsOfFile(entry.path, modes, USED_BY_ALL.test(basename(entry.path))),
    ),
  ];
}

/** Gives a file the bits that are meant. Throws Node's error where it is another user's. */
export function mendMode({ path, kind, mode, wanted }: ModeFault): void {
  const bits = { wide: mode & (wanted | OWNER_BITS), narrow: mode | wanted, open: wanted }[kind];
  const special = statSync(path).mode & 0o7000;
  chmodSync(path, special | bits);
}
