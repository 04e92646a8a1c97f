import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { salvage } from '../../src/runtime/salvage.ts';
import { makePlace, openAt } from './support/runtimes.ts';

const PAGE = 4096;
const AGENTS = 120;

/** A log of several pages, closed, so that all of it is in the file. */
async function writeLog(): Promise<string> {
  const place = makePlace();
  const runtime = await openAt(place);
  for (let index = 0; index < AGENTS; index += 1) {
    const actor = `ai:agent-${String(index)}-${'x'.repeat(100)}`;
    await runtime.transact(
      async (tx) => await tx.append({ type: 'actor.registered', actor, taskId: null, data: {} }),
    );
  }
  runtime.close();
  return place.path;
}

function swapped(bytes: Buffer, a: number, b: number): Buffer {
  const copy = Buffer.from(bytes);
  bytes.copy(copy, a * PAGE, b * PAGE, (b + 1) * PAGE);
  bytes.copy(copy, b * PAGE, a * PAGE, (a + 1) * PAGE);
  return copy;
}

/** The events of true agents that can be read by their numbers, one after the other; none where the schema is gone. */
function readSingly(path: string): number[] {
  const database = new Database(path, { readonly: true });
  const isThere = (seq: number): boolean => {
    try {
      const sql = "SELECT 1 FROM event WHERE seq = ? AND actor LIKE 'ai:agent-%'";
      return database.prepare(sql).get(seq) !== undefined;
    } catch {
      return false;
    }
  };
  const found = Array.from({ length: AGENTS }, (_, index) => index + 1).filter(isThere);
  database.close();
  return found;
}

it('saves every event that can be read, whichever page is in the place of that of the sequence', async () => {
  const path = await writeLog();
  const bytes = readFileSync(path);
  const database = new Database(path, { readonly: true });
  const sequence = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_sequence'";
  const root = Number(database.prepare(sequence).pluck().get()) - 1;
  database.close();
  const damaged = join(dirname(path), 'damaged.sqlite');
  for (let page = 1; page < bytes.length / PAGE; page += 1) {
    writeFileSync(damaged, swapped(bytes, root, page));
    const saved = new Set(salvage(damaged).events.map(({ seq }) => seq));
    expect(
      readSingly(damaged).filter((seq) => !saved.has(seq)),
      `page ${String(page)}`,
    ).toEqual([]);
  }
});

it('looks for events one by one where both ends of the log and its numbers are gone', async () => {
  const path = await writeLog();
  const database = new Database(path, { readonly: true });
  const pages = database
    .prepare(
      "SELECT pageno FROM dbstat WHERE name IN ('event', 'sqlite_sequence') AND pagetype = 'leaf' ORDER BY path",
    )
    .pluck()
    .all() as number[];
  const sequence = Number(
    database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_sequence'").pluck().get(),
  );
  database.close();
  const log = pages.filter((page) => page !== sequence);
  const bytes = readFileSync(path);
  for (const page of [log[0], log.at(-1), sequence]) {
    bytes.fill(0xa5, ((page ?? 1) - 1) * PAGE, (page ?? 1) * PAGE);
  }
  writeFileSync(path, bytes);
  const readable = readSingly(path);
  expect(readable.length).toBeGreaterThan(0);
  const { events, lostEvents } = salvage(path);
  expect(events.map(({ seq }) => seq)).toEqual(readable);
  expect(lostEvents).toBeGreaterThan(0);
});
