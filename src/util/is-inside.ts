import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path is the folder or below it, segment by segment: `/a/bc` is not in `/a/b`. Both real and absolute. */
export function isInside(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
