import { join } from 'node:path';

export const REPOSITORY_ROOT = join(import.meta.dirname, '..', '..');

/** The built command, as it is shipped. */
export const BUNDLE = join(REPOSITORY_ROOT, 'dist', 'lodestar.cjs');

export const EXAMPLE_WORKSPACE = join(REPOSITORY_ROOT, '.lodestar-example');
