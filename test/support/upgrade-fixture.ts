import Database from 'better-sqlite3';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifyFile } from '../../src/runtime/file-identity.ts';
import type { Facts } from '../../scripts/upgrade-fixture/read-facts.ts';
import { REPOSITORY_ROOT } from './paths.ts';
import { makeWorkspace, type TestWorkspace } from './workspace.ts';

const FIXTURES = join(REPOSITORY_ROOT, 'test', 'fixtures', 'upgrades');

/** The versions of Lodestar of whose workspaces one is kept. */
export const FIXTURE_VERSIONS: readonly string[] = readdirSync(FIXTURES).sort();

function textOf(version: string, name: string): string {
  return readFileSync(join(FIXTURES, version, name), 'utf8');
}

/** What that version said of its workspace. */
export function factsOf(version: string): Facts {
  return JSON.parse(textOf(version, 'facts.json')) as Facts;
}

/** Makes the runtime of a version anew, as if it had been made in that place. */
export function placeRuntimeOf(version: string, path: string): void {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.exec(textOf(version, 'runtime.sql'));
  const { ino, birthNs } = identifyFile(path) ?? { ino: 0n, birthNs: 0n };
  database.prepare('UPDATE meta SET inode = ?, birth_ns = ?').run(String(ino), String(birthNs));
  database.close();
  chmodSync(path, 0o600);
}

/** A workspace as a version of Lodestar left it. */
export function workspaceOf(version: string, options: { readonly bundle?: string } = {}): TestWorkspace {
  const workspace = makeWorkspace({
    spec: textOf(version, 'spec.yaml'),
    config: textOf(version, 'config.yaml'),
    ...options,
  });
  placeRuntimeOf(version, workspace.runtimePath);
  return workspace;
}
