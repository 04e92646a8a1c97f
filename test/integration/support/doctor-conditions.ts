import Database from 'better-sqlite3';
import { chmodSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingCode } from '../../../src/operations/doctor/catalogue.ts';
import { lapseLease } from '../../support/runtime-rows.ts';
import { commitAll, type TestWorkspace } from '../../support/workspace.ts';

/** A workspace in which ai:worker holds T1, and nothing is wrong, is made to be such that doctor finds one thing. */
export interface Condition {
  readonly code: FindingCode;
  /** How it comes about, where there is more than one way. */
  readonly how?: string;
  /** What ends with the test. */
  readonly make: (workspace: TestWorkspace) => Promise<(() => void) | undefined>;
  /** What `--fix` changes, by the keys of a snapshot; undefined where it must change nothing. */
  readonly fixes?: readonly string[];
}

const WORKER = { as: 'ai:worker' };
const ADA = { as: 'human:ada' };
const AGES_AGO = new Date(Date.now() - 3_600_000);

/** No process has it: it is above the greatest number that Linux gives. */
const DEAD_PID = 2 ** 22 + 1;

const ROWS = 'rows of the runtime';
const SCHEMA = 'schema of the runtime';

function tamper(workspace: TestWorkspace, sql: string): undefined {
  const database = new Database(workspace.runtimePath);
  database.exec(sql);
  database.close();
}

function local(workspace: TestWorkspace, ...names: string[]): string {
  return join(workspace.root, '.lodestar', 'local', ...names);
}

/** Appends what the log would hold had the program granted a lease, and folds it by hand. */
function grantPastLodestar(workspace: TestWorkspace, taskId: string, holder: string): undefined {
  const database = new Database(workspace.runtimePath);
  const last = database
    .prepare('SELECT origin, max(n) AS n, max(at) AS at, max(clock) AS clock FROM event')
    .get() as {
    origin: string;
    n: number;
    at: number;
    clock: number;
  };
  const token = `${last.origin}.9999999999999`;
  const lease = {
    created_at: null,
    holder,
    token,
    title: taskId,
    locks: [],
    branch: 'main',
    ttl_ms: 900_000,
  };
  database
    .prepare(
      "INSERT INTO event (origin, n, at, clock, actor, type, task_id, data) VALUES (?, ?, ?, ?, ?, 'lease.granted', ?, ?)",
    )
    .run(last.origin, last.n + 1, last.at, last.clock + 1, holder, taskId, JSON.stringify(lease));
  database
    .prepare(
      "REPLACE INTO lease (task_id, holder, token, granted_at, title, locks, branch) VALUES (?, ?, ?, ?, ?, '[]', 'main')",
    )
    .run(taskId, holder, token, last.at, taskId);
  database
    .prepare(
      `REPLACE INTO lease_clock (task_id, token, boot_id, monotonic_deadline_ms, wall_deadline_ms, renewed_at_ms, ttl_ms)
       SELECT ?, ?, boot_id, monotonic_deadline_ms, wall_deadline_ms, renewed_at_ms, ttl_ms FROM lease_clock LIMIT 1`,
    )
    .run(taskId, token);
  database.close();
}

/** Says that the root page of an index has no entries; what reads the table finds all of them. */
function emptyIndex(workspace: TestWorkspace, index: string): undefined {
  const database = new Database(workspace.runtimePath);
  database.pragma('wal_checkpoint(TRUNCATE)');
  const page = database
    .prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(index) as number;
  database.close();
  const bytes = readFileSync(workspace.runtimePath);
  bytes.fill(0, (page - 1) * 4096 + 3, (page - 1) * 4096 + 5);
  writeFileSync(workspace.runtimePath, bytes);
}

/** A connection that stays open, so that nobody cuts the log back, and more commits than the bound holds. */
function growLog(workspace: TestWorkspace): () => void {
  const database = new Database(workspace.runtimePath);
  database.pragma('wal_autocheckpoint = 0');
  database.pragma('synchronous = OFF');
  const touch = database.prepare('UPDATE heartbeat SET seen_at_ms = seen_at_ms + 1');
  for (let count = 0; count < 2200; count += 1) {
    touch.run();
  }
  return () => {
    database.close();
  };
}

