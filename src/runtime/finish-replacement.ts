import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { identifyFile, isMissing, isSameFile } from './file-identity.ts';
import { moveDatabase, removeDatabase } from './move-database.ts';
import { modesOf, type RuntimeLocation } from './runtime-files.ts';
import { walOf } from './sqlite-files.ts';

const LEAVING = '-leaving';

/** The runtime that is to take the place of the present one, whole before anything is moved. */
export function returningPath({ localDir }: Pick<RuntimeLocation, 'localDir'>): string {
  return join(localDir, 'runtime.sqlite-returning');
}

/** The name of the present runtime from when it leaves its place until the other is in it. */
export function leavingPath(keepAs: string): string {
  return `${keepAs}${LEAVING}`;
}

/** A move that was cut short at its beginning left a second name of the WAL, and the runtime where it was. */
function removeSecondNames(location: RuntimeLocation, names: readonly string[]): void {
  const wal = identifyFile(walOf(location.path));
  for (const name of names.filter((each) => each.endsWith(walOf(LEAVING)))) {
    const path = join(location.localDir, name);
    if (isSameFile(identifyFile(path), wal)) {
      rmSync(path, { force: true });
    }
  }
}

/**
 * Ends what a replacement that was cut short began; the names under which the runtimes that left are kept. As long as the
 * present one has not left, the replacement has not happened, and what was to return is removed. Once it has, the other
 * comes in. The caller holds `runtime.lock`.
 */
export function finishReplacement(location: RuntimeLocation): readonly string[] {
  const { path, localDir } = location;
  const names = readdirSync(localDir);
  const returning = returningPath(location);
  const kept: string[] = [];
  for (const name of names.filter((each) => each.endsWith(LEAVING))) {
    if (isMissing(identifyFile(path)) && !isMissing(identifyFile(returning))) {
      moveDatabase(returning, path, modesOf(location));
    }
    const keepAs = join(localDir, name.slice(0, -LEAVING.length));
    moveDatabase(join(localDir, name), keepAs, modesOf(location));
    kept.push(keepAs);
  }
  removeSecondNames(location, names);
  removeDatabase(returning);
  return kept;
}
