import { lstatSync, readFileSync, realpathSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import { createFile } from '../../spec/create-file.ts';
import { replaceFile } from '../../spec/replace-file.ts';
import { isSameFile, statIdentity, type FileIdentity } from '../../spec/stable-read.ts';
import { isInside } from '../../util/is-inside.ts';
import { readFailure } from '../../util/read-failure.ts';
import { systemCodeOf } from '../../util/system-error.ts';

/** A file as it was read. */
export interface BlockFile {
  /** Behind links. */
  readonly path: string;
  /** Its bytes as latin1; `undefined` where there is none. */
  readonly text: string | undefined;
  readonly identity: FileIdentity | undefined;
}

function outside(file: string, boundary: string): LodestarError {
  return new LodestarError('LINK_OUTSIDE', `${file} leads out of ${boundary}`, {
    details: { path: file, target: null },
    hint: 'Put the file itself into the repository.',
  });
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** The nearest folder upwards that is there, behind links. */
function realFolder(file: string): string {
  const folder = path.dirname(file);
  try {
    return realpathSync(folder);
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT' || isLink(folder)) {
      throw error;
    }
    return realFolder(folder);
  }
}

/** Where a path leads to. LINK_OUTSIDE where that is not in the boundary, or nowhere. */
function resolveInside(file: string, boundary: string): string {
  const home = realpathSync(boundary);
  if (!isInside(home, realFolder(file))) {
    throw outside(file, boundary);
  }
  try {
    const real = realpathSync(file);
    if (!isInside(home, real)) {
      throw outside(file, boundary);
    }
    return real;
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') {
      throw error;
    }
    if (isLink(file)) {
      throw outside(file, boundary);
    }
    return file;
  }
}

function refuseBinary(file: string, bytes: Buffer): void {
  if (bytes.includes(0)) {
    throw new LodestarError('INPUT_INVALID', `${file} is no text that a block can be added to`, {
      details: { path: file },
      hint: 'Write it as UTF-8.',
    });
  }
}

/** Reads a file that a block is to be in. LINK_OUTSIDE, INPUT_INVALID (no text), FILE_NOT_FOUND (it cannot be read). */
function readBlockFile(file: string, boundary: string): BlockFile {
  try {
    const real = resolveInside(file, boundary);
    const identity = statIdentity(real);
    if (identity === undefined) {
      return { path: real, text: undefined, identity };
    }
    const bytes = readFileSync(real);
    refuseBinary(file, bytes);
    return { path: real, text: bytes.toString('latin1'), identity };
  } catch (error) {
    throw error instanceof LodestarError ? error : readFailure(error, file);
  }
}

function isAsRead({ path: real, identity }: BlockFile): boolean {
  const now = statIdentity(real);
  return identity === undefined || now === undefined ? identity === now : isSameFile(identity, now);
}

/**
 * Gives a file its new bytes at once, or takes it away; false when somebody else changed it since it was read, and then
 * nothing was done. Its mode stays. SPEC_READONLY, DISK_FULL, RUNTIME_IO.
 */
async function writeBlockFile(read: BlockFile, text: string | undefined): Promise<boolean> {
  if (text === undefined) {
    const isSame = isAsRead(read);
    if (isSame) {
      unlinkSync(read.path);
    }
    return isSame;
  }
  if (read.identity === undefined) {
    return createFile(read.path, Buffer.from(text, 'latin1').toString('utf8'));
  }
  const replaced = await replaceFile({
    path: read.path,
    name: path.basename(read.path),
    chunks: [Buffer.from(text, 'latin1')],
    isUnmoved: () => isAsRead(read),
  });
  return replaced.kind === 'written';
}

/** How often another writer may come between. */
const MAX_TRIES = 20;

interface FileChange {
  readonly file: string;
  /** The folder that no link may lead out of. */
  readonly boundary: string;
  /** As errors name the file. */
  readonly shownAs: string;
  readonly dryRun: boolean;
}

/**
 * Changes a file by what is in it; `plan` says what its bytes are to be, as latin1, `undefined` for no file, and decides anew
 * where somebody else changed it meanwhile. SPEC_BUSY, and the errors of reading and of writing it.
 */
export async function changeBlockFile<Plan extends { readonly after: string | undefined }>(
  { file, boundary, shownAs, dryRun }: FileChange,
  plan: (read: BlockFile) => Plan,
): Promise<Plan & { readonly changed: boolean }> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const read = readBlockFile(file, boundary);
    const planned = plan(read);
    const changed = planned.after !== read.text;
    if (!changed || dryRun || (await writeBlockFile(read, planned.after))) {
      return { ...planned, changed };
    }
  }
  throw new LodestarError('SPEC_BUSY', `${shownAs} changes all the time`, { details: { path: shownAs } });
}
