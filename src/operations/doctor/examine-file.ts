import { formatTimestamp } from '../../model/timestamp.ts';
import type { RuntimeFacts } from '../../runtime/inspect.ts';
import { PRIVATE_MODES, type Modes } from '../../runtime/modes.ts';
import { examined, type Examined, type Finding } from './finding.ts';

/** Twice the size that a WAL is cut back to: it passes that by a little in the course of things. */
const WAL_BOUND_BYTES = 8 * 1024 * 1024;

/** `PRAGMA synchronous`: 2 is FULL, 3 is EXTRA. */
const SYNCHRONOUS_FULL = 2;

/** Two machines that are kept by NTP are closer than this. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Nothing but reading and writing by all is told of a folder: a checkout's folders are made by the umask. */
const WRITABLE_BY_ALL = 0o002;
const PERMISSION_BITS = 0o777;

const RECOVER =
  'Run `lodestar doctor --recover`: it keeps the damaged file aside and saves what is readable.';

function octal(mode: number): string {
  return (mode & PERMISSION_BITS).toString(8);
}

function examineIntegrity(facts: RuntimeFacts): Examined {
  const findings: Finding[] = facts.integrityProblems.slice(0, 1).map((first) => ({
    code: 'RUNTIME_DAMAGED',
    severity: 'error',
    what: `${facts.path} is damaged: ${first}`,
    why: 'What is read from a damaged file may be wrong, and the next command may fail.',
    remedy: RECOVER,
  }));
  const kib = Math.ceil(facts.bytes / 1024);
  return examined('runtime.sqlite', findings, `${facts.rows.event} events, ${kib} KiB, in ${facts.path}`);
}

function examineReplay({ differences, rows }: RuntimeFacts): Examined {
  const [first] = differences;
  if (first === undefined) {
    return examined('replay', [], `the tables are what ${rows.event} events fold to`);
  }
  const where = `${first.table} ${first.key.map(String).join(', ')}`;
  const count = differences.length === 1 ? '1 row is' : `${differences.length} rows are`;
  const finding: Finding = {
    code: 'FOLD_DIFFERS',
    severity: 'error',
    what: `${count} not what the log folds to; the first is in ${where}`,
    why: 'Every table is the fold of the log. A row that is not was written past Lodestar, or by a fault of it.',
    remedy:
      'Run `lodestar doctor --recover`: it keeps the file aside and makes the tables anew from the log.',
  };
  return examined('replay', [finding], '');
}

function examinePermissions(facts: RuntimeFacts, modes: Modes): Examined {
  const { path, fileMode, folderMode } = facts;
  const findings: Finding[] = [];
  if ((fileMode & PERMISSION_BITS & ~modes.file) !== 0) {
    findings.push({
      code: 'MODES_WRONG',
      severity: 'error',
      what: `${path} has the mode ${octal(fileMode)}; ${octal(modes.file)} is meant`,
      why: 'Others could read tokens and messages, or write leases.',
      remedy: `Run \`chmod ${octal(modes.file)} ${path}\`, or set core.sharedRepository in Git if they are meant to.`,
    });
  }
  if ((folderMode & WRITABLE_BY_ALL & ~modes.dir) !== 0) {
    findings.push({
      code: 'FOLDER_OPEN',
      severity: 'error',
      what: `everybody can write the folder of ${path} (mode ${octal(folderMode)})`,
      why: 'Anybody could put another runtime, or another spec, in place of this one.',
      remedy: 'Run `chmod o-w` on that folder.',
    });
  }
  return examined('permissions', findings, `${octal(fileMode)}, as is meant`);
}

function examineSqlite(facts: RuntimeFacts): Examined {
  const { synchronous, walBytes, networkFs, sqliteVersion, journalMode } = facts;
  const findings: Finding[] = [];
  if (networkFs !== undefined) {
    findings.push({
      code: 'RUNTIME_NETWORK_FS',
      severity: 'error',
      what: `the runtime is on a network file system (${networkFs})`,
      why: "SQLite's locks cannot be trusted there: two agents could hold one task.",
      remedy: 'Set LODESTAR_RUNTIME to a path on a local disk.',
    });
  }
  if (synchronous < SYNCHRONOUS_FULL) {
    findings.push({
      code: 'SYNCHRONOUS_NOT_FULL',
      severity: 'warning',
      what: `synchronous is ${synchronous}, not FULL`,
      why: 'A power cut could take back what was acknowledged.',
      remedy: 'Report it: Lodestar sets it at every open.',
    });
  }
  if (walBytes > WAL_BOUND_BYTES) {
    findings.push({
      code: 'WAL_LARGE',
      severity: 'warning',
      what: `the write-ahead log has ${Math.round(walBytes / 1024 / 1024)} MiB`,
      why: 'A reader that stays open for long keeps it from being cut back, and every command reads all of it.',
      remedy: 'End what keeps the runtime open; the next command then cuts it back.',
    });
  }
  return examined('sqlite', findings, `SQLite ${sqliteVersion}, ${journalMode}, synchronous FULL`);
}

function examineClock(last: { clock: number } | undefined, wallMs: number): Examined {
  const behindMs = (last?.clock ?? 0) - wallMs;
  if (behindMs <= CLOCK_TOLERANCE_MS) {
    return examined('clock', [], 'not behind the log');
  }
  const finding: Finding = {
    code: 'CLOCK_BEHIND',
    severity: 'warning',
    what: `the clock is ${Math.round(behindMs / 60_000)} min behind the last event (${formatTimestamp(last?.clock ?? 0)})`,
    why: 'Dates that are settled into the spec then lie ahead of the time; the order of what happens is not hurt.',
    remedy: "Check the clock of this machine, and of those that share this repository's spec.",
  };
  return examined('clock', [finding], '');
}

export interface FileSurroundings {
  readonly modes: Modes | undefined;
  /** The newest event; undefined when there is none. */
  readonly lastEvent: { readonly clock: number } | undefined;
  readonly wallMs: number;
}

/** The runtime as a file: whole, true to its log, closed to others, on a disk that can be trusted. */
export function examineFile(facts: RuntimeFacts, around: FileSurroundings): Examined[] {
  return [
    examineIntegrity(facts),
    examineReplay(facts),
    examinePermissions(facts, around.modes ?? PRIVATE_MODES),
    examineSqlite(facts),
    examineClock(around.lastEvent, around.wallMs),
  ];
}
