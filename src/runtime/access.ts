import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { LodestarError } from '../errors.ts';

function canUse(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return !(code === 'EACCES' || code === 'EPERM' || code === 'EROFS');
  }
}

/** The owner of a path or of the nearest folder above it that can be seen. */
function ownerOf(path: string): number | undefined {
  for (let current = path; ; current = dirname(current)) {
    try {
      return statSync(current).uid;
    } catch {
      if (dirname(current) === current) {
        return undefined;
      }
    }
  }
}

/** Node knows the name of its own user alone; for another the system's table of users is read. */
function userName(uid: number): string {
  if (uid === process.getuid?.()) {
    try {
      return userInfo().username;
    } catch {
      return String(uid);
    }
  }
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((each) => each.split(':')[2] === String(uid));
    return line?.split(':')[0] ?? String(uid);
  } catch {
    return String(uid);
  }
}

function readonly(path: string): LodestarError {
  return new LodestarError('RUNTIME_READONLY', `${path} or its folder cannot be written`, { details: { path } });
}

function foreignOwner(path: string, owner: number, user: number): LodestarError {
  const names = { owner: userName(owner), user: userName(user) };
  return new LodestarError('RUNTIME_FOREIGN_OWNER', `${path} belongs to ${names.owner}, and you are ${names.user}`, {
    details: { path, ...names },
  });
}

/**
 * Why a runtime cannot be used for lack of permission; `undefined` when it is not for that. A database in WAL mode needs
 * to write its file and its folder even to be read. `path` itself may be missing, its folder not.
 */
export function explainAccess(path: string): LodestarError | undefined {
  const folder = dirname(path);
  if (canUse(folder, constants.W_OK | constants.X_OK) && canUse(path, constants.R_OK | constants.W_OK)) {
    return undefined;
  }
  const owner = ownerOf(path);
  const user = process.getuid?.();
  const isOthers = owner !== undefined && user !== undefined && owner !== user;
  // A read-only mount is nobody's: it is told as such whoever owns the file.
  return isOthers && !isReadonlyMount(folder) ? foreignOwner(path, owner, user) : readonly(path);
}

function isReadonlyMount(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EROFS';
  }
}
