import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { Connection } from '../../src/runtime/connection.ts';
import { migrate } from '../../src/runtime/migrate.ts';
import { listStatements } from '../../src/runtime/statement.ts';

const RUNTIME = join(import.meta.dirname, '..', '..', 'src', 'runtime');

/** What reads a whole table, and why that is right. */
const SCANS: Readonly<Record<string, string>> = {
  'actor.selectAll': 'lists every actor',
  'heartbeat.selectAll': 'lists every heartbeat',
  'lease-event.selectAll': 'only doctor asks what the log says of every lease',
  'lease.selectAll': 'lists every lease: there are as many as work goes on',
  'message.countByRecipient': 'counts for every recipient, from an index alone',
  'transition.selectAll': 'joins every row anew, after a reset',
};

/** What sorts rows of one task or of one recipient. */
const SORTS = [
  'criterion.selectOfTask',
  // An inbox is what came through a few recipients, each in its order.
  'message-list.inbox.asc',
  'message-list.inbox.count',
  'message-list.inbox.desc',
  'message-list.unreadRecipients',
  'message.countByRecipient',
  'message.countBySender',
];

let statements: ReturnType<typeof listStatements>;
let plans: ReadonlyMap<string, string>;

beforeAll(async () => {
  for (const folder of ['.', 'tables', 'apply']) {
    for (const name of readdirSync(join(RUNTIME, folder))) {
      if (name.endsWith('.ts')) {
        await import(join(RUNTIME, folder, name));
      }
    }
  }
  const connection = new Connection(':memory:');
  migrate(connection);
  const planOf = (sql: string): string =>
    connection
      .all<{ detail: string }>(
        `EXPLAIN QUERY PLAN ${sql}`,
        Array<null>((sql.match(/\?/gu) ?? []).length).fill(null),
      )
      .map((row) => row.detail)
      .join('; ');
  statements = listStatements();
  plans = new Map(statements.map(({ name, sql }) => [name, planOf(sql)]));
  connection.close();
});

// What a subquery found (`own`, `readers`) is read whole as well, and is small.
it('every statement that reads a whole table is one that is to', () => {
  const scans = [...plans].filter(([, plan]) => /\bSCAN (?!CONSTANT|own\b|readers\b)/u.test(plan));
  expect(new Map(scans.filter(([name]) => !Object.hasOwn(SCANS, name)))).toEqual(new Map());
  expect(Object.keys(SCANS).filter((name) => !scans.some(([scanning]) => scanning === name))).toEqual([]);
});

it('no other statement sorts, or builds an index of its own', () => {
  const slow = [...plans].filter(([, plan]) => /AUTOMATIC|USE TEMP B-TREE/u.test(plan)).map(([name]) => name);
  expect(slow.sort()).toEqual(SORTS);
});

it('no statement has a bare limit, for which SQLite would compile it anew each time that it is bound', () => {
  expect(statements.filter(({ sql }) => /\blimit \?(?! \+ 0)/iu.test(sql)).map(({ name }) => name)).toEqual(
    [],
  );
});
