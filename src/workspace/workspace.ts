import { LodestarError } from '../errors.ts';
import type { Now } from '../model/now.ts';
import { withFileMutex } from '../runtime/file-mutex.ts';
import type { Runtime } from '../runtime/open.ts';
import type { OpenRuntimeOptions } from '../runtime/runtime.ts';
import type { ReadTx, WriteTx } from '../runtime/transaction.ts';
import type { Config, LoadedConfig } from '../spec/config.ts';
import type { SpecEdit } from '../spec/edit.ts';
import { readSpecText, type CheckoutWatch, type SpecText } from '../spec/stable-read.ts';
import type { WorkspacePaths } from './find.ts';
import type { ViewMeta } from './view/meta.ts';
import type { SpecNeed, View } from './view/view.ts';

/** What an edit of the spec is to be, decided on the text as it is under the mutex. */
export interface EditPlan<T> {
  readonly edits: readonly SpecEdit[];
  readonly result: T;
}

export interface EditOutcome<T> {
  readonly result: T;
  /** The file was changed (or would have been, in a dry run). */
  readonly changed: boolean;
}

export interface WorkspaceParts {
  readonly paths: WorkspacePaths;
  readonly runtime: Runtime;
  readonly runtimeOptions: OpenRuntimeOptions;
  readonly view: View;
  readonly watch: CheckoutWatch | undefined;
  readonly loadConfig: () => Promise<LoadedConfig>;
  readonly now: () => Now;
}

/** How long a writer waits for the spec's mutex. */
const SPEC_MUTEX_DEADLINE_MS = 10_000;

/** A repository with a `.lodestar/` folder, both planes open. The only place that holds both. */
export class Workspace {
  readonly paths: WorkspacePaths;
  readonly runtime: Runtime;
  /** How the runtime was opened: for what moves the file itself. */
  readonly runtimeOptions: OpenRuntimeOptions;
  readonly watch: CheckoutWatch | undefined;
  readonly now: () => Now;
  readonly #view: View;
  readonly #loadConfig: () => Promise<LoadedConfig>;
  #config: Promise<LoadedConfig> | undefined;
  #holdsMutex = false;

  constructor(parts: WorkspaceParts) {
    this.paths = parts.paths;
    this.runtime = parts.runtime;
    this.runtimeOptions = parts.runtimeOptions;
    this.watch = parts.watch;
    this.now = parts.now;
    this.#view = parts.view;
    this.#loadConfig = parts.loadConfig;
  }

  async loadedConfig(): Promise<LoadedConfig> {
    this.#config ??= this.#loadConfig();
    return await this.#config;
  }

  async config(): Promise<Config> {
    return (await this.loadedConfig()).config;
  }

  /** Reads both planes in one snapshot. `last-good` goes on from the last valid copy while the spec is broken. */
  async read<T>(fn: (tx: ReadTx, meta: ViewMeta) => Promise<T>, need: SpecNeed = 'current'): Promise<T> {
    return await this.#view.read(fn, need);
  }

  /**
   * One writing transaction on the runtime in which the view is that of the spec file as it is now.
   * `fn` may run more than once: it decides anew each time, and acts on nothing but `tx`.
   */
  async transact<T>(
    fn: (tx: WriteTx, meta: ViewMeta) => Promise<T>,
    options: { dryRun: boolean; need?: SpecNeed },
  ): Promise<T> {
    return await this.#view.transact<WriteTx, T>(
      async (use) => await this.runtime.transact(use, { dryRun: options.dryRun }),
      fn,
      options.need ?? 'current',
    );
  }

  /** Holds this checkout's spec mutex while `fn` runs; nested calls share it. The mutex comes before any transaction. */
  async withSpecMutex<T>(fn: () => Promise<T>): Promise<T> {
    if (this.#holdsMutex) {
      return await fn();
    }
    const { writeLockPath: lockPath } = this.paths;
    return await withFileMutex(lockPath, { deadlineMs: SPEC_MUTEX_DEADLINE_MS, busyCode: 'SPEC_BUSY' }, async () => {
      this.#holdsMutex = true;
      try {
        return await fn();
      } finally {
        this.#holdsMutex = false;
      }
    });
  }

  /**
   * Edits the spec: `plan` sees runtime and view of the very text that is edited and answers what to change. When the
   * file moved meanwhile the plan, not the text, is applied again. What would make the spec invalid is refused.
   */
  async edit<T>(plan: (tx: ReadTx, meta: ViewMeta) => Promise<EditPlan<T>>, options: { dryRun: boolean }): Promise<EditOutcome<T>> {
    const { editSpec } = await import('../spec/save.ts');
    const saved = await editSpec<T>(
      {
        path: this.paths.specPath,
        root: this.paths.repository?.worktree ?? this.paths.root,
        watch: this.watch,
        withMutex: async (fn) => await this.withSpecMutex(fn),
        isUnmerged: async () => await this.#isUnmerged(),
        verify: async (text) => {
          await this.#verifyEdited(text);
        },
        dryRun: options.dryRun,
        maxBytes: (await this.config()).spec.max_bytes,
      },
      async (current) => {
        await this.#view.adopt(current);
        return await this.#view.read(plan);
      },
    );
    if (saved.written) {
      await this.#view.adopt(saved.after);
    }
    return { result: saved.result, changed: saved.after.hash !== saved.before.hash };
  }

  /** The spec's text as it is now, read as every reader must. */
  async readText(): Promise<SpecText> {
    const maxBytes = (await this.config()).spec.max_bytes;
    return await readSpecText(this.paths.specPath, this.watch === undefined ? { maxBytes } : { watch: this.watch, maxBytes });
  }

  close(): void {
    this.runtime.close();
  }

  async #isUnmerged(): Promise<boolean> {
    const { repository, specPath } = this.paths;
    if (repository === undefined) {
      return false;
    }
    const { operationUnderWay } = await import('../git/head.ts');
    if (operationUnderWay(repository) === null) {
      return false;
    }
    const { isUnmerged } = await import('../git/commands.ts');
    return await isUnmerged(repository, specPath);
  }

  async #verifyEdited(text: string): Promise<void> {
    const problems = (await this.#view.parseText(text)).problems.filter((each) => each.severity === 'error');
    if (problems.length > 0) {
      throw new LodestarError('INPUT_INVALID', problems.map((each) => each.message).join('; '), { details: { problems } });
    }
  }
}
