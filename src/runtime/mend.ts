import { LodestarError } from '../errors.ts';
import { foldWal } from './fold-wal.ts';
import { recordExpiries } from './leases.ts';
import { openPresentFile } from './open-file.ts';
import { openRuntime } from './open.ts';
import type { OpenRuntimeOptions } from './runtime.ts';
import { compareSchema, SELECT_SCHEMA, type SchemaDifference, type SchemaRow } from './schema-differences.ts';
import { codeOf } from './sqlite-error.ts';
import type { WriteTx } from './transaction.ts';

async function transactOn(options: OpenRuntimeOptions, fn: (tx: WriteTx) => Promise<void>): Promise<void> {
  const runtime = await openRuntime(options);
  try {
    await runtime.transact(fn);
  } finally {
    runtime.close();
  }
}

/** Records every lapsed lease as expired. Errors: those of opening a runtime and of writing it. */
export async function recordLapsed(options: OpenRuntimeOptions): Promise<void> {
  await transactOn(options, async (tx) => {
    await recordExpiries(tx);
  });
}

/** Whether it can be made anew: what is missing is not in the way of anything. */
export function isMendable({ type, difference }: SchemaDifference): boolean {
  return difference === 'missing' && type !== 'table';
}

/**
 * Makes the indexes and triggers anew that are missing. RUNTIME_DAMAGED where the rows are not as they would have kept
 * them.
 */
export async function makeSchemaAnew(options: OpenRuntimeOptions): Promise<void> {
  try {
    await transactOn(options, async (tx) => {
      for (const { sql } of compareSchema(await tx.raw<SchemaRow>(SELECT_SCHEMA)).filter(isMendable)) {
        await tx.raw(sql ?? '');
      }
    });
  } catch (error) {
    if (codeOf(error)?.startsWith('SQLITE_CONSTRAINT') !== true) {
      throw error;
    }
    throw new LodestarError(
      'RUNTIME_DAMAGED',
      `${options.path} has rows that an index would have kept apart`,
      {
        details: { path: options.path },
        cause: error,
      },
    );
  }
}

/** Brings the write-ahead log into the database and cuts it back. RUNTIME_BUSY while a reader keeps it from that. */
export async function foldLog(options: OpenRuntimeOptions): Promise<void> {
  const file = openPresentFile(options);
  try {
    if (file !== undefined && !foldWal(file.connection)) {
      throw new LodestarError('RUNTIME_BUSY', `a process that reads ${options.path} keeps its log`, {
        details: { path: options.path },
      });
    }
  } finally {
    file?.connection.close();
  }
}
