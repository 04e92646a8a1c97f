import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isLeaseLive } from '../model/lease.ts';
import type { TableName } from './database.ts';
import { identifyFile } from './file-identity.ts';
import { TABLE_NAMES } from './migrations/table-kinds.ts';
import { networkFileSystem } from './network-fs.ts';
import { compareWithFold, type TableDifference } from './replay.ts';
import type { Runtime } from './runtime.ts';
import {
  compareSchema,
  damagedSchema,
  lacksTable,
  SELECT_SCHEMA,
  type SchemaDifference,
  type SchemaRow,
} from './schema-differences.ts';
import { walOf } from './sqlite-files.ts';
import { listLeases } from './tables/lease.ts';
import type { ReadTx } from './transaction.ts';

/** What is known of a runtime's health; `doctor` judges it. */
export interface RuntimeFacts {
  readonly path: string;
  readonly epoch: string;
  readonly schemaVersion: number;
  readonly sqliteVersion: string;
  readonly journalMode: string;
  /** Of our own connection: `2` is FULL. */
  readonly synchronous: number;
  /** What SQLite's integrity check tells; empty when it finds nothing. */
  readonly integrityProblems: readonly string[];
  /** Indexes, triggers and views that are not as the migrations make them, and tables that are not ours. */
  readonly schemaDifferences: readonly SchemaDifference[];
  readonly rows: Readonly<Record<TableName, number>>;
  /** Rows that are not what the log folds to. */
  readonly differences: readonly TableDifference[];
  /** Leases that have lapsed and that no writer has met since. */
  readonly lapsedLeases: number;
  readonly bytes: number;
  readonly walBytes: number;
  /** Permission bits. */
  readonly fileMode: number;
  readonly folderMode: number;
  readonly ownerUid: number;
  /** The name of the network file system that it is on. */
  readonly networkFs: string | undefined;
}

async function pragma(tx: ReadTx, text: string): Promise<string> {
  const [row] = await tx.raw<Record<string, string | number>>(`PRAGMA main.${text}`);
  return String(Object.values(row ?? {})[0] ?? '');
}

async function integrityProblems(tx: ReadTx): Promise<string[]> {
  const rows = await tx.raw<{ integrity_check: string }>('PRAGMA main.integrity_check');
  return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
}

async function countRows(tx: ReadTx): Promise<Record<TableName, number>> {
  const counts: [string, number][] = [];
  for (const table of TABLE_NAMES) {
    const [row] = await tx.raw<{ count: number }>(`SELECT count(*) AS count FROM main.${table}`);
    counts.push([table, row?.count ?? 0]);
  }
  return Object.fromEntries(counts) as Record<TableName, number>;
}

async function inspectTables(tx: ReadTx, path: string) {
  const schemaDifferences = compareSchema(await tx.raw<SchemaRow>(SELECT_SCHEMA));
  const lacking = lacksTable(schemaDifferences);
  if (lacking !== undefined) {
    throw damagedSchema(path, lacking);
  }
  const leases = await listLeases(tx);
  const [version] = await tx.raw<{ version: string }>('SELECT sqlite_version() AS version');
  return {
    schemaVersion: Number(await pragma(tx, 'user_version')),
    sqliteVersion: version?.version ?? '',
    journalMode: await pragma(tx, 'journal_mode'),
    synchronous: Number(await pragma(tx, 'synchronous')),
    integrityProblems: await integrityProblems(tx),
    schemaDifferences,
    rows: await countRows(tx),
    differences: (await compareWithFold(tx)).differences,
    lapsedLeases: leases.filter((lease) => !isLeaseLive(lease, tx.epoch, tx.now)).length,
  };
}

/** Looks at everything in a runtime. Throws RUNTIME_DAMAGED where not even that can be read. */
export async function inspectRuntime(runtime: Runtime): Promise<RuntimeFacts> {
  const { path, epoch } = runtime;
  const tables = await runtime.read(async (tx) => await inspectTables(tx, path));
  const file = identifyFile(path);
  const folder = identifyFile(dirname(path));
  return {
    path,
    epoch,
    ...tables,
    bytes: Number(file?.size ?? 0n),
    walBytes: Number(identifyFile(walOf(path))?.size ?? 0n),
    fileMode: file?.mode ?? 0,
    folderMode: folder?.mode ?? 0,
    ownerUid: file?.uid ?? 0,
    networkFs: folder === undefined ? undefined : networkFileSystem(statfsSync(dirname(path)).type),
  };
}
