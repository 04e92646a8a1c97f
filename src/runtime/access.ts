import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
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

/** The path, or the nearest folder above it that is there and can be seen. */
function nearestPresent(path: string): string {
  let current = path;
  while (current !== dirname(current) && !existsSync(current)) {
    current = dirname(current);
  }
  return current;
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
    const line = readFileSync('/etc/passwd')
      .toString('utf8')
      .split('\n')
      .find((each) => each.split(':')[2] === String(uid));
    return line?.split(':')[0] ?? String(uid);
  } catch {
    return String(uid);
  }
}

function readonly(path: string): LodestarError {
  return new LodestarError('RUNTIME_READONLY', `${path} or its folder cannot be written`, {
    details: { path },
  });
}

function foreignOwner(path: string, owner: number, user: number): LodestarError {
  const names = { owner: userName(owner), user: userName(user) };
  return new LodestarError(
    'RUNTIME_FOREIGN_OWNER',
    `${path} belongs to ${names.owner}, and you are ${names.user}`,
    {
      details: { path, ...names },
    },
  );
}

/** `undefined` where that cannot be told either. */
function ownerOf(path: string): number | undefined {
  try {
    return statSync(path).uid;
  } catch {
    return undefined;
  }
}

/**
 * Why a runtime cannot be used for lack of permission; `undefined` when it is not for that. A database in WAL mode needs
 * to write its file and its folder even to be read. Where they are missing, the folder that they would be made in is judged.
 */
export function explainAccess(path: string): LodestarError | undefined {
  const folder = nearestPresent(dirname(path));
  if (canUse(folder, constants.W_OK | constants.X_OK) && canUse(path, constants.R_OK | constants.W_OK)) {
    return undefined;
  }
  const owner = ownerOf(nearestPresent(path));
  const user = process.getuid?.();
  const isOthers = user !== undefined && owner !== undefined && owner !== user;
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
