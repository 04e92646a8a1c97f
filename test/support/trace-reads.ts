import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProcess, type ProcessOptions } from './run-process.ts';

/** How many bytes a process read from each file that it opened; 0 from one that it did not read, or that is mapped. */
export type ReadBytes = ReadonlyMap<string, number>;

const CALLS = 'trace=openat,open,read,pread64,readv,preadv';
/** `pread64(17</path>, …) = 4096`; strace tells a descriptor's path with -y. */
const READ = /^p?readv?(?:64)?\(\d+<(?<path>[^>]+)>.* = (?<bytes>\d+)$/u;
const OPENED = /^open(?:at)?\(.* = \d+<(?<path>[^>]+)>$/u;

function countReads(trace: string, bytes: Map<string, number>): void {
  for (const line of trace.split('\n')) {
    const { path, bytes: read } = (READ.exec(line) ?? OPENED.exec(line))?.groups ?? {};
    if (path !== undefined) {
      bytes.set(path, (bytes.get(path) ?? 0) + Number(read ?? '0'));
    }
  }
}

/** Runs a command under strace, which the caller has made sure of. Throws when the command fails. */
export async function traceReads(
  argv: readonly string[],
  options: ProcessOptions & { readonly scratch: string },
): Promise<ReadBytes> {
  const { scratch, ...rest } = options;
  const folder = mkdtempSync(join(scratch, 'trace-'));
  // A file for each thread: in one for all, the calls of two threads would be cut at each other.
  const args = ['-ff', '-qqq', '-y', '-s', '0', '-e', CALLS, '-o', join(folder, 'thread'), ...argv];
  const { code, stdout, stderr } = await runProcess('strace', args, rest);
  if (code !== 0) {
    throw new Error(`${argv.join(' ')} ended with ${String(code)}: ${stdout}${stderr}`);
  }
  const bytes = new Map<string, number>();
  for (const name of readdirSync(folder)) {
    countReads(readFileSync(join(folder, name), 'utf8'), bytes);
  }
  return bytes;
}
