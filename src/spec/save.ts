import { closeSync, openSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LodestarError } from '../errors.ts';
import { findConflictMarkers } from './conflict-markers.ts';
import { editExcerpt } from './edit-excerpt.ts';
import { applyEdits, type SpecEdit } from './edit.ts';
import type { SpecOutline } from './outline.ts';
import { ProblemCollector } from './problem-collector.ts';
import type { Renamed } from './rename-for-good.ts';
import { renameTask, type Renaming } from './rename-task.ts';
import { removeLeftovers, replaceFile } from './replace-file.ts';
import type { EditedTask } from './spec-edit.ts';
import { SpecContent } from './spec-content.ts';
import { specInvalid } from './spec-invalid.ts';
import {
  DEFAULT_MAX_BYTES,
  isSameFile,
  readSpecText,
  statIdentity,
  type CheckoutWatch,
  type SpecText,
} from './stable-read.ts';
import { isGone, toWriteError } from './write-error.ts';
import { isInside } from '../util/is-inside.ts';

export interface SaveOptions {
  readonly path: string;
  /** The spec, when it is a link, has to lead to a file in this folder. */
  readonly root?: string;
  readonly watch: CheckoutWatch | undefined;
  /** Runs a function while no other writer of this spec does. */
  withMutex<T>(fn: () => Promise<T>): Promise<T>;
  /** Whether a merge, rebase, cherry-pick or revert is under way and Git lists the file as unmerged. */
  isUnmerged(): Promise<boolean>;
  /** Rejects an edit that must not be written. */
  verify?(edit: DraftEdit): Promise<void>;
  /** All but the writing is done. */
  readonly dryRun: boolean;
  readonly maxBytes?: number;
}

/** What an edit changed, where that is only these tasks. */
export interface PlainEdit {
  readonly tasks: readonly EditedTask[];
  /** Of the new content. */
  readonly outline: SpecOutline;
}

/** An edit before it is written. */
export interface DraftEdit {
  readonly content: SpecContent;
  /** SHA-256 of the content that was edited, hex. */
  readonly since: string;
  readonly plain: PlainEdit | undefined;
}

export interface PlannedEdit<T> {
  readonly edits: readonly SpecEdit[];
  /** A task gets another id, before the edits. */
  readonly renaming?: Renaming | undefined;
  readonly result: T;
  /** Of the content that is edited, where somebody knows it: then most of it need not be read. */
  readonly outline?: SpecOutline | undefined;
}

export interface Saved<T> {
  readonly result: T;
  readonly before: SpecText;
  /** As it is on the disk; in a dry run as it would be, with the identity of the file that is there. */
  readonly after: SpecText;
  readonly written: boolean;
}

export type PlanEdit<T> = (current: SpecText) => Promise<PlannedEdit<T>>;

/** Temporary files are named for it also where the spec is a link to a file of another name. */
const NAME = 'spec.yaml';

/** A checkout that goes on for longer is met by each try; then the caller had better wait. */
const MAX_TRIES = 10;
const DEADLINE_MS = 10_000;

/** A lock that stands for longer is that of a command which waits for an editor, or died: it changes no file now. */
const UNLOCKED_WITHIN_MS = 3000;
const PAUSE_MS = 2;

/** What a line that a conflict left behind begins with. */
const MARKERS = ['<<<<<<<', '>>>>>>>'];

function refuseConflicts({ path, content }: SpecText): void {
  if (!MARKERS.some((marker) => content.bytes.includes(marker))) {
    return;
  }
  const { text } = content;
  const problems = new ProblemCollector(path, text);
  for (const draft of findConflictMarkers(text)) {
    problems.add(draft);
  }
  if (problems.count > 0) {
    throw specInvalid(problems.list());
  }
}

function refuseOutside(path: string, root: string | undefined): void {
  if (root !== undefined && !isInside(realpathSync.native(root), path)) {
    throw new LodestarError('SPEC_READONLY', `The spec is a link to ${path}, outside of the repository.`, {
      details: { path },
      hint: 'Put the spec itself into the repository.',
    });
  }
}

/**
 * Whether the file is still there to be asked. Renaming another file over it would succeed wherever the folder may be
 * written; the file's own mode is to hold.
 */
function refuseReadonly({ path }: SpecText, root: string | undefined): boolean {
  try {
    refuseOutside(path, root);
    closeSync(openSync(path, 'r+'));
    return true;
  } catch (error) {
    if (isGone(error)) {
      return false;
    }
    throw toWriteError(error, path);
  }
}

async function refuseUnmerged({ path }: SpecText, options: SaveOptions): Promise<void> {
  if (await options.isUnmerged()) {
    throw new LodestarError('SPEC_CONFLICTED', `Git lists ${path} as unmerged.`, { details: { path } });
  }
}

function refuseTooLarge({ size }: SpecContent, maxBytes: number): void {
  if (size > maxBytes) {
    throw new LodestarError(
      'INPUT_INVALID',
      `The spec would have ${size} bytes, and ${maxBytes} are allowed.`,
      {
        details: { bytes: size, max_bytes: maxBytes },
        hint: 'Raise `spec.max_size` in config.yaml if that is right.',
      },
    );
  }
}