async function settleT2(workspace: TestWorkspace): Promise<void> {
  await workspace.data(['task', 'block', 'T2', '--reason', 'later'], ADA);
  await workspace.data(['settle'], ADA);
  commitAll(workspace.root, 'Settle');
}

function attributes(workspace: TestWorkspace, text: string): undefined {
  writeFileSync(join(workspace.root, '.gitattributes'), text);
}

const OF_THE_RUNTIME: readonly Condition[] = [
  {
    code: 'RUNTIME_DAMAGED',
    how: 'an index that lacks rows',
    make: async (workspace) => {
      await workspace.data(['task', 'release', 'T1', '--note', 'half'], WORKER);
      await workspace.data(['task', 'claim', 'T1'], WORKER);
      emptyIndex(workspace, 'message_of_recipient');
      return undefined;
    },
  },
  {
    code: 'RUNTIME_DAMAGED',
    how: 'a table that is gone',
    make: async (workspace) => tamper(workspace, 'ALTER TABLE message RENAME TO gone'),
  },
  {
    code: 'SCHEMA_DIFFERS',
    how: 'an index and a trigger that are gone',
    make: async (workspace) => tamper(workspace, 'DROP INDEX event_order; DROP TRIGGER event_is_not_deleted'),
    fixes: [SCHEMA],
  },
  {
    code: 'SCHEMA_DIFFERS',
    how: "somebody's own trigger",
    make: async (workspace) =>
      tamper(
        workspace,
        'CREATE TRIGGER mine AFTER INSERT ON event BEGIN SELECT 1; END; DROP INDEX lease_of_holder',
      ),
  },
  {
    code: 'FOLD_DIFFERS',
    make: async (workspace) => tamper(workspace, "UPDATE lease SET title = 'forged'"),
  },
  {
    code: 'TWO_HOLDERS',
    make: async (workspace) => {
      await workspace.data(['agent', 'join', '--name', 'other']);
      grantPastLodestar(workspace, 'T1', 'ai:other');
      return undefined;
    },
  },
  {
    code: 'HOLDER_UNKNOWN',
    make: async (workspace) => grantPastLodestar(workspace, 'T2', 'ai:ghost'),
  },
  {
    code: 'CLOCK_BEHIND',
    make: async (workspace) => {
      const sql = `DROP TRIGGER event_is_not_updated; UPDATE event SET clock = clock + 86400000`;
      const database = new Database(workspace.runtimePath);
      const trigger = database
        .prepare("SELECT sql FROM sqlite_schema WHERE name = 'event_is_not_updated'")
        .pluck()
        .get() as string;
      database.exec(sql);
      database.exec(trigger);
      database.close();
      return undefined;
    },
  },
  {
    code: 'LEASES_LAPSED',
    make: async (workspace) => {
      lapseLease(workspace.runtimePath, 'T1');
      return undefined;
    },
    fixes: [ROWS],
  },
  {
    code: 'WAL_LARGE',
    make: async (workspace) => growLog(workspace),
    fixes: [],
  },
];

const OF_MODES: readonly Condition[] = [
  {
    code: 'MODES_WRONG',
    how: 'of the runtime',
    make: async (workspace) => {
      chmodSync(workspace.runtimePath, 0o644);
      return undefined;
    },
    fixes: ['.lodestar/runtime.sqlite'],
  },
  {
    code: 'MODES_WRONG',
    how: 'of a backup and of a lock',
    make: async (workspace) => {
      await workspace.data(['backup', '.lodestar/local/one.sqlite']);
      chmodSync(local(workspace, 'one.sqlite'), 0o640);
      chmodSync(local(workspace, 'runtime.lock'), 0o666);
      return undefined;
    },
    fixes: ['.lodestar/local/one.sqlite', '.lodestar/local/runtime.lock'],
  },
  {
    code: 'MODES_NARROW',
    make: async (workspace) => {
      await workspace.data(['backup', '.lodestar/local/one.sqlite']);
      workspace.git('config', 'core.sharedRepository', 'group');
      // Opening it widens the runtime itself.
      await workspace.data(['status']);
      return undefined;
    },
    fixes: ['.lodestar/local/', '.lodestar/local/cache.lock', '.lodestar/local/runtime.lock'],
  },
  {
    code: 'FOLDER_OPEN',
    make: async (workspace) => {
      chmodSync(join(workspace.root, '.lodestar'), 0o777);
      chmodSync(local(workspace), 0o770);
      return undefined;
    },
    fixes: ['.lodestar/', '.lodestar/local/'],
  },
];

