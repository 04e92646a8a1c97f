import { LodestarError } from '../../errors.ts';
import type { SpecTask } from '../../model/task.ts';
import type { Runtime } from '../../runtime/open.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { ParsedSpec } from '../../spec/parse.ts';
import { statIdentity, type FileIdentity, type SpecText } from '../../spec/stable-read.ts';
import { followRuntime, joinAll } from './join.ts';
import { getViewMeta, putViewMeta, type BrokenSpec, type SpecSource, type ViewMeta } from './meta.ts';
import { CACHE_FORMAT } from './schema.ts';
import { storeSpec } from './store-spec.ts';

/** The compiled task of a block that is in the cache, by the block's hash. */
export type KnownTask = (hash: string) => SpecTask | undefined;

/** What the view needs of its workspace. */
export interface ViewOptions {
  readonly runtime: Runtime;
  readonly specPath: string;
  /** As problems name the file: relative to the workspace. */
  readonly shownPath: string;
  readonly readText: () => Promise<SpecText>;
  readonly parse: (text: string, known?: KnownTask) => Promise<ParsedSpec>;
  readonly isFresh: (identity: FileIdentity) => boolean;
}

/** `last-good` works from the last valid compiled copy while the spec is broken; `current` refuses. */
export type SpecNeed = 'current' | 'last-good';

/** A checkout that never holds still would make a command start over for ever. */
const MAX_ATTEMPTS = 50;

/** So many problems are kept and shown; a file of another format can give one for each of its lines. */
const MAX_PROBLEMS = 200;

function isSameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.ino === b.ino;
}

function specInvalid(broken: BrokenSpec, shownPath: string): LodestarError {
  const first = broken.problems[0];
  const conflicted = broken.problems.some((problem) => problem.code === 'CONFLICT_MARKERS');
  const where = first === undefined ? shownPath : `${shownPath}:${String(first.line)}:${String(first.column)}`;
  const others = broken.problems.length > 1 ? ` (and ${String(broken.problems.length - 1)} more)` : '';
  const message = `${where}: ${first?.message ?? 'the spec is invalid'}${others}`;
  return new LodestarError(conflicted ? 'SPEC_CONFLICTED' : 'SPEC_INVALID', message, {
    details: { file: shownPath, line: first?.line ?? 1, column: first?.column ?? 1, problems: broken.problems },
  });
}

async function readKnownTasks(tx: ReadTx): Promise<KnownTask> {
  const rows = await tx.raw<{ block_hash: string; compiled: string }>('SELECT block_hash, compiled FROM cache.task');
  const compiled = new Map(rows.map((row) => [row.block_hash, row.compiled]));
  return (hash) => {
    const text = compiled.get(hash);
    return text === undefined ? undefined : (JSON.parse(text) as SpecTask);
  };
}

async function isBehind(tx: ReadTx, meta: ViewMeta): Promise<boolean> {
  return meta.joined.epoch !== tx.epoch || meta.joined.seq !== (await tx.lastSeq());
}

/** Keeps one checkout's compiled spec joined with the runtime, and lets commands read it in one snapshot. */
export class View {
  readonly #options: ViewOptions;
  /** An identity that was too young to prove its content, and whose content this process has compared by hash. */
  #compared: FileIdentity | undefined;

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  /** Reads runtime and view in one snapshot, in which the view is current. */
  async read<T>(fn: (tx: ReadTx, meta: ViewMeta) => Promise<T>, need: SpecNeed = 'current'): Promise<T> {
    return await this.#attempt(need, async (use) => await this.#options.runtime.read(use), fn);
  }

