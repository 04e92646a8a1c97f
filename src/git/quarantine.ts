import path from 'node:path';
import { realPath } from './repository.ts';

/** What tells Git where to find the objects of a push that it has not taken yet, and those that are there already. */
export const QUARANTINE_VARIABLES = [
  'GIT_QUARANTINE_PATH',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
] as const;

/**
 * The variables that Git sets for the hooks that decide on a push (`pre-receive`, `update`), where they are about the
 * repository at `dir`, its checkout or its own folder: without them the commits that are pushed are not to be found. Empty
 * elsewhere: those of another repository would hide all that this one has.
 */
export function quarantineOf(
  dir: string,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const quarantine = env.GIT_QUARANTINE_PATH;
  if (quarantine === undefined || quarantine === '') {
    return {};
  }
  const objects = realPath(path.dirname(quarantine));
  const isOwn = ['objects', '.git/objects'].some((name) => {
    const own = realPath(path.join(dir, name));
    return own !== undefined && own === objects;
  });
  const set = QUARANTINE_VARIABLES.flatMap((name): [string, string][] => {
    const value = env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return isOwn ? Object.fromEntries(set) : {};
}
