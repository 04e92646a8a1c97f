import { expect, it } from 'vitest';
import { openSqlite } from '../../src/runtime/load-sqlite.ts';

it('brings a SQLite that does not damage a WAL of several writers', () => {
  const database = openSqlite(':memory:', {});
  const version = String(database.prepare('SELECT sqlite_version()').pluck().get());
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  expect((major * 1000 + minor) * 1000 + patch, version).toBeGreaterThanOrEqual(3_051_003);
  database.close();
});
