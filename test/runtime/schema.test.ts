import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Connection } from '../../src/runtime/connection.ts';
import { migrate } from '../../src/runtime/migrate.ts';
import { MIGRATIONS, SCHEMA_VERSION } from '../../src/runtime/migrations/index.ts';
import { PROJECTED_TABLES, TABLE_NAMES } from '../../src/runtime/migrations/table-kinds.ts';
import { transitionEvent } from './support/requests.ts';
import { makePlace, openAt } from './support/runtimes.ts';

const RUNTIME_SOURCES = join(import.meta.dirname, '../../src/runtime');

/** What each released migration's SQL hashes to: it never changes again. A new one is added here. */
const RELEASED = ['c9796b5846c9c70d', '1b97a3fa8989d400', '73eb8e10d18b1304'];

function dumpSchema(connection: Connection): string {
  const rows = connection.all<{ sql: string }>(
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name",
  );
  return `${rows.map((row) => `${row.sql};`).join('\n\n')}\n`;
}

function migrated(): Connection {
  const connection = new Connection(':memory:');
  migrate(connection);
  return connection;
}

describe('the schema', () => {
  test('is what the committed dump says', async () => {
    await expect(dumpSchema(migrated())).toMatchFileSnapshot(join(RUNTIME_SOURCES, 'schema.sql'));
  });

  test('has migrations that are numbered without a gap and never change', () => {
    expect(MIGRATIONS.map((each) => each.version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
    const hashes = MIGRATIONS.map((each) => createHash('sha256').update(each.sql).digest('hex').slice(0, 16));
    expect(hashes).toEqual(RELEASED);
    expect(migrated().pragma('user_version')).toBe(SCHEMA_VERSION);
  });

  test('has a kind for every table', () => {
    const tables = migrated().all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    );
    expect(tables.map((table) => table.name).sort()).toEqual([...TABLE_NAMES].sort());
  });
});

describe('an event', () => {
  test('can be neither changed nor deleted', async () => {
    const runtime = await openAt(makePlace());
    await runtime.transact(async (tx) => await tx.append(transitionEvent('T1', 'done')));
    for (const sql of [
      "UPDATE event SET actor = 'ai:x'",
      'DELETE FROM event',
      'REPLACE INTO event SELECT * FROM event',
    ]) {
      await expect(runtime.transact(async (tx) => await tx.raw(sql))).rejects.toThrow(/an event/u);
    }
  });
});

test('a projected table is written by nothing but apply', () => {
  const files = readdirSync(RUNTIME_SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('apply/') && !name.startsWith('migrations/'),
  );
  const writes = new RegExp(
    `(?:insertInto|replaceInto|updateTable|deleteFrom)\\('(?:${PROJECTED_TABLES.join('|')})'\\)|` +
      `(?:INSERT|REPLACE|UPDATE|DELETE)[^'\`]*\\b(?:INTO|UPDATE|FROM) (?:${PROJECTED_TABLES.join('|')})\\b`,
    'u',
  );
  const offenders = files.filter((name) => writes.test(readFileSync(join(RUNTIME_SOURCES, name), 'utf8')));
  expect(offenders).toEqual([]);
});
