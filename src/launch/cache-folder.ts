import { lstatSync, mkdirSync, type Stats } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** Nobody but the owner can write what a mode without these bits guards. */
const WRITABLE_BY_OTHERS = 0o022;
const PRIVATE_FOLDER = 0o700;

export interface CacheSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user, real and effective; missing where the system has no such numbers. */
  readonly uid: number | undefined;
  readonly euid: number | undefined;
}

/** Compiled code is run as it stands: so only what this very user wrote, and nobody else can change, is used. */
export function isTrusted(stats: Pick<Stats, 'uid' | 'mode'>, uid: number): boolean {
  return stats.uid === uid && (stats.mode & WRITABLE_BY_OTHERS) === 0;
}

/** `$XDG_CACHE_HOME/lodestar`, else `~/.cache/lodestar`: by the XDG Base Directory Specification, which ignores relative paths. */
function locate({ XDG_CACHE_HOME: cacheHome, HOME: home }: CacheSurroundings['env']): string | undefined {
  if (cacheHome !== undefined && isAbsolute(cacheHome)) {
    return join(cacheHome, 'lodestar');
  }
  return home !== undefined && isAbsolute(home) ? join(home, '.cache', 'lodestar') : undefined;
}

function lookAt(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

/**
 * The folder for compiled code, made when it is missing. `undefined` where there is none that can be trusted, or where
 * `LODESTAR_CODE_CACHE=off` asks for none; everything works without.
 */
export function findCacheFolder({ env, uid, euid }: CacheSurroundings): string | undefined {
  const folder = env.LODESTAR_CODE_CACHE === 'off' ? undefined : locate(env);
  if (folder === undefined || uid === undefined || uid !== euid) {
    return undefined;
  }
  try {
    let stats = lookAt(folder);
    if (stats === undefined) {
      mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
      stats = lookAt(folder);
    }
    return stats?.isDirectory() === true && isTrusted(stats, uid) ? folder : undefined;
  } catch {
    return undefined;
  }
}
