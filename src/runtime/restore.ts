import { LodestarError } from '../errors.ts';
import type { Now } from '../model/now.ts';
import { lookAtFile } from '../util/look-at-file.ts';
import { freeDatedPath } from './dated-path.ts';
import { identifyFile, isMissing, isSameFile } from './file-identity.ts';
import { returningPath } from './finish-replacement.ts';
import { finishSwaps } from './finish-swaps.ts';
import { removeDatabase } from './move-database.ts';
import { journalModeFor, type OpenFileOptions } from './open-file.ts';
import { refuseOthers } from './recover.ts';
import { prepareReplacement, replaceRuntime } from './replace-runtime.ts';
import { withRuntimeLock } from './runtime-files.ts';
import { codeOf, isDamage, mapError } from './sqlite-error.ts';
import { verifyDatabase, type DatabaseFacts, type DatabaseFault } from './verify-database.ts';

export interface RestoreOptions extends OpenFileOptions {
  readonly now: () => Now;
}

export interface RestoreRequest {
  /** Absolute path of the backup. */
  readonly file: string;
  /** Verify it, and say what would be. */
  readonly dryRun: boolean;
}

export interface Restored {
  /** Where the runtime that was replaced is kept; null when there was none. */
  readonly keptAs: string | null;
  readonly facts: DatabaseFacts;
}

const HINTS: Readonly<Partial<Record<DatabaseFault['reason'], string>>> = {
  newer: 'Install the version of Lodestar that made the backup.',
};

function invalid(file: string, { reason, message }: DatabaseFault): LodestarError {
  const hint = HINTS[reason];
  return new LodestarError('BACKUP_INVALID', `${file} ${message}`, {
    details: { path: file, reason },
    ...(hint === undefined ? {} : { hint }),
  });
}

function checkFile(file: string, { path }: RestoreOptions): void {
  if (lookAtFile(file)?.isFile() !== true) {
    throw new LodestarError('FILE_NOT_FOUND', `${file} is no file`, { details: { path: file } });
  }
  if (isSameFile(identifyFile(file), identifyFile(path))) {
    throw new LodestarError('INPUT_INVALID', `${file} is the runtime itself`, {
      details: { path: file },
      hint: 'Name a backup: `lodestar backup` makes one.',
    });
  }
}

async function prepare(options: RestoreOptions, file: string): Promise<DatabaseFacts> {
  try {
    return await prepareReplacement(file, options, async (copy) => {
      const verification = await verifyDatabase(copy);
      if (!verification.sound) {
        throw invalid(file, verification.fault);
      }
      return verification.facts;
    });
  } catch (error) {
    if (isDamage(error)) {
      throw invalid(file, { reason: 'damaged', message: 'is damaged, or no database' });
    }
    if (codeOf(error) === 'SQLITE_CANTOPEN') {
      throw new LodestarError('FILE_NOT_FOUND', `${file} cannot be read`, {
        details: { path: file },
        cause: error,
      });
    }
    throw error;
  }
}

/**
 * Makes a backup the runtime, and keeps the present one aside under a name of its own. The file itself is not changed.
 * What is restored has an epoch of its own: no lease in it is live, because its holder may long have given it back or lost
 * it, and no token holds that was given out since, because the log no longer knows of it. Throws BACKUP_INVALID,
 * FILE_NOT_FOUND, INPUT_INVALID, DISK_FULL, and the RUNTIME_ errors of a present file that is no runtime of ours.
 */
export async function restoreBackup(
  options: RestoreOptions,
  { file, dryRun }: RestoreRequest,
): Promise<Restored> {
  checkFile(file, options);
  try {
    return await withRuntimeLock(options, async (mutex) => {
      await finishSwaps({ location: options, journalMode: journalModeFor(options) }, mutex);
      refuseOthers(options);
      const facts = await prepare(options, file);
      // A name of its own for each, so that no restoring takes away what another one kept.
      const keepAs = freeDatedPath(options.localDir, 'before-restore', options.now());
      if (dryRun) {
        removeDatabase(returningPath(options));
        return { facts, keptAs: isMissing(identifyFile(options.path)) ? null : keepAs };
      }
      const wasThere = await replaceRuntime(options, keepAs, mutex);
      return { facts, keptAs: wasThere ? keepAs : null };
    });
  } catch (error) {
    throw mapError(error, options.path);
  }
}
