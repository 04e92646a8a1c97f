import { LodestarError } from '../../errors.ts';
import type { UpstreamLook } from '../../git/upstream.ts';
import type { Runtime } from '../../runtime/open.ts';
import type { ReadTx, WriteTx } from '../../runtime/transaction.ts';
import type { ParsedSpec } from '../../spec/parse.ts';
import type { SpecChanges } from '../../spec/parse-changes.ts';
import type { SpecProblem } from '../../spec/problem.ts';
import type { DraftEdit } from '../../spec/save.ts';
import type { SpecContent } from '../../spec/spec-content.ts';
import { specInvalid } from '../../spec/spec-invalid.ts';
import { isSameFile, type FileIdentity, type SpecText } from '../../spec/stable-read.ts';
import type { Progress, StartProgress } from '../progress.ts';
import { SHOWN_SPEC, type SpecFile } from '../spec-file.ts';
import { isSameRef, type UpstreamSpec } from '../upstream-spec.ts';
import { fitsRows } from './check-changes.ts';
import { followRuntime, isBehind } from './join.ts';
import { countWarnings, listErrors } from './problems.ts';
import { readBlockHashes, readOutline } from './store-outline.ts';
import {
  fileOf,
  getViewState,
  keepVisited,
  putViewState,
  type GoodSpec,
  type SpecSource,
  type ViewState,
} from './state.ts';
import {
  isMadeFrom,
  readKnownTasks,
  recognise,
  restampSpec,
  storeBroken,
  storeChanges,
  storeSpec,
  type TakenChanges,
} from './store-spec.ts';

/** `last-good` works from the last valid compiled copy while the spec is broken; `current` refuses. */
export type SpecNeed = 'current' | 'last-good';

export interface TransactOptions {
  readonly dryRun: boolean;
  readonly need: SpecNeed;
  /**
   * False for what reads nothing that the view has joined, but joins each task anew that it names: then what the runtime
   * decided since is left to whoever reads it, and the cache is not written.
   */
  readonly follows: boolean;
  /** As the runtime's; asked only where the view is that of the spec file. */
  readonly whileBusy?: ((tx: ReadTx) => Promise<void>) | undefined;
  /** The view is also that of the default branch's spec, where Git's files tell which commit that is. */
  readonly upstream?: boolean | undefined;
}

export type ReadOptions = Pick<TransactOptions, 'need' | 'upstream'>;

interface ViewParts {
  readonly upstream?: UpstreamSpec | undefined;
  readonly startProgress?: StartProgress | undefined;
}

/**
 * A checkout whose spec never holds still would make a command start over for ever. Whoever only had to wait for others, or
 * for a slow machine, found it another one once or twice.
 */
const DEADLINE_MS = 10_000;
const MOST_CHANGES = 3;

/** After so many times that the runtime moved on before it was read, it is read in the transaction that follows it. */
const PATIENCE = 2;

/** A content that could not be read has none; no SHA-256 is this. */
const UNREADABLE = 'unreadable';

/** What a turn came to: an answer, or what moved since the view was made. */
type Turn<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'spec' | 'runtime' }
  | { readonly kind: 'upstream'; readonly look: UpstreamLook };

interface Visit<Tx extends ReadTx, T> {
  readonly need: SpecNeed;
  /** An identity that is too young to prove its content, and whose content this call has compared. */
  readonly compared: FileIdentity | undefined;
  /** What to do where the runtime has moved on: follow it in this transaction, which can write; say so; or nothing. */
  readonly whenBehind: 'follow' | 'tell' | 'ignore';
  readonly upstream: boolean;
  readonly use: (tx: Tx) => Promise<T>;
}

/** Keeps one checkout's compiled spec joined with the runtime, and lets commands read it in one snapshot. */
export class View {
  readonly #runtime: Runtime;
  readonly #spec: SpecFile;
  readonly #startProgress: StartProgress | undefined;
  readonly #upstream: UpstreamSpec | undefined;
  /** An edit's text is looked at before it is written and taken into the view after. */
  #lastChanges: { readonly hash: string; readonly changes: TakenChanges | undefined } | undefined;

  constructor(runtime: Runtime, spec: SpecFile, { upstream, startProgress }: ViewParts = {}) {
    this.#runtime = runtime;
    this.#spec = spec;
    this.#upstream = upstream;
    this.#startProgress = startProgress;
  }

  /** Reads runtime and view in one snapshot, in which the view is current. */
  async read<T>(fn: (tx: ReadTx) => Promise<T>, options: ReadOptions): Promise<T> {
    return await this.#readFrom(undefined, fn, options);
  }

  /** As `read`, with the view of a text that was just read; of a later one where the file moved since. */
  async readAt<T>(text: SpecText, fn: (tx: ReadTx) => Promise<T>): Promise<T> {
    await this.adopt(text);
    return await this.#readFrom(text.identity, fn, { need: 'current' });
  }

