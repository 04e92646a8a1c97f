import { utimesSync, writeFileSync } from 'node:fs';

const LONG_AGO_S = 1;

/** Writes a file as if long ago: who reads it need not wait whether somebody goes on writing. */
export function writeSettled(path: string, content: string | Uint8Array): void {
  writeFileSync(path, content);
  utimesSync(path, LONG_AGO_S, LONG_AGO_S);
}
