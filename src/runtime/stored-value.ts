/** A value in the database that nothing of ours can have written. Its code puts it among SQLite's own signs of damage. */
export class StoredValueError extends Error {
  readonly code = 'SQLITE_CORRUPT_VALUE';
}

/** Reads a JSON value that a column holds. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- who wrote the column names the shape of its values
export function parseStored<Value>(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    throw new StoredValueError('a stored JSON value is damaged', { cause: error });
  }
}
