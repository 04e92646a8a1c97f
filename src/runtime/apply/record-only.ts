/** An edit of the spec changes no table: its event is a record of it, and the spec holds the rest. */
export async function applyRecordOnly(): Promise<void> {
  await Promise.resolve();
}
