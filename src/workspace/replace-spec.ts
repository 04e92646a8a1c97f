import path from 'node:path';
import { LodestarError } from '../errors.ts';
import { makeFile, makeLocalFolder } from '../runtime/folders.ts';
import { PRIVATE_MODES, type Modes } from '../runtime/modes.ts';
import { replaceFile } from '../spec/replace-file.ts';
import { toWriteError } from '../spec/write-error.ts';
import { isSameFile, readSpecText, statIdentity, type SpecText } from '../spec/stable-read.ts';
import { watchCheckout } from './checkout-watch.ts';
import type { WorkspacePaths } from './find.ts';
import { runtimeOptionsOf, type Surroundings } from './runtime-options.ts';
import { SpecMutex } from './spec-mutex.ts';

/** Where the text that was replaced is kept, in the folder that is local to the checkout. */
const KEPT = 'spec-before-resolve.yaml';

/** How often another writer may come between. */
const MAX_TRIES = 20;

export interface SpecReplacement {
  /** The text to be written, by the one that is there; the same text writes nothing. May throw. */
  readonly textFor: (present: string) => string;
  readonly dryRun: boolean;
  readonly maxBytes: number;
}

export interface ReplacedSpec {
  readonly changed: boolean;
  /** Where the text that was there is kept. Absolute path. */
  readonly keptAt: string | null;
}

/** Where the spec is a link, the folder is not that of the mutex, and may not be there yet. */
async function keep(localDir: string, text: string, modes: Modes): Promise<string> {
  const file = path.join(localDir, KEPT);
  try {
    makeLocalFolder(localDir, modes);
    makeFile(file, modes);
  } catch (error) {
    throw toWriteError(error, file);
  }
  await replaceFile({ path: file, name: KEPT, chunks: [Buffer.from(text)], isUnmoved: () => true });
  return file;
}

/**
 * Replaces the text of a spec that is no valid one, such as one with conflict markers, under its mutex and as one step;
 * what was there is kept. SPEC_BUSY, SPEC_READONLY, DISK_FULL, RUNTIME_IO, and what `textFor` throws.
 */
export async function replaceSpec(
  paths: WorkspacePaths,
  surroundings: Surroundings,
  { textFor, dryRun, maxBytes }: SpecReplacement,
): Promise<ReplacedSpec> {
  const watch = watchCheckout(paths.repository, surroundings.env);
  const { sharedModes: modes = PRIVATE_MODES } = runtimeOptionsOf(paths, surroundings);
  const mutex = new SpecMutex(paths.writeLockPath, modes);
  const isUnmoved = ({ identity }: SpecText): boolean => {
    const now = statIdentity(paths.specPath);
    return now !== undefined && isSameFile(now, identity) && watch?.indexLock() === undefined;
  };
  return await mutex.run(async () => {
    for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
      const present = await readSpecText(paths.specPath, { watch, maxBytes, toWrite: true });
      const text = textFor(present.content.text);
      if (text === present.content.text || dryRun) {
        return { changed: text !== present.content.text, keptAt: null };
      }
      const keptAt = await keep(paths.localDir, present.content.text, modes);
      const chunks = [Buffer.from(text)];
      const replaced = await replaceFile({
        path: paths.specPath,
        name: 'spec.yaml',
        chunks,
        isUnmoved: () => isUnmoved(present),
      });
      if (replaced.kind === 'written') {
        return { changed: true, keptAt };
      }
    }
    throw new LodestarError('SPEC_BUSY', `${paths.specPath} kept changing while it was resolved.`, {
      details: { path: paths.specPath },
    });
  });
}
