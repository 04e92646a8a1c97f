import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY_ROOT } from '../support/paths.ts';

/**
 * The most that each part of dist/ may take, in KiB: 3 or 4 % above what it took when the limit was set. Every command
 * reads the launcher and the program, and twice as much compiled code. Raise a limit when what came in is worth it, and
 * lower it when something went.
 */
const MOST_KIB: Readonly<Record<string, number>> = {
  'lodestar.cjs': 8,
  program: 1430,
  // Read by `task graph --format svg` and `html`.
  'packages/-dagrejs-dagre': 55,
  'packages/graph-page-script': 20,
  // Read by `export csv`.
  'packages/csv-stringify-sync': 17,
  // Read when somebody waits for a message.
  'packages/chokidar': 36,
  'packages/simple-git': 78,
  'packages/yaml': 153,
  // Read when somebody writes a text that may hold a secret.
  'packages/secret-rules': 63,
  // Read when a task was cut from a document: Markdown's parser.
  'packages/read-headings': 157,
  // Read by `spec drift`, where something has changed.
  'packages/diff': 50,
  // Read when specs are merged.
  'packages/node-diff3': 10,
  // Read when a shell asks what completes a word.
  'packages/completion-table': 32,
  // Read where standard output is a terminal.
  'packages/supports-hyperlinks': 7,
  // What oclif needs for its help, its configuration and its colours; no hot command loads any of them.
  'packages/oclif-*': 262,
  // The embedding API with its chunks: not on the way of any command.
  api: 1450,
};

const DIST = join(REPOSITORY_ROOT, 'dist');
const HOW_TO_RENEW = 'a part of dist/ is larger than MOST_KIB of this file allows, or has no limit there';

/** The part that a file belongs to, without the hash in its name. */
function partOf(path: string): string {
  if (path === 'index.js' || path.startsWith('chunks/')) {
    return 'api';
  }
  const name = path.replace(/-[0-9a-f]{12}\.cjs$/u, '');
  return name.startsWith('packages/oclif-') ? 'packages/oclif-*' : name;
}

it('no part of what is shipped has grown unnoticed', () => {
  const bytes = new Map<string, number>();
  for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const part = partOf(path.slice(DIST.length + 1));
    if (entry.isFile() && !part.startsWith('types/')) {
      bytes.set(part, (bytes.get(part) ?? 0) + statSync(path).size);
    }
  }
  expect([...bytes.keys()].sort()).toEqual(Object.keys(MOST_KIB).sort());
  const tooLarge = [...bytes]
    .map(([part, size]) => ({ part, kib: Math.ceil(size / 1024), most: MOST_KIB[part] ?? 0 }))
    .filter(({ kib, most }) => kib > most);
  expect(tooLarge, HOW_TO_RENEW).toEqual([]);
});
