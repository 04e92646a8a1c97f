import { existsSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LodestarError } from '../errors.ts';
import type { Now } from '../model/now.ts';
import { copyDatabase } from './copy-database.ts';
import { freeDatedPath } from './dated-path.ts';
import { identifyFile, isMissing, isSameFile } from './file-identity.ts';
import { makeFolder, makeLocalFolder, syncFile, syncFolder } from './folders.ts';
import { removeDatabase } from './move-database.ts';
import { linkOrRename } from '../util/link-or-rename.ts';
import { lookAtFile } from '../util/look-at-file.ts';
import { PRIVATE_MODES } from './modes.ts';
import { openPresentFile, type OpenFileOptions } from './open-file.ts';
import { modesOf, type RuntimeLocation } from './runtime-files.ts';
import { codeOf, mapError } from './sqlite-error.ts';
import { sideFilesOf } from './sqlite-files.ts';
import { verifyDatabase, type DatabaseFacts } from './verify-database.ts';

export interface BackupOptions extends OpenFileOptions {
  readonly now: () => Now;
}

export interface BackupTarget {
  /** Absolute path of the backup; undefined for one in the folder of backups, named for the time. */
  readonly path: string | undefined;
  /** Replace a file that is there. */
  readonly overwrite: boolean;
  /** Do everything but give it its name. */
  readonly dryRun: boolean;
}

export interface Backup {
  readonly path: string;
  readonly bytes: number;
  /** A file that was there is replaced. */
  readonly overwritten: boolean;
  readonly facts: DatabaseFacts;
}

/** Where backups go that are given no name; Git ignores it with all of the local folder. */
export function backupsFolder({ localDir }: Pick<RuntimeLocation, 'localDir'>): string {
  return join(localDir, 'backups');
}

function fileExists(path: string, message: string): LodestarError {
  return new LodestarError('FILE_EXISTS', `${path} ${message}`, { details: { path } });
}

function defaultPath(options: BackupOptions): string {
  const folder = backupsFolder(options);
  makeLocalFolder(options.localDir, modesOf(options));
  makeFolder(folder, modesOf(options));
  return freeDatedPath(folder, 'runtime', options.now());
}

/** Refuses a target that is not free, or that must not be replaced whatever was asked for. */
function checkTarget(path: string, options: BackupOptions, { overwrite }: BackupTarget): void {
  const present = lookAtFile(path);
  if (present?.isDirectory() === true) {
    throw fileExists(path, 'is a folder: name the file in it');
  }
  const own = [options.path, ...sideFilesOf(options.path)];
  if (own.some((file) => file === path || isSameFile(identifyFile(file), identifyFile(path)))) {
    throw fileExists(path, 'is the runtime itself');
  }
  const inTheWay = [path, ...sideFilesOf(path)].find((file) => existsSync(file));
  if (inTheWay !== undefined && !overwrite) {
    throw fileExists(inTheWay, 'is already there');
  }
  if (!existsSync(dirname(path))) {
    throw new LodestarError('FILE_NOT_FOUND', `there is no folder ${dirname(path)}`, { details: { path } });
  }
}

/** Gives the finished file its name in one step: at every moment the name is free, the old file's or the whole new one's. */
function publish(temporary: string, path: string, overwrite: boolean): void {
  if (overwrite) {
    for (const file of sideFilesOf(path)) {
      rmSync(file, { force: true });
    }
    renameSync(temporary, path);
  } else {
    linkOrRename(temporary, path);
  }
  syncFolder(dirname(path));
}

/** A dry run, and a failure, leave no folder behind either. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // There are backups in it, or it was never made.
  }
}

async function verified(temporary: string, options: BackupOptions): Promise<DatabaseFacts> {
  const verification = await verifyDatabase(temporary);
  if (verification.sound) {
    return verification.facts;
  }
  const { reason, message } = verification.fault;
  throw new LodestarError('RUNTIME_DAMAGED', `${options.path} ${message}`, {
    details: { path: options.path, reason },
  });
}

/** What the target's folder refuses is no fault of the runtime's. */
function explain(error: unknown, path: string): unknown {
  if (codeOf(error) === 'EEXIST') {
    return fileExists(path, 'is already there');
  }
  const mapped = mapError(error, path);
  const isDenied =
    mapped instanceof LodestarError &&
    (mapped.code === 'RUNTIME_READONLY' || mapped.code === 'RUNTIME_FOREIGN_OWNER');
  return isDenied
    ? new LodestarError('FILE_READONLY', `${path} cannot be written`, { details: { path }, cause: error })
    : mapped;
}

async function writeBackup(options: BackupOptions, target: BackupTarget, path: string): Promise<Backup> {
  const file = openPresentFile(options);
  const temporary = join(dirname(path), `${basename(path)}-new-${process.pid}`);
  try {
    if (file === undefined) {
      throw new LodestarError('FILE_NOT_FOUND', `${options.path} is not there yet`, {
        details: { path: options.path },
        hint: 'There is nothing to back up: the first command that writes makes the runtime.',
      });
    }
    await copyDatabase(file.connection, temporary, PRIVATE_MODES);
    const facts = await verified(temporary, options);
    syncFile(temporary);
    const bytes = Number(identifyFile(temporary)?.size ?? 0n);
    const overwritten = !isMissing(identifyFile(path));
    if (!target.dryRun) {
      publish(temporary, path, target.overwrite);
    }
    return { path, bytes, overwritten, facts };
  } finally {
    file?.connection.close();
    removeDatabase(temporary);
    removeIfEmpty(backupsFolder(options));
  }
}

/**
 * Copies the runtime, as it is at one moment, while others go on reading and writing. The copy is made beside its target,
 * synced, read whole and held against the fold of its log before it gets its name. Its mode is 0600, whatever the
 * repository shares. Throws FILE_EXISTS, FILE_NOT_FOUND, FILE_READONLY, DISK_FULL, RUNTIME_DAMAGED where the runtime itself
 * is not sound, and the RUNTIME_ errors of opening it.
 */
export async function backupRuntime(options: BackupOptions, target: BackupTarget): Promise<Backup> {
  let path = target.path;
  try {
    path ??= defaultPath(options);
    checkTarget(path, options, target);
    return await writeBackup(options, target, path);
  } catch (error) {
    throw error instanceof LodestarError ? error : explain(error, path ?? backupsFolder(options));
  }
}
