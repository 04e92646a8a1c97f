import type { Runtime } from '../runtime/open.ts';
import type { ReadTx, WriteTx } from '../runtime/transaction.ts';
import type { Config, LoadedConfig } from '../spec/config.ts';
import type { WorkspacePaths } from './find.ts';
import type { EditOutcome, PlanEdit, SpecEditor } from './spec-editor.ts';
import type { SpecMutex } from './spec-mutex.ts';
import type { ReadOptions, SpecNeed, TransactOptions, View } from './view/view.ts';

export type { EditOutcome, EditPlan } from './spec-editor.ts';

export interface WorkspaceParts {
  readonly paths: WorkspacePaths;
  readonly runtime: Runtime;
  readonly view: View;
  readonly mutex: SpecMutex;
  readonly editor: SpecEditor;
  readonly loadConfig: () => Promise<LoadedConfig>;
}

/** A repository with a `.lodestar/` folder, both planes open. The only place that holds both. */
export class Workspace {
  readonly paths: WorkspacePaths;
  readonly runtime: Runtime;
  readonly #view: View;
  readonly #mutex: SpecMutex;
  readonly #editor: SpecEditor;
  readonly #loadConfig: () => Promise<LoadedConfig>;

  constructor(parts: WorkspaceParts) {
    this.paths = parts.paths;
    this.runtime = parts.runtime;
    this.#view = parts.view;
    this.#mutex = parts.mutex;
    this.#editor = parts.editor;
    this.#loadConfig = parts.loadConfig;
  }

  /** The settings, read once for as long as the workspace is open. CONFIG_INVALID with all problems. */
  async config(): Promise<Config> {
    return (await this.#loadConfig()).config;
  }

  /**
   * Reads both planes in one snapshot. `last-good` goes on from the last valid copy while the spec is broken. SPEC_INVALID
   * or SPEC_CONFLICTED with all problems, SPEC_BUSY when the file does not hold still. With `upstream` the view is also
   * that of the default branch's spec.
   */
  async read<T>(
    fn: (tx: ReadTx) => Promise<T>,
    need: SpecNeed = 'current',
    { upstream }: Pick<ReadOptions, 'upstream'> = {},
  ): Promise<T> {
    return await this.#view.read(fn, { need, upstream });
  }

  /**
   * One writing transaction on the runtime in which the view is that of the spec file as it is now. `fn` may run more than
   * once: it decides anew each time, and acts on nothing but `tx`. Errors: as `read`, and RUNTIME_READONLY.
   */
  async transact<T>(
    fn: (tx: WriteTx) => Promise<T>,
    options: { readonly dryRun: boolean } & Partial<TransactOptions>,
  ): Promise<T> {
    return await this.#view.transact(fn, { need: 'current', follows: true, ...options });
  }

  /** Holds this checkout's spec mutex while `fn` runs; nested calls share it. The mutex comes before any transaction. */
  async withSpecMutex<T>(fn: () => Promise<T>): Promise<T> {
    await this.#prepareToEdit();
    return await this.#mutex.run(fn);
  }

  /**
   * Edits the spec: `plan` sees runtime and view of the very text that is edited and answers what to change. When the
   * file moved meanwhile the plan, not the text, is applied again. What would make the spec invalid is refused. Without a
   * runtime nothing is edited: what is held, and what has been decided, is not known.
   */
  async edit<T>(plan: PlanEdit<T>, options: { readonly dryRun: boolean }): Promise<EditOutcome<T>> {
    if (this.runtime.unavailable !== undefined) {
      throw this.runtime.unavailable;
    }
    await this.#prepareToEdit();
    return await this.#editor.edit(plan, options.dryRun);
  }

  close(): void {
    this.runtime.close();
  }

  /** Loads what an edit needs before others have to wait for it: what is done under the mutex, everybody waits for. */
  async #prepareToEdit(): Promise<void> {
    if (this.#mutex.isHeld()) {
      return;
    }
    await Promise.all([
      import('../spec/save.ts'),
      import('../spec/parse.ts'),
      import('../spec/has-blocks.ts'),
      this.config(),
    ]);
  }
}
