import { LodestarError } from '../errors.ts';
import type { Progress } from './progress.ts';
import type { SpecTask } from '../model/task.ts';
import type { ParsedSpec } from '../spec/parse.ts';
import type { Excerpt } from '../spec/excerpt.ts';
import type { SpecOutline } from '../spec/outline.ts';
import type { SpecChanges } from '../spec/parse-changes.ts';
import type { SpecProblem } from '../spec/problem.ts';
import type { PlainEdit } from '../spec/save.ts';
import { specInvalid } from '../spec/spec-invalid.ts';
import {
  isFresh,
  readSpecText,
  statIdentity,
  type CheckoutWatch,
  type FileIdentity,
  type SpecText,
} from '../spec/stable-read.ts';

/** How problems name the spec: relative to the workspace, so that nothing printed depends on the machine. */
export const SHOWN_SPEC = '.lodestar/spec.yaml';

/** The compiled task of a block that was parsed before, by the block's hash. */
export type KnownTask = (hash: string) => SpecTask | undefined;

/** What keeps a file from being read as text at all: its encoding, its size. */
export interface Unreadable {
  readonly problems: readonly SpecProblem[];
}

export interface SpecFileParts {
  /** Real path. */
  readonly path: string;
  readonly watch: CheckoutWatch | undefined;
  readonly maxBytes: () => Promise<number>;
}

function problemsOf(error: unknown): readonly SpecProblem[] | undefined {
  const isOfSpec =
    error instanceof LodestarError && (error.code === 'SPEC_INVALID' || error.code === 'SPEC_CONFLICTED');
  return isOfSpec ? (error.details.problems as readonly SpecProblem[] | undefined) : undefined;
}

/** The spec of one checkout, as a file. */
export class SpecFile {
  readonly path: string;
  readonly watch: CheckoutWatch | undefined;
  readonly maxBytes: () => Promise<number>;
  /** An edit's text is parsed before it is written and taken into the view after: the same text is not parsed twice. */
  #lastParsed: { readonly text: string; readonly parsed: ParsedSpec } | undefined;

  constructor({ path, watch, maxBytes }: SpecFileParts) {
    this.path = path;
    this.watch = watch;
    this.maxBytes = maxBytes;
  }

  identity(): FileIdentity | undefined {
    return statIdentity(this.path);
  }

  /**
   * Whether an equal identity proves nothing yet. Asked of the system's clock and not of the one that is passed in: it is
   * compared with what the file system stamps.
   */
  isFresh(identity: FileIdentity): boolean {
    return isFresh(identity, Date.now());
  }

  /** One stable read. Throws SPEC_BUSY, NOT_A_WORKSPACE when the file is gone, FILE_NOT_FOUND, RUNTIME_IO. */
  async read(): Promise<SpecText | Unreadable> {
    try {
      return await readSpecText(this.path, { watch: this.watch, maxBytes: await this.maxBytes() });
    } catch (error) {
      const problems = problemsOf(error);
      if (problems === undefined) {
        throw error;
      }
      return { problems: problems.map((each) => ({ ...each, file: SHOWN_SPEC })) };
    }
  }

  /** A failure of the spec's own code, with the file named as everywhere else. */
  shown(error: unknown): unknown {
    const problems = problemsOf(error);
    return problems === undefined
      ? error
      : specInvalid(problems.map((each) => ({ ...each, file: SHOWN_SPEC })));
  }

  /** The part of a file that was changed since it had an outline. */
  async excerpt(bytes: Buffer, outline: SpecOutline): Promise<Excerpt> {
    const { excerptSpec } = await import('../spec/excerpt.ts');
    return excerptSpec(bytes, outline);
  }

  /** What an excerpt has besides the known blocks; `undefined` where the text is to be parsed whole. */
  async parseChanges(excerpt: Excerpt, known: ReadonlyMap<string, string>): Promise<SpecChanges | undefined> {
    const { parseChanges } = await import('../spec/parse-changes.ts');
    return parseChanges(excerpt, { file: SHOWN_SPEC, known });
  }

  /** The same of an edit, whose tasks are known. */
  async changesOfEdit({ tasks, outline }: PlainEdit): Promise<SpecChanges | undefined> {
    const { changesOfEdit } = await import('../spec/parse-changes.ts');
    return changesOfEdit(tasks, outline);
  }

  /** `undefined` for a text that cannot be cut at its tasks. */
  async outline(text: string, { cut }: ParsedSpec): Promise<SpecOutline | undefined> {
    const { outlineSpec } = await import('../spec/outline.ts');
    return cut && outlineSpec(text, cut);
  }

  /** The lines of the tasks' keys in a text that can be cut at them. */
  async keyLines(text: string): Promise<ReadonlyMap<string, number>> {
    const { cutSpec } = await import('../spec/cut.ts');
    return new Map(cutSpec(text)?.blocks.map(({ id, line }) => [id, line]));
  }

  /** Parses a text; yaml and ajv load only here. Never fails for what the text holds. */
  async parse(text: string, known: KnownTask, progress?: Progress): Promise<ParsedSpec> {
    if (this.#lastParsed?.text !== text) {
      const { parseSpec } = await import('../spec/parse.ts');
      const onProgress = (done: number, total: number): void => progress?.report('reading', done, total);
      this.#lastParsed = { text, parsed: parseSpec(text, { file: SHOWN_SPEC, known, onProgress }) };
    }
    return this.#lastParsed.parsed;
  }
}
