import { openRuntime, type Runtime } from '../../../src/runtime/open.ts';
import { runtimeOptionsOf } from '../../../src/workspace/runtime-options.ts';
import { requireWorkspace } from '../../../src/workspace/require-workspace.ts';
import { SpecFile, type KnownTask, type Unreadable } from '../../../src/workspace/spec-file.ts';
import { prepareCache } from '../../../src/workspace/view/prepare-cache.ts';
import { View } from '../../../src/workspace/view/view.ts';
import type { Excerpt } from '../../../src/spec/excerpt.ts';
import type { SpecOutline } from '../../../src/spec/outline.ts';
import type { ParsedSpec } from '../../../src/spec/parse.ts';
import type { SpecText } from '../../../src/spec/stable-read.ts';
import type { OpenedWorkspace } from '../../support/opened-workspace.ts';

const MAX_BYTES = 1_000_000;

/** A spec file that counts how often it is read, and is too young to be known by its identity when a test says so. */
export class CountingSpecFile extends SpecFile {
  reads = 0;
  /** How often the whole text was parsed. */
  parses = 0;
  /** How much was read of what changed, in characters. */
  excerpts: number[] = [];
  isYoung = false;

  constructor(path: string) {
    super({ path, watch: undefined, maxBytes: () => Promise.resolve(MAX_BYTES) });
  }

  override isFresh(): boolean {
    return this.isYoung;
  }

  override async read(): Promise<SpecText | Unreadable> {
    this.reads += 1;
    return await super.read();
  }

  override async parse(text: string, known: KnownTask): Promise<ParsedSpec> {
    this.parses += 1;
    return await super.parse(text, known);
  }

  override async excerpt(bytes: Buffer, outline: SpecOutline): Promise<Excerpt> {
    const excerpt = await super.excerpt(bytes, outline);
    this.excerpts.push(excerpt.text.length);
    return excerpt;
  }
}

/** What happens before a transaction of each kind begins: another process, at the worst moment. */
export interface Before {
  read?: () => Promise<void>;
  writeCache?: () => Promise<void>;
}

/** The same runtime, with something that happens just before each use of it. */
export function interrupted(runtime: Runtime, before: Before): Runtime {
  return {
    path: runtime.path,
    localDir: runtime.localDir,
    epoch: runtime.epoch,
    mode: runtime.mode,
    unavailable: runtime.unavailable,
    attachCache: (path, prepare) => runtime.attachCache(path, prepare),
    read: async (fn) => {
      await before.read?.();
      return await runtime.read(fn);
    },
    transact: async (fn, options) => await runtime.transact(fn, options),
    writeCache: async (fn) => {
      await before.writeCache?.();
      return await runtime.writeCache(fn);
    },
    beat: (actor) => runtime.beat(actor),
    close: () => runtime.close(),
  };
}

/** A view of its own on the same runtime and cache, as another process has it. */
export async function openView(
  of: OpenedWorkspace,
  before: Before = {},
): Promise<{ view: View; spec: CountingSpecFile; runtime: Runtime }> {
  const paths = requireWorkspace(of.root);
  const runtime = await openRuntime(runtimeOptionsOf(paths, { env: {}, now: of.clock.read }));
  prepareCache(runtime, paths.localDir);
  const spec = new CountingSpecFile(paths.specPath);
  return { view: new View(interrupted(runtime, before), spec), spec, runtime };
}
