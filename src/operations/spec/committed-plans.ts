import { readBlob } from '../../git/blobs.ts';
import type { Repository } from '../../git/repository.ts';
import { LodestarError } from '../../errors.ts';
import { NO_PLAN, type Plan } from '../../model/plan.ts';
import type { SpecTask } from '../../model/task.ts';
import { SpecContent } from '../../spec/spec-content.ts';
import { planOf } from './read-version.ts';

/** The plans of versions by their blobs: each version is the one before of the next. */
export class CommittedPlans {
  readonly #repository: Repository;
  readonly #plans = new Map<string, Plan | undefined>();
  readonly #tasks = new Map<string, SpecTask>();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  /**
   * What can be read of a version; nothing of one that is broken from end to end, nor where there was none (`null`).
   * `undefined` where this clone lacks it.
   */
  async of(blob: string | null): Promise<Plan | undefined> {
    if (blob === null) {
      return NO_PLAN;
    }
    if (!this.#plans.has(blob)) {
      this.#plans.set(blob, await this.#read(blob));
    }
    return this.#plans.get(blob);
  }

  async #read(blob: string): Promise<Plan | undefined> {
    const { parseSpec } = await import('../../spec/parse.ts');
    const bytes = await readBlob(this.#repository, blob);
    if (bytes === undefined) {
      return undefined;
    }
    try {
      const { text } = SpecContent.ofBytes(bytes, blob);
      const parsed = parseSpec(text, { file: blob, known: (hash) => this.#tasks.get(hash) });
      parsed.tasks.forEach(({ hash, task }) => this.#tasks.set(hash, task));
      return planOf(parsed);
    } catch (error) {
      if (error instanceof LodestarError) {
        return NO_PLAN;
      }
      throw error;
    }
  }
}
