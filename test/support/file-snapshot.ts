import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { dumpRuntime } from './dump-runtime.ts';
import type { TestWorkspace } from './workspace.ts';

/** What two connections that close at once leave behind, the cache of the view, and what only names who waits. */
const VOLATILE = /-(?:wal|shm)$|\/local\/(?:cache\.sqlite.*|[a-z]+-line)$/u;

/** A link is where it leads to. */
function contentOf(path: string): string | Buffer {
  return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : readFileSync(path);
}

function entriesOf(root: string, below = ''): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const name of readdirSync(join(root, below)).sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    const stats = lstatSync(join(root, path));
    const mode = (stats.mode & 0o7777).toString(8);
    if (name === '.git' || VOLATILE.test(path)) {
      continue;
    }
    if (stats.isDirectory()) {
      entries[`${path}/`] = mode;
      Object.assign(entries, entriesOf(root, path));
    } else {
      const isRuntime = path.endsWith('/runtime.sqlite');
      const bytes = isRuntime
        ? ''
        : createHash('sha256')
            .update(contentOf(join(root, path)))
            .digest('hex');
      entries[path] = `${mode} ${bytes}`;
    }
  }
  return entries;
}

function schemaOf(path: string): string {
  const database = new Database(path, { fileMustExist: true });
  try {
    const rows = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
    return JSON.stringify(rows);
  } finally {
    database.close();
  }
}

/**
 * Every file of a workspace by its path, as its mode and the hash of its bytes; the runtime as its rows and its schema,
 * and what is staged in Git.
 */
export function snapshotFiles(workspace: TestWorkspace): Record<string, string> {
  const { root, runtimePath } = workspace;
  const isDatabase =
    existsSync(runtimePath) &&
    readFileSync(runtimePath).subarray(0, 15).equals(Buffer.from('SQLite format 3'));
  return {
    ...entriesOf(root),
    'rows of the runtime': isDatabase ? (dumpRuntime(runtimePath) ?? '') : '',
    'schema of the runtime': isDatabase ? schemaOf(runtimePath) : '',
    'index of Git': existsSync(join(root, '.git')) ? workspace.git('ls-files', '--stage') : '',
  };
}

/** The keys whose values differ. */
export function changedKeys(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => before[key] !== after[key]).sort();
}
