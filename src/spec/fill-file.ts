import { fchmodSync, fchownSync, fstatSync, writeSync, type Stats } from 'node:fs';
import { systemCodeOf } from '../util/system-error.ts';

export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written);
  }
}

/** The new file is of the same owner and mode as the old one; who may not give files away keeps them. */
export function copyOwnerAndMode(descriptor: number, old: Stats): void {
  const own = fstatSync(descriptor);
  if (own.uid !== old.uid || own.gid !== old.gid) {
    try {
      fchownSync(descriptor, old.uid, old.gid);
    } catch (error) {
      if (systemCodeOf(error) !== 'EPERM') {
        throw error;
      }
    }
  }
  fchmodSync(descriptor, old.mode & 0o7777);
}
