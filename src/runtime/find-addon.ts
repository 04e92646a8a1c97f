import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where better-sqlite3's install script leaves its native part, in the folder that it is installed in. */
const ADDON = join('node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');

/**
 * The path of the native part, looked for as Node looks for a package. Given to the driver, it saves the driver's own
 * search through a dozen folders. `undefined` where it is somewhere else.
 */
export function findAddon(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, ADDON);
    if (existsSync(path)) {
      return path;
    }
    if (dirname(folder) === folder) {
      return undefined;
    }
  }
}
