import { statSync, type Stats } from 'node:fs';
import { readFailure } from './read-failure.ts';

/**
 * What is at a path that a caller named, links followed; `undefined` when nothing is. FILE_NOT_FOUND or RUNTIME_IO where
 * that cannot be told, or no file can have such a name.
 */
export function lookAtFile(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw readFailure(error, path);
  }
}
