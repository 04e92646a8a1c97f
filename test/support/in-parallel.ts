/** Processes at the same time: enough that no core waits for another's disk, few enough that none is starved. */
const WORKERS = 4;

/** Calls `work` for every item, a few at a time, and returns the results in the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const worker = async () => {
    for (const [index, item] of left) {
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  return results;
}
