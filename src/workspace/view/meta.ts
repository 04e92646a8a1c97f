import type { ReadTx } from '../../runtime/transaction.ts';
import type { FileIdentity } from '../../spec/stable-read.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import type { Project } from '../../model/task.ts';
import { CACHE_FORMAT } from './schema.ts';

/** What the cache knows of the spec file that its rows were compiled from. */
export interface SpecSource {
  readonly identity: FileIdentity;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  /** The file was older than the clock's grain when it was read, so that its identity alone proves its content. */
  readonly settled: boolean;
}

/** The spec as it was when it could not be used: kept so that every command tells the same without parsing again. */
export interface BrokenSpec {
  readonly source: SpecSource;
  readonly problems: readonly SpecProblem[];
}

/** How far the joined part of the view has followed the runtime. */
export interface JoinedUpTo {
  readonly epoch: string;
  readonly seq: number;
}

/** What the view knows beside its rows; JSON values, one row of `cache.meta` each. */
export interface ViewMeta {
  readonly format: number;
  readonly source: SpecSource;
  readonly broken: BrokenSpec | null;
  readonly warnings: readonly SpecProblem[];
  readonly project: Project;
  readonly features: Readonly<Record<string, readonly string[]>>;
  readonly joined: JoinedUpTo;
}

interface MetaRow {
  readonly key: keyof ViewMeta;
  readonly value: string;
}

/** The whole meta, or `undefined` when the cache is empty or of another format. */
export async function getViewMeta(tx: ReadTx): Promise<Partial<ViewMeta> | undefined> {
  const rows = await tx.raw<MetaRow>('SELECT key, value FROM cache.meta');
  const meta = Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
  return meta.format === CACHE_FORMAT ? (meta as Partial<ViewMeta>) : undefined;
}

export async function putViewMeta(tx: ReadTx, meta: Partial<ViewMeta>): Promise<void> {
  for (const [key, value] of Object.entries(meta)) {
    await tx.raw('INSERT OR REPLACE INTO cache.meta (key, value) VALUES (?, ?)', [key, JSON.stringify(value)]);
  }
}
