import type { Connection } from './connection.ts';
import type { FileIdentity } from './file-identity.ts';

const BASE_32 = '0123456789abcdefghjkmnpqrstvwxyz';
const EPOCH_LENGTH = 12;

interface MetaRow {
  readonly epoch: string;
  readonly inode: string;
  readonly birth_ns: string;
}

/** Sixty random bits, drawn from SQLite's generator: loading one for this alone would cost milliseconds at start-up. */
export function randomEpoch(connection: Connection): string {
  const row = connection.get<{ bytes: Uint8Array }>('SELECT randomblob(?) AS bytes', [EPOCH_LENGTH]);
  return Array.from(row?.bytes ?? [], (byte) => BASE_32.charAt(byte % BASE_32.length)).join('');
}

/** Writes who a new file is. `fence` goes on from an older runtime where one is known. */
export function insertMeta(connection: Connection, identity: FileIdentity, fence = 0): void {
  connection.run('INSERT INTO meta (only_row, epoch, inode, birth_ns, fence) VALUES (1, ?, ?, ?, ?)', [
    randomEpoch(connection),
    String(identity.ino),
    String(identity.birthNs),
    fence,
  ]);
}

function readMeta(connection: Connection): MetaRow | undefined {
  return connection.get<MetaRow>('SELECT epoch, inode, birth_ns FROM meta');
}

function isOfFile(meta: MetaRow, identity: FileIdentity): boolean {
  return meta.inode === String(identity.ino) && meta.birth_ns === String(identity.birthNs);
}

/** Gives what is in a database to the file that it lies in, under an epoch of its own: every lease in it has lapsed. */
export function adoptFile(connection: Connection, identity: FileIdentity): string {
  const epoch = randomEpoch(connection);
  connection.run('UPDATE meta SET epoch = ?, inode = ?, birth_ns = ?', [
    epoch,
    String(identity.ino),
    String(identity.birthNs),
  ]);
  return epoch;
}

function renewEpoch(connection: Connection, identity: FileIdentity): string | undefined {
  const meta = readMeta(connection);
  return meta === undefined || isOfFile(meta, identity) ? meta?.epoch : adoptFile(connection, identity);
}

/**
 * The epoch of the file. A file that is not the one that its meta was written for is a copy or was restored: it gets an
 * epoch of its own, and with that every lease in it has lapsed. `undefined` when the row is missing: a damaged file.
 */
export function settleEpoch(connection: Connection, identity: FileIdentity): string | undefined {
  const meta = readMeta(connection);
  if (meta === undefined || isOfFile(meta, identity)) {
    return meta?.epoch;
  }
  connection.exec('BEGIN IMMEDIATE');
  try {
    const epoch = renewEpoch(connection, identity);
    connection.exec('COMMIT');
    return epoch;
  } catch (error) {
    if (connection.inTransaction) {
      connection.exec('ROLLBACK');
    }
    throw error;
  }
}
