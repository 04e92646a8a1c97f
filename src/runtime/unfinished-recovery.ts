import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { identifyFile, isMissing } from './file-identity.ts';
import type { RuntimeLocation } from './runtime-files.ts';

const CORRUPT = 'corrupt-';
const KEPT = 'runtime.sqlite';

/** The folder of the runtime that is damaged, by the time of its recovery. */
export function corruptFolder({ localDir }: Pick<RuntimeLocation, 'localDir'>, date: string): string {
  return join(localDir, `${CORRUPT}${date}`);
}

/** The damaged runtime in its folder. */
export function keptDamaged(folder: string): string {
  return join(folder, KEPT);
}

/** Its name there until what can be read of it is saved. */
export function unsavedDamaged(folder: string): string {
  return `${keptDamaged(folder)}-leaving`;
}

/** What was saved, whole, before it takes the place of the runtime. */
export function recoveredPath({ localDir }: Pick<RuntimeLocation, 'localDir'>): string {
  return join(localDir, 'runtime.sqlite-recovered');
}

/** What a recovery that was cut short left. */
export interface UnfinishedRecovery {
  /** Folders of damaged runtimes that left their place and were not saved yet, the latest first. */
  readonly unsaved: readonly string[];
  /** Something that was saved waits to take its place. */
  readonly isSaved: boolean;
}

/** `names` are those of what lies in the local folder. */
export function findUnfinishedRecovery(
  location: Pick<RuntimeLocation, 'localDir'>,
  names: readonly string[] = readdirSync(location.localDir),
): UnfinishedRecovery {
  const { localDir } = location;
  return {
    unsaved: names
      .filter((name) => name.startsWith(CORRUPT))
      .map((name) => join(localDir, name))
      .filter((folder) => !isMissing(identifyFile(unsavedDamaged(folder))))
      .sort()
      .reverse(),
    isSaved: !isMissing(identifyFile(recoveredPath(location))),
  };
}
