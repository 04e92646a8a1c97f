// runtime-cycles.mjs API COUNT: claims, finishes and verifies COUNT tasks through the embedding API, and commits as many
// one-row transactions with better-sqlite3 alone on the same disk; prints the rates as JSON.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [apiPath, countText] = process.argv.slice(2);
const count = Number(countText);
const api = await import(pathToFileURL(apiPath).href);
const Database = createRequire(apiPath)('better-sqlite3');

const folder = { dir: process.cwd(), env: {}, now: api.readNow, dryRun: false, version: api.VERSION };
const context = await api.openOperationContext(folder, { as: 'ai:bench', lease: undefined, writing: true });

async function cycle() {
  const { data } = await api.claimTask(context, { filters: {}, allowOverlap: true });
  await api.completeTask(context, { id: data.task_id, note: undefined, evidence: [], criteria: 'all' });
  await api.verifyTask(context, { id: data.task_id, acceptUnchecked: false, reason: undefined });
}

const scratch = mkdtempSync(join(process.cwd(), '.bench-'));
const database = new Database(join(scratch, 'bare.sqlite'));
database.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)',
);
const insert = database.prepare('INSERT INTO row (text) VALUES (?)');
const begin = database.prepare('BEGIN IMMEDIATE');
const commit = database.prepare('COMMIT');

function bareCycle() {
  for (let transaction = 0; transaction < 3; transaction += 1) {
    begin.run();
    insert.run('a row of about the size that an event has, which is some two hundred bytes of text in all');
    commit.run();
  }
}

// In turns, so that what the disk does else hits both.
const CHUNK = 25;
let ours = 0;
let bare = 0;
for (let index = 0; index < CHUNK; index += 1) {
  await cycle();
  bareCycle();
}
for (let done = 0; done < count; done += CHUNK) {
  const begun = performance.now();
  for (let index = 0; index < CHUNK; index += 1) {
    await cycle();
  }
  const middle = performance.now();
  for (let index = 0; index < CHUNK; index += 1) {
    bareCycle();
  }
  ours += middle - begun;
  bare += performance.now() - middle;
}

const NEXTS = 200;
const begun = performance.now();
for (let index = 0; index < NEXTS; index += 1) {
  await api.nextTasks(context, { count: 1, filters: {} });
}
const nextMs = (performance.now() - begun) / NEXTS;
context.runtime.close();
database.close();
rmSync(scratch, { recursive: true });
const cycles = Math.ceil(count / CHUNK) * CHUNK;
console.log(
  JSON.stringify({
    cycles_per_second: (cycles * 1000) / ours,
    bare_cycles_per_second: (cycles * 1000) / bare,
    next_ms: nextMs,
  }),
);
