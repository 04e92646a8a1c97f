import path from 'node:path';
import { LodestarError } from '../../errors.ts';
import { findLeftOvers, removeLeftOvers } from '../../runtime/left-overs.ts';
import { findLeftovers, removeLeftovers } from '../../spec/replace-file.ts';
import { SpecMutex } from '../../workspace/spec-mutex.ts';
import type { Place } from '../place.ts';
import { examined, found, notExamined, type Examined } from './finding.ts';

/** The folder of a checkout's own files, and what is written there by way of a temporary file. */
function writtenFiles({ workspace }: Place): { folder: string; name: string }[] {
  const files = workspace === undefined ? [] : [workspace.specPath, workspace.configPath];
  return files.map((file) => ({ folder: path.dirname(file), name: path.basename(file) }));
}

/** What killed commands left behind. */
export async function examineLeftOvers(place: Place, wallMs: number): Promise<Examined> {
  try {
    return await examine(place, wallMs);
  } catch (error) {
    if (!(error instanceof LodestarError)) {
      throw error;
    }
    return notExamined('left-overs', error.message);
  }
}

/** Under the mutex that writers of the spec hold, which is not taken in vain: its file would be made. */
async function removeWritten(place: Place, wallMs: number): Promise<void> {
  const { workspace, runtime } = place;
  const files = writtenFiles(place).filter(
    ({ folder, name }) => findLeftovers(folder, name, wallMs).length > 0,
  );
  if (workspace === undefined || files.length === 0) {
    return;
  }
  await new SpecMutex(workspace.writeLockPath, runtime.sharedModes).run(async () => {
    for (const { folder, name } of files) {
      removeLeftovers(folder, name, wallMs);
    }
    return Promise.resolve();
  });
}

async function examine(place: Place, wallMs: number): Promise<Examined> {
  const runtimePlace = { ...place.runtime, checkoutLocalDir: place.workspace?.localDir };
  const left = [
    ...(await findLeftOvers(runtimePlace, wallMs)),
    ...writtenFiles(place).flatMap(({ folder, name }) => findLeftovers(folder, name, wallMs)),
  ];
  const mend = async (): Promise<void> => {
    await removeLeftOvers(runtimePlace, wallMs);
    await removeWritten(place, wallMs);
  };
  const [first = ''] = left;
  const what = left.length === 1 ? first : `${left.length} files, the first of them ${first}`;
  return examined('left-overs', left.length === 0 ? [] : [found('LEFT_OVERS', what, { mend })], 'none');
}