const OF_GIT: readonly Condition[] = [
  {
    code: 'RUNTIME_TRACKED',
    make: async (workspace) => {
      workspace.git('add', '--force', '.lodestar/runtime.sqlite');
      return undefined;
    },
  },
  {
    code: 'RUNTIME_NOT_IGNORED',
    make: async (workspace) => {
      writeFileSync(join(workspace.root, '.lodestar/.gitignore'), '# nothing');
      return undefined;
    },
    fixes: ['.lodestar/.gitignore'],
  },
  {
    code: 'MERGE_UNION',
    make: async (workspace) => attributes(workspace, '*.yaml merge=union\n.lodestar/config.yaml !merge\n'),
  },
  {
    code: 'MERGE_DRIVER_MISSING',
    make: async (workspace) => attributes(workspace, '.lodestar/spec.yaml merge=lodestar\n'),
  },
  {
    code: 'WORKTREE_GONE',
    make: async (workspace) => {
      const folder = join(workspace.root, '..', 'feature');
      workspace.git('worktree', 'add', '--quiet', '-b', 'feature', folder);
      await workspace.at(folder).data(['task', 'claim', 'T2'], WORKER);
      workspace.git('worktree', 'remove', '--force', folder);
      return undefined;
    },
  },
];

const OF_BOTH_PLANES: readonly Condition[] = [
  {
    code: 'ORPHANS',
    make: async (workspace) => {
      writeFileSync(workspace.specPath, workspace.readSpec().replaceAll('T1', 'X1'));
      return undefined;
    },
  },
  {
    code: 'UNSETTLED',
    make: async (workspace) => {
      await workspace.data(['task', 'block', 'T2', '--reason', 'later'], ADA);
      return undefined;
    },
  },
  {
    code: 'SETTLEMENT_DRIFTED',
    how: 'the spec of before',
    make: async (workspace) => {
      await settleT2(workspace);
      workspace.git('checkout', '--quiet', 'HEAD~1', '--', '.lodestar/spec.yaml');
      return undefined;
    },
  },
  {
    code: 'LEFT_OVERS',
    how: 'of commands that were killed',
    make: async (workspace) => {
      mkdirSync(local(workspace, 'backups'));
      const files = [
        local(workspace, `runtime.sqlite-new-${DEAD_PID}`),
        local(workspace, `runtime.sqlite-new-${DEAD_PID}-journal`),
        local(workspace, 'backups', `runtime-x.sqlite-new-${DEAD_PID}`),
        join(workspace.root, '.lodestar', `.spec.yaml.${DEAD_PID}-0123456789ab.tmp`),
      ];
      for (const file of files) {
        writeFileSync(file, 'half', { mode: 0o600 });
        utimesSync(file, AGES_AGO, AGES_AGO);
      }
      // What a command at work may just have made is none.
      writeFileSync(local(workspace, `runtime.sqlite-new-${process.pid}`), 'half', { mode: 0o600 });
      writeFileSync(join(workspace.root, '.lodestar', '.spec.yaml.7-0123456789ab.tmp'), 'half');
      return undefined;
    },
    fixes: [
      `.lodestar/.spec.yaml.${DEAD_PID}-0123456789ab.tmp`,
      `.lodestar/local/backups/runtime-x.sqlite-new-${DEAD_PID}`,
      `.lodestar/local/runtime.sqlite-new-${DEAD_PID}`,
      `.lodestar/local/runtime.sqlite-new-${DEAD_PID}-journal`,
      '.lodestar/local/write.lock',
    ],
  },
  {
    code: 'LEFT_OVERS',
    how: 'of a swap of runtimes',
    make: async (workspace) => {
      await workspace.data(['backup', '.lodestar/local/before-restore-1.sqlite-leaving']);
      return undefined;
    },
    fixes: ['.lodestar/local/before-restore-1.sqlite', '.lodestar/local/before-restore-1.sqlite-leaving'],
  },
];

/** What doctor finds where a program is as it is shipped; the rest needs one that is not. */
export const CONDITIONS: readonly Condition[] = [
  ...OF_THE_RUNTIME,
  ...OF_MODES,
  ...OF_GIT,
  ...OF_BOTH_PLANES,
];
