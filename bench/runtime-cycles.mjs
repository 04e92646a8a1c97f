// runtime-cycles.mjs API ROUNDS: claims, finishes and verifies tasks through the embedding API, in turns with as many
// one-row transactions of better-sqlite3 alone on the same disk; prints the medians of the rounds as JSON.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [apiPath, roundsText] = process.argv.slice(2);
const rounds = Number(roundsText);
const api = await import(pathToFileURL(apiPath).href);
const Database = createRequire(apiPath)('better-sqlite3');

const folder = { dir: process.cwd(), env: {}, now: api.readNow, dryRun: false, version: api.VERSION };
const context = await api.openOperationContext(folder, { as: 'ai:bench', lease: undefined, writing: true });

/** Each verb is one transaction. */
const VERBS = {
  claim: () => api.claimTask(context, { filters: {}, allowOverlap: true }),
  done: (id) => api.completeTask(context, { id, note: undefined, evidence: [], criteria: 'all' }),
  verify: (id) => api.verifyTask(context, { id, acceptUnchecked: false, reason: undefined }),
};
const TRANSACTIONS = Object.keys(VERBS).length;

const times = { claim: [], done: [], verify: [], next: [] };

async function timed(verb, run) {
  const begun = performance.now();
  const answer = await run();
  times[verb].push(performance.now() - begun);
  return answer;
}

async function cycle() {
  const { data } = await timed('claim', VERBS.claim);
  await timed('done', () => VERBS.done(data.task_id));
  await timed('verify', () => VERBS.verify(data.task_id));
}

// As the runtime's own database is kept: the same pages, the same WAL, the same promise that a commit is on the disk.
const scratch = mkdtempSync(join(process.cwd(), '.bench-'));
const database = new Database(join(scratch, 'bare.sqlite'));
database.exec(`PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 4194304;
  CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)`);
const insert = database.prepare('INSERT INTO row (text) VALUES (?)');
const begin = database.prepare('BEGIN IMMEDIATE');
const commit = database.prepare('COMMIT');

function bareCycle() {
  for (let transaction = 0; transaction < TRANSACTIONS; transaction += 1) {
    begin.run();
    insert.run('a row of about the size that an event has, which is some two hundred bytes of text in all');
    commit.run();
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

// Until both have filled a WAL, so that neither is measured while its file grows, and the code is compiled.
const WARM_CYCLES = 150;
const WARM_BARE_CYCLES = 400;
for (let index = 0; index < WARM_CYCLES; index += 1) {
  await cycle();
}
for (let index = 0; index < WARM_BARE_CYCLES; index += 1) {
  bareCycle();
}

// In turns that are short, so that what the disk and other processes do else hits both, and medians of many.
const TURN = 8;
const results = [];
for (let round = 0; round < rounds; round += 1) {
  const begun = performance.now();
  for (let index = 0; index < TURN; index += 1) {
    await cycle();
  }
  const middle = performance.now();
  for (let index = 0; index < TURN; index += 1) {
    bareCycle();
  }
  results.push({ ours: (middle - begun) / TURN, bare: (performance.now() - middle) / TURN });
}

const NEXTS = 200;
for (let index = 0; index < NEXTS; index += 1) {
  await timed('next', () => api.nextTasks(context, { count: 1, filters: {} }));
}
context.runtime.close();
database.close();
rmSync(scratch, { recursive: true });
const ours = median(results.map((each) => each.ours));
const bare = median(results.map((each) => each.bare));
console.log(
  JSON.stringify({
    cycles_per_second: 1000 / ours,
    bare_cycles_per_second: 1000 / bare,
    ratio: bare / ours,
    ...Object.fromEntries(Object.entries(times).map(([verb, values]) => [`${verb}_ms`, median(values)])),
  }),
);
