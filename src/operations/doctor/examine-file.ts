import { formatTimestamp } from '../../model/timestamp.ts';
import type { RuntimeFacts } from '../../runtime/inspect.ts';
import { foldLog, isMendable, makeSchemaAnew } from '../../runtime/mend.ts';
import type { OpenRuntimeOptions } from '../../runtime/runtime.ts';
import { examined, found, type Examined, type Found } from './finding.ts';

/** Twice the size that a WAL is cut back to: it passes that by a little in the course of things. */
const WAL_BOUND_BYTES = 8 * 1024 * 1024;

/** `PRAGMA synchronous`: 2 is FULL, 3 is EXTRA. */
const SYNCHRONOUS_FULL = 2;

/** Two machines that are kept by NTP are closer than this. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** The first without the WAL-reset fault (sqlite.org, release log of 3.51.3). */
const OLDEST_SQLITE = [3, 51, 3] as const;

function examineIntegrity(facts: RuntimeFacts): Examined {
  const [first] = facts.integrityProblems;
  const findings =
    first === undefined ? [] : [found('RUNTIME_DAMAGED', `${facts.path} is damaged: ${first}`)];
  const kib = Math.ceil(facts.bytes / 1024);
  return examined('runtime.sqlite', findings, `${facts.rows.event} events, ${kib} KiB, in ${facts.path}`);
}

function examineSchema(
  { schemaDifferences, schemaVersion }: RuntimeFacts,
  options: OpenRuntimeOptions,
): Examined {
  const mend = async (): Promise<void> => {
    await makeSchemaAnew(options);
  };
  const told = schemaDifferences.map(({ type, name, difference }) => `${type} ${name} is ${difference}`);
  const details = schemaDifferences.every(isMendable)
    ? { mend, remedy: 'Run `lodestar doctor --fix`: it makes them anew.' }
    : {};
  const findings = told.length === 0 ? [] : [found('SCHEMA_DIFFERS', told.join(', '), details)];
  return examined('schema', findings, `version ${schemaVersion}, as its migrations make it`);
}

function examineReplay({ differences, rows }: RuntimeFacts): Examined {
  const [first] = differences;
  if (first === undefined) {
    return examined('replay', [], `the tables are what ${rows.event} events fold to`);
  }
  const where = `${first.table} ${first.key.map(String).join(', ')}`;
  const count = differences.length === 1 ? '1 row is' : `${differences.length} rows are`;
  const what = `${count} not what the log folds to; the first is in ${where}`;
  return examined('replay', [found('FOLD_DIFFERS', what)], '');
}

function isOlderThan(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  const index = oldest.findIndex((part, at) => part !== (parts[at] ?? 0));
  return index !== -1 && (parts[index] ?? 0) < (oldest[index] ?? 0);
}

function examineSqlite(facts: RuntimeFacts, options: OpenRuntimeOptions): Examined {
  const { synchronous, walBytes, networkFs, sqliteVersion, journalMode } = facts;
  const findings: Found[] = [];
  if (networkFs !== undefined) {
    findings.push(found('RUNTIME_NETWORK_FS', `the runtime is on a network file system (${networkFs})`));
  }
  if (isOlderThan(sqliteVersion, OLDEST_SQLITE)) {
    findings.push(found('SQLITE_OLD', `SQLite ${sqliteVersion} is older than ${OLDEST_SQLITE.join('.')}`));
  }
  if (synchronous < SYNCHRONOUS_FULL) {
    findings.push(found('SYNCHRONOUS_NOT_FULL', `synchronous is ${synchronous}, not FULL`));
  }
  if (walBytes > WAL_BOUND_BYTES) {
    const mend = async (): Promise<void> => {
      await foldLog(options);
    };
    const mib = Math.round(walBytes / 1024 / 1024);
    findings.push(found('WAL_LARGE', `the write-ahead log has ${mib} MiB`, { mend }));
  }
  return examined('sqlite', findings, `SQLite ${sqliteVersion}, ${journalMode}, synchronous FULL`);
}

function examineClock(last: { clock: number } | undefined, wallMs: number): Examined {
  const behindMs = (last?.clock ?? 0) - wallMs;
  const minutes = Math.round(behindMs / 60_000);
  const at = formatTimestamp(last?.clock ?? 0);
  const findings =
    behindMs <= CLOCK_TOLERANCE_MS
      ? []
      : [found('CLOCK_BEHIND', `the clock is ${minutes} min behind the last event (${at})`)];
  return examined('clock', findings, 'not behind the log');
}

export interface FileSurroundings {
  readonly options: OpenRuntimeOptions;
  /** The newest event; undefined when there is none. */
  readonly lastEvent: { readonly clock: number } | undefined;
  readonly wallMs: number;
}

/** The runtime as a file: whole, as it was made, true to its log, on a disk that can be trusted. */
export function examineFile(
  facts: RuntimeFacts,
  { options, lastEvent, wallMs }: FileSurroundings,
): Examined[] {
  return [
    examineIntegrity(facts),
    examineSchema(facts, options),
    examineReplay(facts),
    examineSqlite(facts, options),
    examineClock(lastEvent, wallMs),
  ];
}
