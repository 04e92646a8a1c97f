import { statfsSync } from 'node:fs';
import { LodestarError } from '../errors.ts';

/** The file system types (`f_type` of statfs(2)) on which locks do not reach every machine, or are only promised to. */
const NETWORK_FILE_SYSTEMS = new Map<number, string>([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
  [0x65735546, 'FUSE'],
  [0x00c36400, 'Ceph'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x0bd00bd0, 'Lustre'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
]);

/** The name of a network file system, `undefined` for a local one. `type` is taken as the 32 bits that it is. */
export function networkFileSystem(type: number): string | undefined {
  return NETWORK_FILE_SYSTEMS.get(type >>> 0);
}

/** What `statfs` answers for a folder; a parameter of the runtime so that no network is needed to try it. */
export type FileSystemType = (folder: string) => number;

export function fileSystemType(folder: string): number {
  return statfsSync(folder).type;
}

/** RUNTIME_NETWORK_FS when the folder is on a network file system. */
export function refuseNetworkFs(folder: string, typeOf: FileSystemType): void {
  const name = networkFileSystem(typeOf(folder));
  if (name !== undefined) {
    throw new LodestarError('RUNTIME_NETWORK_FS', `${folder} is on a network file system (${name})`, {
      details: { folder, file_system: name },
    });
  }
}