/** Reads and prints no more of the spec than the edits touch, where that can be shown to be enough. */
function edit(
  before: SpecText,
  { edits, outline, renaming }: PlannedEdit<unknown>,
): Pick<DraftEdit, 'content' | 'plain'> {
  const { content } = before;
  if (renaming !== undefined) {
    const { text } = applyEdits(renameTask(content.text, renaming), edits);
    return { content: SpecContent.ofText(text), plain: undefined };
  }
  const edited = outline && edits.length > 0 ? editExcerpt(content.bytes, edits, outline) : undefined;
  if (edited !== undefined) {
    const { chunks, ...plain } = edited;
    return { content: new SpecContent(chunks), plain };
  }
  const { text } = applyEdits(content.text, edits);
  const isSame = text === content.text;
  return { content: isSame ? content : SpecContent.ofText(text), plain: undefined };
}

/** What tells that Git did something to the checkout. */
interface Checkout {
  readonly head: string | undefined;
  readonly index: string | undefined;
}

function lookAtCheckout(watch: CheckoutWatch | undefined): Checkout {
  return { head: watch?.head(), index: watch?.index()?.mark };
}

/** The path still leads to the file that was read, as it was read, on the same branch, and Git is not at work. */
function unmovedCheck(before: SpecText, { head }: Checkout, { path, watch }: SaveOptions): () => boolean {
  return () => {
    // What takes longest first: Git takes its lock before it touches a file, so that hardly anything fits in behind it.
    const isSameHead = watch?.head() === head;
    const identity = statIdentity(path);
    const isSame = identity !== undefined && isSameFile(identity, before.identity);
    return isSameHead && isSame && watch?.indexLock() === undefined;
  };
}

async function untilUnlocked(watch: CheckoutWatch): Promise<void> {
  const untilMs = performance.now() + UNLOCKED_WITHIN_MS;
  while (watch.indexLock() !== undefined && performance.now() < untilMs) {
    await sleep(PAUSE_MS);
  }
}

/**
 * Whether the new text may stay where it is now. Git may have begun between the last look and the rename, however short
 * that is: then it is asked, once Git is done, whether what was replaced is what was edited, on the same commit.
 */
async function mayStay(
  { isThere, replaced }: Renamed,
  before: SpecText,
  { checkout, watch }: { checkout: Checkout; watch: CheckoutWatch | undefined },
): Promise<boolean> {
  const isQuiet = (): boolean => watch?.head() === checkout.head && watch?.index()?.mark === checkout.index;
  if (watch === undefined || (watch.indexLock() === undefined && isQuiet())) {
    return true;
  }
  await untilUnlocked(watch);
  const old = replaced();
  return isThere() && watch.head() === checkout.head && old !== undefined && before.content.bytes.equals(old);
}

/** One try, under the mutex; `undefined` when the file moved and the operation has to be decided anew. */
async function trySave<T>(
  options: SaveOptions,
  plan: PlanEdit<T>,
  deadlineMs: number,
): Promise<Saved<T> | undefined> {
  const { watch, maxBytes = DEFAULT_MAX_BYTES } = options;
  const checkout = lookAtCheckout(watch);
  const before = await readSpecText(options.path, { watch, maxBytes, deadlineMs, toWrite: true });
  refuseConflicts(before);
  const planned = await plan(before);
  const { result } = planned;
  const { content, plain } = edit(before, planned);
  if (content.hash === before.content.hash) {
    return { result, before, after: before, written: false };
  }
  if (!refuseReadonly(before, options.root)) {
    return undefined;
  }
  await refuseUnmerged(before, options);
  await options.verify?.({ content, since: before.content.hash, plain });
  refuseTooLarge(content, maxBytes);
  const after = { ...before, content };
  const isUnmoved = unmovedCheck(before, checkout, options);
  if (options.dryRun) {
    return isUnmoved() ? { result, before, after, written: false } : undefined;
  }
  removeLeftovers(dirname(before.path), NAME, Date.now());
  const replaced = await replaceFile({
    path: before.path,
    name: NAME,
    chunks: content.chunks,
    isUnmoved,
    mayStay: async (renamed) => await mayStay(renamed, before, { checkout, watch }),
  });
  return replaced.kind === 'moved'
    ? undefined
    : { result, before, after: { ...after, identity: replaced.identity }, written: true };
}

/**
 * Edits the spec as one step that others see whole or not at all: under the mutex, on a stable read. When the file, the
 * branch or Git's index moved before the new text is in place, `plan` decides again on what is there then.
 * @throws LodestarError `SPEC_BUSY`, `SPEC_CONFLICTED`, `SPEC_READONLY`, `DISK_FULL`, `RUNTIME_IO`; those of reading and
 * of `applyEdits`; and what `plan` and `verify` throw.
 */
export async function editSpec<T>(options: SaveOptions, plan: PlanEdit<T>): Promise<Saved<T>> {
  return await options.withMutex(async () => {
    const deadlineAt = performance.now() + DEADLINE_MS;
    for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
      const leftMs = deadlineAt - performance.now();
      const saved = leftMs > 0 ? await trySave(options, plan, leftMs) : undefined;
      if (saved !== undefined) {
        return saved;
      }
    }
    throw new LodestarError('SPEC_BUSY', `${options.path} changed each time before an edit was in place.`, {
      details: { path: options.path },
    });
  });
}
