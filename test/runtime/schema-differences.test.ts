import { describe, expect, test } from 'vitest';
import { Connection } from '../../src/runtime/connection.ts';
import { inspectRuntime } from '../../src/runtime/inspect.ts';
import { TABLE_NAMES } from '../../src/runtime/migrations/table-kinds.ts';
import { compareSchema, SELECT_SCHEMA, type SchemaRow } from '../../src/runtime/schema-differences.ts';
import { listActors } from '../../src/runtime/tables/actor.ts';
import { codeOfFailure } from './support/code-of-failure.ts';
import { makePlace, openAt, type Place } from './support/runtimes.ts';

async function changed(sql: string): Promise<Place> {
  const place = makePlace();
  (await openAt(place)).close();
  const connection = new Connection(place.path);
  connection.exec(sql);
  connection.close();
  return place;
}

function differencesAt({ path }: Place) {
  const connection = new Connection(path, { mustExist: true });
  try {
    return compareSchema(connection.all<SchemaRow>(SELECT_SCHEMA)).map(({ type, name, difference }) => [
      type,
      name,
      difference,
    ]);
  } finally {
    connection.close();
  }
}

describe('the schema of a runtime', () => {
  test('is as the migrations make it, also after ANALYZE', async () => {
    expect(differencesAt(await changed('ANALYZE'))).toEqual([]);
  });

  test.each([
    ['DROP TRIGGER event_is_not_deleted', ['trigger', 'event_is_not_deleted', 'missing']],
    ['DROP INDEX event_order', ['index', 'event_order', 'missing']],
    ['CREATE VIEW mine AS SELECT 1', ['view', 'mine', 'unknown']],
    ['CREATE TABLE mine (x)', ['table', 'mine', 'unknown']],
    ['ALTER TABLE lease ADD COLUMN mine TEXT', ['table', 'lease', 'changed']],
    ['DROP INDEX event_order; CREATE INDEX event_order ON event (n)', ['index', 'event_order', 'changed']],
  ])('is seen to differ after %s', async (sql, difference) => {
    expect(differencesAt(await changed(sql))).toEqual([difference]);
  });

  test.each(TABLE_NAMES)('without its table %s makes a damaged runtime', async (table) => {
    const place = await changed(`ALTER TABLE "${table}" RENAME TO gone`);
    expect(await codeOfFailure(openAt(place).then(async (runtime) => await inspectRuntime(runtime)))).toBe(
      'RUNTIME_DAMAGED',
    );
  });

  test('is named where SQL fails on it, and is not blamed for SQL that is wrong', async () => {
    const damaged = await openAt(await changed('ALTER TABLE actor RENAME TO gone'));
    expect(await codeOfFailure(damaged.read(listActors))).toBe('RUNTIME_DAMAGED');
    const sound = await openAt(makePlace());
    await expect(sound.read(async (tx) => await tx.raw('SELECT absent'))).rejects.toThrow('no such column');
  });
});
