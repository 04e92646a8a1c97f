import type { ReadTx } from '../../runtime/transaction.ts';
import type { SpecOutline } from '../../spec/outline.ts';
import { getMeta, putMeta } from './meta.ts';
import { getViewState } from './state.ts';

const OUTLINE = 'outline';

/** The outline of the spec that the rows were made from, and the hash of its content. */
export interface RowsOutline {
  readonly hash: string;
  /** `null` for a spec that cannot be cut at its tasks. */
  readonly outline: SpecOutline | null;
}

export async function putOutline(tx: ReadTx, hash: string, outline: SpecOutline | undefined): Promise<void> {
  const stored: RowsOutline = { hash, outline: outline ?? null };
  await putMeta(tx, OUTLINE, stored);
}

/** `undefined` where there are no rows, or nobody knows how what they were made from looks. */
export async function readOutline(tx: ReadTx): Promise<RowsOutline | undefined> {
  const good = (await getViewState(tx))?.good;
  const stored = good === undefined || good === null ? undefined : await getMeta<RowsOutline>(tx, OUTLINE);
  return stored?.hash === good?.source.hash ? stored : undefined;
}

/** The outline of the content of this hash, where the rows were made from it. */
export async function readOutlineOf(tx: ReadTx, hash: string): Promise<SpecOutline | undefined> {
  const stored = await readOutline(tx);
  return stored?.hash === hash ? (stored.outline ?? undefined) : undefined;
}

/** The hashes of these tasks' blocks, of those that have a row. */
export async function readBlockHashes(tx: ReadTx, ids: Iterable<string>): Promise<Map<string, string>> {
  const rows = await tx.raw<{ id: string; block_hash: string }>(
    'SELECT id, block_hash FROM cache.task WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify([...ids])],
  );
  return new Map(rows.map((row) => [row.id, row.block_hash]));
}