  /** One writing transaction in which the view is current; it starts over when the spec file moved. */
  async transact<T>(fn: (tx: WriteTx) => Promise<T>, options: TransactOptions): Promise<T> {
    const { dryRun, need, follows, whileBusy, upstream = false } = options;
    const whenBehind = follows ? 'follow' : 'ignore';
    return await this.#untilCurrent<T>(undefined, async (compared) => {
      const visit = { need, compared, whenBehind, upstream, use: fn } as const;
      const look = whileBusy && {
        whileBusy: async (tx: ReadTx) => {
          await this.#visit(tx, { ...visit, whenBehind: 'ignore', use: whileBusy });
        },
      };
      return await this.#runtime.transact(async (tx) => await this.#visit(tx, visit), { dryRun, ...look });
    });
  }

  /** Makes the view that of this very text, valid or not. */
  async adopt(text: SpecText): Promise<void> {
    const { identity, content } = text;
    const source = { identity, hash: content.hash, settled: !this.#spec.isFresh(identity) };
    const runtime = this.#runtime;
    const known = await runtime.read(async (tx) => await recognise(tx, source));
    // Another process may have put other rows there since: so it is asked again by who writes.
    const isTaken =
      known === 'file' ||
      (known === 'content' && (await runtime.writeCache(async (tx) => await restampSpec(tx, source))));
    if (isTaken) {
      return;
    }
    const changes = await this.#findChanges(content);
    if (changes !== undefined) {
      // Warnings tell their lines, which changes above them move.
      const warned = (await runtime.read(countWarnings)) > 0;
      const lines = warned ? await this.#spec.keyLines(content.text) : undefined;
      if (await runtime.writeCache(async (tx) => await storeChanges(tx, changes, { source, lines }))) {
        return;
      }
    }
    await this.#takeWhole(content.text, source);
  }

  /** Everything that is wrong or odd about the content that an edit makes, which is not in the file yet. */
  async findProblems({ content, since, plain }: DraftEdit): Promise<readonly SpecProblem[]> {
    const changes = plain && (await this.#spec.changesOfEdit(plain));
    if (changes !== undefined && (await this.#fits(changes, since, undefined))) {
      this.#lastChanges = { hash: content.hash, changes: { ...changes, since } };
      return [];
    }
    const isPlain = (await this.#findChanges(content)) !== undefined;
    return isPlain ? [] : (await this.#parse(content.text)).problems;
  }

  /** What a content changes in the rows; `undefined` where it is to be read whole. */
  async #findChanges(content: SpecContent): Promise<TakenChanges | undefined> {
    if (this.#lastChanges?.hash !== content.hash) {
      this.#lastChanges = { hash: content.hash, changes: await this.#compareWithRows(content) };
    }
    return this.#lastChanges.changes;
  }

  async #compareWithRows(content: SpecContent): Promise<TakenChanges | undefined> {
    const known = await this.#runtime.read(readOutline);
    if (known === undefined || known.outline === null) {
      return undefined;
    }
    const excerpt = await this.#spec.excerpt(content.bytes, known.outline);
    const hashes = await this.#runtime.read(async (tx) =>
      (await isMadeFrom(tx, known.hash)) ? await readBlockHashes(tx, excerpt.ids) : undefined,
    );
    const found = hashes && (await this.#spec.parseChanges(excerpt, hashes));
    const fits = found !== undefined && (await this.#fits(found, known.hash, hashes));
    return fits ? { ...found, since: known.hash } : undefined;
  }

  /** `known` are the tasks beside which the changed ones were seen: one that is new there may stand elsewhere. */
  async #fits(
    { changed }: SpecChanges,
    since: string,
    known: ReadonlyMap<string, string> | undefined,
  ): Promise<boolean> {
    const tasks = changed.map((each) => each.task);
    const added = known === undefined ? [] : tasks.map(({ id }) => id).filter((id) => !known.has(id));
    return await this.#runtime.read(
      async (tx) =>
        (await isMadeFrom(tx, since)) &&
        (await readBlockHashes(tx, added)).size === 0 &&
        (await fitsRows(tx, tasks)),
    );
  }

  /** Unchanged blocks come from the cache. */
  async #parse(text: string, progress?: Progress): Promise<ParsedSpec> {
    return await this.#spec.parse(text, await this.#runtime.read(readKnownTasks), progress);
  }

  /** Reads a text whole and takes it into the view, which takes seconds where the plan is large. */
  async #takeWhole(text: string, source: SpecSource): Promise<void> {
    const progress = await this.#startProgress?.();
    try {
      const parsed = await this.#parse(text, progress);
      const outline = await this.#spec.outline(text, parsed);
      await this.#runtime.writeCache(async (tx) => {
        await storeSpec(tx, { parsed, outline, progress }, source);
      });
    } finally {
      progress?.end();
    }
  }

  async #readFrom<T>(
    compared: FileIdentity | undefined,
    fn: (tx: ReadTx) => Promise<T>,
    { need, upstream = false }: ReadOptions,
  ): Promise<T> {
    return await this.#untilCurrent<T>(compared, async (known, timesBehind) => {
      const follows = timesBehind >= PATIENCE;
      const whenBehind = follows ? 'follow' : 'tell';
      const visit = { need, compared: known, whenBehind, upstream, use: fn } as const;
      const use = async (tx: ReadTx): Promise<Turn<T>> => await this.#visit(tx, visit);
      return follows ? await this.#runtime.writeCache(use) : await this.#runtime.read(use);
    });
  }

  /** Takes turns until one finds the view current, and brings up what was found behind in between. */
  async #untilCurrent<T>(
    compared: FileIdentity | undefined,
    take: (compared: FileIdentity | undefined, timesBehind: number) => Promise<Turn<T>>,
  ): Promise<T> {
    const deadlineAt = performance.now() + DEADLINE_MS;
    let known = compared;
    let changes = 0;
    for (let timesBehind = 0; ;) {
      const turn = await take(known, timesBehind);
      if (turn.kind === 'done') {
        return turn.value;
      }
      changes += turn.kind === 'runtime' ? 0 : 1;
      if (changes >= MOST_CHANGES && performance.now() > deadlineAt) {
        throw new LodestarError('SPEC_BUSY', `${SHOWN_SPEC} kept changing while it was read`);
      }
      if (turn.kind === 'spec') {
        known = await this.#takeFile();
      } else if (turn.kind === 'upstream') {
        await this.#takeUpstream(turn.look);
      } else {
        timesBehind += 1;
        await this.#runtime.writeCache(async (tx) => {
          await this.#follow(tx, await getViewState(tx));
        });
      }
    }
  }

  async #visit<Tx extends ReadTx, T>(tx: Tx, visit: Visit<Tx, T>): Promise<Turn<T>> {
    const state = await getViewState(tx);
    if (state === undefined || !this.#isOfFile(state, visit.compared)) {
      return { kind: 'spec' };
    }
    const { good, broken } = state;
    if (good === null || (broken !== null && visit.need === 'current')) {
      throw specInvalid(await listErrors(tx));
    }
    const look = visit.upstream ? this.#upstream?.findNew(good.branch, state.upstream) : undefined;
    if (look !== undefined) {
      return { kind: 'upstream', look };
    }
    if (visit.whenBehind === 'follow') {
      await this.#follow(tx, state);
    } else if (visit.whenBehind === 'tell' && (await isBehind(tx, good.joined))) {
      return { kind: 'runtime' };
    }
    keepVisited(tx, state);
    return { kind: 'done', value: await visit.use(tx) };
  }

  async #follow(tx: ReadTx, state: ViewState | undefined): Promise<void> {
    if (state === undefined || state.good === null) {
      return;
    }
    const joined = await followRuntime(tx, state.good.joined);
    if (joined !== state.good.joined) {
      const good: GoodSpec = { ...state.good, joined };
      await putViewState(tx, { ...state, good });
    }
  }

  #isOfFile(state: ViewState, compared: FileIdentity | undefined): boolean {
    const source = fileOf(state);
    const identity = this.#spec.identity();
    if (identity === undefined || !isSameFile(identity, source.identity)) {
      return false;
    }
    return source.settled || (compared !== undefined && isSameFile(identity, compared));
  }

  /** Reads the default branch's spec into the view, where its commit is another. */
  async #takeUpstream(look: UpstreamLook): Promise<void> {
    const { noteUpstream, storeUpstream } = await import('./upstream.ts');
    const seen = await this.#runtime.read(async (tx) => (await getViewState(tx))?.upstream ?? null);
    const isNoted = isSameRef(look, seen) && seen?.failedAtMs === null;
    if (isNoted) {
      await this.#runtime.writeCache(async (tx) => {
        await noteUpstream(tx, { ...seen, ...look });
      });
      return;
    }
    const known = await this.#runtime.read(readKnownTasks);
    const tasks = look.ref === null ? [] : await this.#upstream?.readTasks(look.ref, known);
    await this.#runtime.writeCache(async (tx) => {
      await storeUpstream(tx, look, tasks);
    });
  }

  /** Reads the file into the view. Its identity is the answer: the turn that comes next need not doubt it. */
  async #takeFile(): Promise<FileIdentity | undefined> {
    const before = this.#spec.identity();
    const read = await this.#spec.read();
    if ('content' in read) {
      await this.adopt(read);
      return read.identity;
    }
    if (before !== undefined) {
      const source = { identity: before, hash: UNREADABLE, settled: false };
      await this.#runtime.writeCache(async (tx) => {
        await storeBroken(tx, source, read.problems);
      });
    }
    return before;
  }
}
