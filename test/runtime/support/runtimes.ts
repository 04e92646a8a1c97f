import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openRuntime } from '../../../src/runtime/open.ts';
import type { OpenRuntimeOptions, Runtime } from '../../../src/runtime/runtime.ts';
import { makeTempFolder } from '../../support/temp-folder.ts';
import { TestClock } from './test-clock.ts';

export interface Place {
  readonly folder: string;
  readonly path: string;
  readonly localDir: string;
}

const opened: Runtime[] = [];

afterEach(() => {
  for (const runtime of opened.splice(0)) {
    runtime.close();
  }
});

/** Where a runtime can be, in a new folder that is there. */
export function makePlace(folder = makeTempFolder()): Place {
  return { folder, path: join(folder, 'runtime.sqlite'), localDir: join(folder, 'local') };
}

/** Opens a runtime that is closed after the test. */
export async function openAt(
  place: Place,
  options: Partial<OpenRuntimeOptions> & { clock?: TestClock } = {},
): Promise<Runtime> {
  const { clock = new TestClock(), ...rest } = options;
  const { path, localDir } = place;
  const runtime = await openRuntime({ path, localDir, now: clock.read, ...rest });
  opened.push(runtime);
  return runtime;
}
