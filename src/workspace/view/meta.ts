import type { ReadTx } from '../../runtime/transaction.ts';

/** What was kept under a key of `cache.meta`, as JSON. */
export async function getMetaText(tx: ReadTx, key: string): Promise<string | undefined> {
  const rows = await tx.raw<{ value: string }>('SELECT value FROM cache.meta WHERE key = ?', [key]);
  return rows[0]?.value;
}

/** A value that was kept under a key of `cache.meta`; whoever reads it wrote it. */
export async function getMeta<Value>(tx: ReadTx, key: string): Promise<Value | undefined> {
  const text = await getMetaText(tx, key);
  return text === undefined ? undefined : (JSON.parse(text) as Value);
}

export async function putMeta(tx: ReadTx, key: string, value: unknown): Promise<void> {
  await tx.raw('INSERT OR REPLACE INTO cache.meta (key, value) VALUES (?, ?)', [key, JSON.stringify(value)]);
}
