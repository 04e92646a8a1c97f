/**
 * The tables of `cache.sqlite`: what one checkout derived from the two planes. All of it can be thrown away.
 * Another format is dropped and made anew: it is never migrated.
 */

/** Raise it with every change of these tables or of what is stored in them. */
export const CACHE_FORMAT = 11;

export const CACHE_TABLES = [
  'meta',
  'task',
  'tally',
  'edge',
  'problem',
  'upstream',
  'former',
  'upstream_former',
] as const;

/** The runtime decided later than this spec says: another status, or the same one anew with a date of its own. */
export const IS_UNSETTLED =
  "status_from = 'runtime' AND (status <> spec_status OR status IN ('verified', 'cancelled', 'blocked'))";

/** The default branch settled it later than both planes here decided anything. */
export const IS_SETTLED_UPSTREAM =
  'upstream_status IS NOT NULL AND (upstream_stamp > stamp OR (upstream_stamp = stamp ' +
  "AND status NOT IN ('verified', 'cancelled', 'deleted')))";

const COUNT_NEW =
  'INSERT INTO tally (status, waiting, count) VALUES (new.status, new.unmet > 0, 1) ' +
  'ON CONFLICT (status, waiting) DO UPDATE SET count = count + 1';
const UNCOUNT_OLD =
  'UPDATE tally SET count = count - 1 WHERE status = old.status AND waiting = (old.unmet > 0)';

/** The column of a task's former ids. */
export function formerIdsText(formerIds: readonly string[]): string | null {
  return formerIds.length === 0 ? null : JSON.stringify(formerIds);
}

/** One row for each id that a task of `owner` had before. */
function formerTable(owner: string, name: string): string {
  const forget = `DELETE FROM ${name} WHERE id = old.id AND former_id IN (SELECT value FROM json_each(old.former_ids))`;
  const note = `INSERT OR IGNORE INTO ${name} (former_id, id) SELECT value, new.id FROM json_each(new.former_ids)`;
  return `
CREATE TABLE cache.${name} (former_id TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (former_id, id)) WITHOUT ROWID;
CREATE TRIGGER cache.${name}_is_made AFTER INSERT ON ${owner} WHEN new.former_ids IS NOT NULL BEGIN ${note}; END;
CREATE TRIGGER cache.${name}_is_changed AFTER UPDATE OF former_ids ON ${owner} WHEN new.former_ids IS NOT old.former_ids
BEGIN
  ${forget};
  ${note};
END;
CREATE TRIGGER cache.${name}_is_removed AFTER DELETE ON ${owner} WHEN old.former_ids IS NOT NULL BEGIN ${forget}; END;`;
}

/**
 * `task.natural_key` sorts as `compareNatural` does. `task_offer` answers `task next` in its own order without sorting;
 * `task_outline` tells the hashes of blocks without a look at the rows, which are large.
 * `former_ids` is a JSON array of the ids that a task had before, or NULL; `former` has them one by one, so that the task is
 * found that a transition under such an id is of. Triggers keep it.
 * `status`, `status_from`, `stamp` and `unmet` are the joined part, current up to the event that the state names.
 * `tally` counts the rows by status and by whether a dependency is unmet, as they change: counting 100,000 would take
 * longer than all else in `status`, and an index for it more writing than the counts.
 * `upstream` holds what the default branch's spec says of tasks that are verified or cancelled there; a row of `task` repeats
 * it where it is later than what this checkout's spec says of the same task.
 * `problem` holds the warnings of the rows' spec and the errors of the file where that is broken, in their order.
 */
export const CACHE_SCHEMA = `
CREATE TABLE cache.meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE cache.task (
  id TEXT PRIMARY KEY,
  natural_key TEXT NOT NULL,
  block_hash TEXT NOT NULL,
  compiled TEXT NOT NULL,
  title TEXT NOT NULL,
  priority INTEGER NOT NULL,
  created_at TEXT,
  former_ids TEXT,
  spec_status TEXT NOT NULL,
  spec_stamp INTEGER NOT NULL,
  spec_dated INTEGER NOT NULL,
  dependents INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL,
  status_from TEXT NOT NULL,
  stamp INTEGER NOT NULL,
  foreign_row INTEGER NOT NULL DEFAULT 0,
  unmet INTEGER NOT NULL DEFAULT 0,
  upstream_status TEXT,
  upstream_stamp INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX cache.task_offer ON task (priority, dependents DESC, natural_key, id) WHERE status = 'ready' AND unmet = 0;
CREATE INDEX cache.task_outline ON task (id, block_hash);
CREATE INDEX cache.task_unsettled ON task (natural_key) WHERE ${IS_UNSETTLED};
CREATE INDEX cache.task_upstream ON task (id) WHERE upstream_status IS NOT NULL;
CREATE TABLE cache.upstream (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL,
  stamp INTEGER NOT NULL,
  created_at TEXT,
  former_ids TEXT
) WITHOUT ROWID;
${formerTable('task', 'former')}
${formerTable('upstream', 'upstream_former')}
CREATE TABLE cache.tally (
  status TEXT NOT NULL,
  waiting INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (status, waiting)
) WITHOUT ROWID;
CREATE TRIGGER cache.task_is_made AFTER INSERT ON task BEGIN ${COUNT_NEW}; END;
CREATE TRIGGER cache.task_is_joined AFTER UPDATE OF status, unmet ON task
  WHEN new.status <> old.status OR (new.unmet > 0) <> (old.unmet > 0)
BEGIN
  ${UNCOUNT_OLD};
  ${COUNT_NEW};
END;
CREATE TRIGGER cache.task_is_removed AFTER DELETE ON task BEGIN ${UNCOUNT_OLD}; END;
CREATE TABLE cache.edge (
  task_id TEXT NOT NULL,
  dependency_id TEXT NOT NULL,
  PRIMARY KEY (task_id, dependency_id)
) WITHOUT ROWID;
CREATE INDEX cache.edge_dependent ON edge (dependency_id, task_id);
CREATE TABLE cache.problem (
  severity TEXT NOT NULL,
  position INTEGER NOT NULL,
  task_id TEXT,
  task_line INTEGER,
  problem TEXT NOT NULL,
  PRIMARY KEY (severity, position)
) WITHOUT ROWID;
CREATE INDEX cache.problem_of_task ON problem (task_id) WHERE task_id IS NOT NULL;
`;
