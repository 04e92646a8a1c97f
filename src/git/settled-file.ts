import { lstatSync, statSync, type BigIntStats } from 'node:fs';
import { areTimesSettled } from '../util/settled-times.ts';
import { orMissing, readGitFile } from './repository.ts';

const STAT_OPTIONS = { bigint: true, throwIfNoEntry: false } as const;

type Identity = Pick<BigIntStats, 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>;

interface Known extends Identity {
  readonly text: string;
}

/** A handful: HEAD, and the refs that it has been on. */
const known = new Map<string, Known>();

function isSame(a: Identity, b: Identity): boolean {
  return a.ctimeNs === b.ctimeNs && a.mtimeNs === b.mtimeNs && a.ino === b.ino && a.size === b.size;
}

/** What is at a path, links followed; `undefined` when nothing is there, or it may not be looked at. RUNTIME_IO where that cannot be told. */
function look(file: string): BigIntStats | undefined {
  return orMissing(file, () => statSync(file, STAT_OPTIONS));
}

/** As `look`, of a link itself. */
export function lookAtLink(file: string): BigIntStats | undefined {
  return orMissing(file, () => lstatSync(file, STAT_OPTIONS));
}

/**
 * The text of a small file of Git's; `undefined` when it cannot be read, whatever the reason. In a process that asks often
 * one that was long unchanged when it was read is not read again before it changes.
 */
export function readSettledFile(file: string, stats = look(file), wallMs = Date.now()): string | undefined {
  if (stats === undefined) {
    return undefined;
  }
  const last = known.get(file);
  if (last !== undefined && isSame(last, stats)) {
    return last.text;
  }
  const text = readGitFile(file);
  const { ino, size, mtimeNs, ctimeNs } = stats;
  if (text !== undefined && areTimesSettled(ctimeNs, wallMs)) {
    known.set(file, { ino, size, mtimeNs, ctimeNs, text });
  } else {
    known.delete(file);
  }
  return text;
}
