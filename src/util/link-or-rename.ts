import { linkSync, renameSync } from 'node:fs';
import { systemCodeOf } from './system-error.ts';

/** File systems without hard links, such as exFAT, tell so in different words. */
const NO_LINKS: readonly (string | undefined)[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** Gives a file a second name that must be free, or where there are no second names, that name instead of its own. */
export function linkOrRename(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!NO_LINKS.includes(systemCodeOf(error))) {
      throw error;
    }
    renameSync(from, to);
  }
}
