/** The files that SQLite keeps beside a database. */
export function walOf(path: string): string {
  return `${path}-wal`;
}

export function sharedMemoryOf(path: string): string {
  return `${path}-shm`;
}

/** The rollback journal, of a database that is not in WAL mode. */
export function journalOf(path: string): string {
  return `${path}-journal`;
}

/** All that SQLite would take for a part of a database at that path. */
export function sideFilesOf(path: string): string[] {
  return [walOf(path), sharedMemoryOf(path), journalOf(path)];
}

/** What a cache was when it was last written; see cache-seal.ts. */
export function sealOf(path: string): string {
  return `${path}-seal`;
}
