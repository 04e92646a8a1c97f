import { LodestarError } from '../errors.ts';
import { findWorkspace, type WorkspacePaths } from './find.ts';

export function notAWorkspace(dir: string): LodestarError {
  const message = `no .lodestar/spec.yaml in ${dir} or above it within the repository`;
  return new LodestarError('NOT_A_WORKSPACE', message, { details: { dir } });
}

/** Finds the workspace of a folder. NOT_A_WORKSPACE where there is none. */
export function requireWorkspace(dir: string): WorkspacePaths {
  const paths = findWorkspace(dir);
  if (paths === undefined) {
    throw notAWorkspace(dir);
  }
  return paths;
}