  /** Runs a writing transaction in which the view is current; it starts over when the spec file moves. */
  async transact<Tx extends ReadTx, T>(
    begin: (use: (tx: Tx) => Promise<{ value: T } | undefined>) => Promise<{ value: T } | undefined>,
    fn: (tx: Tx, meta: ViewMeta) => Promise<T>,
    need: SpecNeed = 'current',
  ): Promise<T> {
    return await this.#attempt(need, begin, fn, async (tx, meta) => {
      await followRuntime(tx, meta.joined);
    });
  }

  /** Makes the view that of this very text; throws when it is invalid, unless the last good copy serves. */
  async adopt(text: SpecText): Promise<void> {
    const { runtime } = this.#options;
    const source: SpecSource = {
      identity: text.identity,
      hash: text.hash,
      settled: !this.#options.isFresh(text.identity),
    };
    const { meta, known } = await runtime.read(async (tx) => await this.#readKnown(tx, text.hash));
    if (known !== undefined) {
      const parsed = await this.#options.parse(text.text, known);
      await runtime.writeCache(async (tx) => {
        await this.#store(tx, parsed, source);
      });
    } else {
      await runtime.writeCache(async (tx) => {
        await putViewMeta(tx, meta?.broken?.source.hash === text.hash ? { broken: { ...meta.broken, source } } : { source });
        await followRuntime(tx, meta?.joined);
      });
    }
    this.#compared = text.identity;
  }

  /** Parses a text that is not in the file yet; unchanged blocks come from the cache. */
  async parseText(text: string): Promise<ParsedSpec> {
    return await this.#options.parse(text, await this.#options.runtime.read(readKnownTasks));
  }

  async #readKnown(tx: ReadTx, hash: string): Promise<{ meta?: Partial<ViewMeta>; known?: KnownTask }> {
    const meta = await getViewMeta(tx);
    const isBroken = meta?.broken?.source.hash === hash;
    if (meta !== undefined && (isBroken || (meta.source?.hash === hash && meta.broken === null))) {
      return { meta };
    }
    return meta === undefined ? { known: () => undefined } : { meta, known: await readKnownTasks(tx) };
  }

  async #store(tx: ReadTx, parsed: ParsedSpec, source: SpecSource): Promise<void> {
    const meta = await getViewMeta(tx);
    if (meta === undefined) {
      await tx.raw('DELETE FROM cache.meta');
      await tx.raw('DELETE FROM cache.task');
      await tx.raw('DELETE FROM cache.edge');
    }
    const errors = parsed.problems.filter((problem) => problem.severity === 'error');
    if (errors.length > 0) {
      await putViewMeta(tx, { format: CACHE_FORMAT, broken: { source, problems: errors.slice(0, MAX_PROBLEMS) } });
      return;
    }
    const { rejoin } = await storeSpec(tx, parsed, source);
    if (rejoin) {
      await joinAll(tx, { epoch: tx.epoch, seq: await tx.lastSeq() });
    } else {
      await followRuntime(tx, meta?.joined);
    }
  }

  async #attempt<Tx extends ReadTx, T>(
    need: SpecNeed,
    begin: (use: (tx: Tx) => Promise<{ value: T } | undefined>) => Promise<{ value: T } | undefined>,
    fn: (tx: Tx, meta: ViewMeta) => Promise<T>,
    catchUp?: (tx: Tx, meta: ViewMeta) => Promise<void>,
  ): Promise<T> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      let behind: ViewMeta | undefined;
      const outcome = await begin(async (tx) => {
        const meta = await this.#usableMeta(tx, need);
        if (meta === undefined) {
          return undefined;
        }
        if (catchUp === undefined && (await isBehind(tx, meta))) {
          behind = meta;
          return undefined;
        }
        await catchUp?.(tx, meta);
        return { value: await fn(tx, meta) };
      });
      if (outcome !== undefined) {
        return outcome.value;
      }
      await this.#refresh(behind);
    }
    throw new LodestarError('SPEC_BUSY', `${this.#options.shownPath} kept changing while it was read`);
  }

  /** The meta when the view's rows are those of the file as it is now; `undefined` when it must be refreshed. */
  async #usableMeta(tx: ReadTx, need: SpecNeed): Promise<ViewMeta | undefined> {
    const meta = await getViewMeta(tx);
    const source = meta?.broken?.source ?? meta?.source;
    if (meta === undefined || source === undefined || !this.#isOfFile(source)) {
      return undefined;
    }
    if (meta.broken !== null && meta.broken !== undefined && (need === 'current' || meta.source === undefined)) {
      throw specInvalid(meta.broken, this.#options.shownPath);
    }
    return meta as ViewMeta;
  }

  #isOfFile(source: SpecSource): boolean {
    const identity = statIdentity(this.#options.specPath);
    if (identity === undefined || !isSameIdentity(identity, source.identity)) {
      return false;
    }
    return source.settled || (this.#compared !== undefined && isSameIdentity(identity, this.#compared));
  }

  /** Follows the runtime alone where the spec's rows are right, else reads the file. */
  async #refresh(behind: ViewMeta | undefined): Promise<void> {
    if (behind === undefined) {
      await this.adopt(await this.#options.readText());
      return;
    }
    await this.#options.runtime.writeCache(async (tx) => {
      const meta = await getViewMeta(tx);
      await followRuntime(tx, meta?.joined);
    });
  }
}
