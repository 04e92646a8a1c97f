import type { SystemCall } from '../harness/strace.ts';

const STATS = ['EIO', 'EACCES'];
const CHANGES_FOLDER = ['EACCES', 'EROFS', 'EIO'];
const NEEDS_SPACE = ['ENOSPC', 'EIO', 'EDQUOT'];

/** The errors that a call can meet on a disk that is full, broken, read-only or another's, and in a process out of descriptors. */
const FITTING: Readonly<Record<string, readonly string[]>> = {
  access: ['EACCES', 'EIO'],
  fchmod: ['EROFS', 'EIO', 'EPERM'],
  fchown: ['EROFS', 'EIO', 'EDQUOT'],
  fdatasync: NEEDS_SPACE,
  fstat: ['EIO'],
  fsync: NEEDS_SPACE,
  ftruncate: NEEDS_SPACE,
  getdents64: ['EIO'],
  link: [...CHANGES_FOLDER, 'ENOSPC'],
  lstat: STATS,
  mkdir: [...CHANGES_FOLDER, 'ENOSPC', 'EDQUOT'],
  mmap: ['EACCES', 'ENOMEM'],
  newfstatat: STATS,
  pread64: ['EIO'],
  pwrite64: NEEDS_SPACE,
  pwritev: NEEDS_SPACE,
  read: ['EIO'],
  readlink: STATS,
  rename: [...CHANGES_FOLDER, 'ENOSPC', 'EDQUOT'],
  rmdir: CHANGES_FOLDER,
  stat: STATS,
  statfs: STATS,
  statx: STATS,
  unlink: CHANGES_FOLDER,
  write: NEEDS_SPACE,
};

/**
 * Errors that last once they begin: a disk stays full, a mount read-only, and nobody closes descriptors. Not of `write`, with
 * which Node wakes its own threads as well.
 */
const LASTING: Readonly<Record<string, readonly string[]>> = {
  openat: ['EMFILE', 'EROFS'],
  pwrite64: ['ENOSPC'],
};

function openErrors(text: string): string[] {
  const creates = text.includes('O_CREAT');
  const writes = creates || text.includes('O_RDWR') || text.includes('O_WRONLY');
  return ['EMFILE', 'EACCES', 'EIO', ...(writes ? ['EROFS'] : []), ...(creates ? ['ENOSPC', 'EDQUOT'] : [])];
}

/** What a call can fail of, in the kernel's names. */
export function fittingErrors({ name, text }: SystemCall): readonly string[] {
  switch (name) {
    case 'openat':
      return openErrors(text);
    case 'close':
      // Node gives up when it cannot close a file that it has only read, which no disk makes happen.
      return text.includes('/.lodestar') ? ['EIO'] : [];
    case 'fcntl':
      return text.includes('_SETLK') ? ['ENOLCK'] : [];
    default:
      return FITTING[name] ?? [];
  }
}

/** What it, and all that follow it, can fail of. */
export function lastingErrors({ name, text }: SystemCall): readonly string[] {
  const fitting = fittingErrors({ name, nth: 1, text });
  return (LASTING[name] ?? []).filter((error) => fitting.includes(error));
}
