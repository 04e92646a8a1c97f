import { chmodSync } from 'node:fs';
import type { FileIdentity } from './file-identity.ts';

/** Permission bits of what is made: for its owner alone, or as `core.sharedRepository` says. */
export interface Modes {
  readonly dir: number;
  readonly file: number;
}

export const PRIVATE_MODES: Modes = { dir: 0o700, file: 0o600 };

/** Lets a group that shares the repository use a file that its owner made before it was shared. Never takes bits away. */
export function widenMode(path: string, file: FileIdentity, modes: Modes): void {
  const wanted = file.mode | modes.file;
  if (wanted !== file.mode && file.uid === process.getuid?.()) {
    chmodSync(path, wanted);
  }
}
