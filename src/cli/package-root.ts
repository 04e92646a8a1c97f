import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MARK = 'package.json';

/** The folder that Lodestar is installed in: the nearest one above this file that holds a package.json. */
export function packageRoot(): string {
  let dir = import.meta.dirname;
  while (!existsSync(join(dir, MARK))) {
    const parent = dirname(dir);
    if (parent === dir) {
      throw new Error(`no ${MARK} above ${import.meta.dirname}`);
    }
    dir = parent;
  }
  return dir;
}
