import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Now } from '../model/now.ts';
import { formatTimestamp } from '../model/timestamp.ts';

/** The time as a part of a file's name: no colon, which some systems refuse. */
export function dateInName({ wallMs }: Now): string {
  return formatTimestamp(wallMs).replace(/[:.]/gu, '-');
}

/** The path of a database named for the time, that nothing has yet; two in one millisecond are numbered. */
export function freeDatedPath(folder: string, name: string, now: Now): string {
  const dated = `${name}-${dateInName(now)}`;
  for (let count = 1; ; count += 1) {
    const path = join(folder, `${dated}${count === 1 ? '' : `-${count}`}.sqlite`);
    if (!existsSync(path)) {
      return path;
    }
  }
}
