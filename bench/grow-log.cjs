// grow-log.cjs RUNTIME COUNT: appends COUNT events to a runtime's log, as years of use would, spread over its tasks.
const Database = require('better-sqlite3');

const [path, countText] = process.argv.slice(2);
const database = new Database(path);
const { origin } = database.prepare('SELECT origin FROM event ORDER BY seq DESC LIMIT 1').get();
const { n, clock } = database.prepare('SELECT max(n) AS n, max(clock) AS clock FROM event').get();
const insert = database.prepare(
  `INSERT INTO event (origin, n, at, clock, actor, via, type, task_id, data)
   VALUES (?, ?, ?, ?, 'ai:bench', NULL, 'task.updated', ?, ?)`,
);
const data = JSON.stringify({ changes: [{ field: 'title', before: 'a title', after: 'another title' }] });
database.transaction(() => {
  for (let index = 1; index <= Number(countText); index += 1) {
    insert.run(origin, n + index, clock + index, clock + index, `T${1 + (index % 899)}`, data);
  }
})();
database.close();
