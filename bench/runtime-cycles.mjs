// runtime-cycles.mjs API ROUNDS CYCLES: claims, finishes and verifies CYCLES tasks a round through the embedding API, in
// turns with as many one-row transactions of better-sqlite3 alone on the same disk; prints the medians of the rounds as
// JSON. A round in new files comes first, and is told apart.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [apiPath, roundsText, cyclesText] = process.argv.slice(2);
const rounds = Number(roundsText);
const cycles = Number(cyclesText);
const api = await import(pathToFileURL(apiPath).href);
const Database = createRequire(apiPath)('better-sqlite3');

const folder = { dir: process.cwd(), env: {}, now: api.readNow, dryRun: false, version: api.VERSION };
const context = await api.openOperationContext(folder, { as: 'ai:bench', lease: undefined, writing: true });

const times = { claim: [], done: [], verify: [], next: [] };

async function timed(verb, run) {
  const begun = performance.now();
  const answer = await run();
  times[verb].push(performance.now() - begun);
  return answer;
}

/** Three verbs, and each is one transaction. */
async function cycle() {
  const { data } = await timed('claim', () => api.claimTask(context, { filters: {}, allowOverlap: true }));
  const id = data.task_id;
  const work = { id, note: undefined, evidence: [], criteria: 'all' };
  await timed('done', () => api.completeTask(context, work));
  const verdict = { id, acceptUnchecked: false, reason: undefined };
  await timed('verify', () => api.verifyTask(context, verdict));
}
const TRANSACTIONS = 3;

// Kept as the runtime is: the same pages, the same WAL, the same promise that what is committed is on the disk.
const scratch = mkdtempSync(join(process.cwd(), '.bench-'));
const database = new Database(join(scratch, 'bare.sqlite'));
database.exec(`PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 4194304;
  CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)`);
const insert = database.prepare('INSERT INTO row (text) VALUES (?)');
const begin = database.prepare('BEGIN IMMEDIATE');
const commit = database.prepare('COMMIT');
const TEXT =
  'a row of about the size that an event has, which is some two hundred bytes of text in all: who did what to which task, when, and what it was before';

function bareCycle() {
  for (let transaction = 0; transaction < TRANSACTIONS; transaction += 1) {
    begin.run();
    insert.run(TEXT);
    commit.run();
  }
}

/** So short that what the disk and other processes do else hits both alike. */
const TURN = 5;

/** Milliseconds a cycle. */
async function round() {
  let ours = 0;
  let bare = 0;
  for (let done = 0; done < cycles; done += TURN) {
    const begun = performance.now();
    for (let index = 0; index < TURN; index += 1) {
      await cycle();
    }
    const middle = performance.now();
    for (let index = 0; index < TURN; index += 1) {
      bareCycle();
    }
    ours += middle - begun;
    bare += performance.now() - middle;
  }
  const turns = Math.ceil(cycles / TURN) * TURN;
  return { ours: ours / turns, bare: bare / turns };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

const anew = await round();
// A WAL is faster once its file has its full size: ours is there after a hundred transactions, that of one row a
// transaction after a thousand.
const FULL_WAL = 1000;
for (let done = 0; done < FULL_WAL; done += TRANSACTIONS) {
  bareCycle();
}
for (let done = 0; done < cycles; done += 1) {
  await cycle();
}
for (const verb of Object.keys(times)) {
  times[verb] = [];
}
const results = [];
for (let index = 0; index < rounds; index += 1) {
  results.push(await round());
}
const NEXTS = 200;
for (let index = 0; index < NEXTS; index += 1) {
  await timed('next', () => api.nextTasks(context, { count: 1, filters: {} }));
}
context.runtime.close();
database.close();
rmSync(scratch, { recursive: true });

const steady = {
  ours: median(results.map((each) => each.ours)),
  bare: median(results.map((each) => each.bare)),
};
const rates = ({ ours, bare }) => ({ ours: 1000 / ours, bare: 1000 / bare, ratio: bare / ours });
const verbs = Object.entries(times).map(([verb, values]) => [verb, median(values)]);
console.log(JSON.stringify({ anew: rates(anew), steady: rates(steady), ms: Object.fromEntries(verbs) }));
