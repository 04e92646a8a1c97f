import { lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LodestarError } from '../errors.ts';
import { readFailure } from '../util/read-failure.ts';

/** What is wrong when a path is a link that leads to nothing; `undefined` when that is not so. */
export function danglingLink(path: string): LodestarError | undefined {
  try {
    return lookForDanglingLink(path);
  } catch (error) {
    throw readFailure(error, path);
  }
}

function lookForDanglingLink(path: string): LodestarError | undefined {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (!isLink || statSync(path, { throwIfNoEntry: false }) !== undefined) {
    return undefined;
  }
  const target = resolve(dirname(path), readlinkSync(path));
  return new LodestarError('FILE_NOT_FOUND', `${path} is a link to ${target}, where nothing is.`, {
    details: { path, target },
    hint: `Put the file back to where the link leads, or let the link lead to where the file is: \`ls -l ${path}\`.`,
  });
}
