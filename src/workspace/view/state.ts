import type { UpstreamLook } from '../../git/upstream.ts';
import type { Project } from '../../model/task.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { ParsedSpec } from '../../spec/parsed-spec.ts';
import type { FileIdentity } from '../../spec/stable-read.ts';
import { invariant } from '../../util/invariant.ts';
import { VERSION } from '../../version.generated.ts';
import { getMeta, getMetaText, putMeta } from './meta.ts';

/** A state of the spec file. */
export interface SpecSource {
  readonly identity: FileIdentity;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  /** The file was older than the clock's grain when it was read, so that its identity alone proves its content. */
  readonly settled: boolean;
}

/** How far the joined part of the view has followed the runtime. */
export interface JoinedUpTo {
  readonly epoch: string;
  readonly seq: number;
}

/** The valid spec that the rows were compiled from, and what of the runtime they are joined with. */
export interface GoodSpec {
  readonly source: SpecSource;
  readonly joined: JoinedUpTo;
  /** The project's default branch. */
  readonly branch: string;
}

/** What the view knows of the default branch's spec. */
export interface SeenUpstream extends UpstreamLook {
  /** When its spec could not be read; epoch milliseconds of the system's clock. */
  readonly failedAtMs: number | null;
  /** How many outcomes it holds: where there are none, no row needs to be asked. */
  readonly outcomes: number;
}

/** What the rows are of. `broken` is set while the file is not valid: then they are of the last one that was, if any. */
export type ViewState = (
  | { readonly good: GoodSpec; readonly broken: SpecSource | null }
  | { readonly good: null; readonly broken: SpecSource }
) & { readonly upstream: SeenUpstream | null };

const STATE = 'view';
const ROOT = 'root';

/** The `known` tasks of another version may have been compiled by other rules. */
type StoredState = ViewState & { readonly version: string };

/** What was read last: a process that works on reads the same again and again. */
let lastRead: { readonly text: string; readonly stored: StoredState } | undefined;

function parseState(text: string): StoredState {
  if (lastRead?.text !== text) {
    lastRead = { text, stored: JSON.parse(text) as StoredState };
  }
  return lastRead.stored;
}

/** `undefined` when the cache is empty, or another version of Lodestar filled it. */
export async function getViewState(tx: ReadTx): Promise<ViewState | undefined> {
  const text = await getMetaText(tx, STATE);
  const stored = text === undefined ? undefined : parseState(text);
  return stored?.version === VERSION ? stored : undefined;
}

export async function putViewState(tx: ReadTx, state: ViewState): Promise<void> {
  const stored: StoredState = { ...state, version: VERSION };
  await putMeta(tx, STATE, stored);
}

/** What the file was when the view last looked at it. */
export function fileOf(state: ViewState): SpecSource {
  return state.good === null ? state.broken : (state.broken ?? state.good.source);
}

type SpecRoot = Pick<ParsedSpec, 'project' | 'features'>;

export async function putRoot(tx: ReadTx, { project, features }: SpecRoot): Promise<void> {
  await putMeta(tx, ROOT, { project, features });
}

/** What the spec that the rows belong to says besides its tasks. */
export async function getRoot(tx: ReadTx): Promise<SpecRoot> {
  const root = await getMeta<SpecRoot>(tx, ROOT);
  invariant(root !== undefined, 'a view that is read has a root');
  return root;
}

/** The project that the rows belong to. */
export async function getProject(tx: ReadTx): Promise<Project> {
  return (await getRoot(tx)).project;
}

const visited = new WeakMap<ReadTx, ViewState>();

/** Keeps what a transaction was found to see, for who asks once more. */
export function keepVisited(tx: ReadTx, state: ViewState): void {
  visited.set(tx, state);
}

/** What is known of the default branch's spec in a transaction of the view's; `null` where nothing is. */
export function upstreamIn(tx: ReadTx): SeenUpstream | null {
  return visited.get(tx)?.upstream ?? null;
}
