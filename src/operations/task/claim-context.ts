import { LodestarError } from '../../errors.ts';
import type { WriteTx } from '../../runtime/transaction.ts';
import type { OperationContext } from '../context.ts';
import type { Warning } from '../outcome.ts';
import type { ContextResult } from './context-pieces.ts';
import { contextWithClaim, readFacts, type RuntimeFacts } from './context.ts';

/** What a claim answers, and what was read for its context. */
interface Answer<Data> {
  readonly data: Data;
  readonly warnings: readonly Warning[];
  readonly facts?: RuntimeFacts | undefined;
}

/** Puts into the answer of a claim what `task context` says of the task. */
export class ClaimContext {
  readonly #context: OperationContext;
  readonly #maxChars: number | undefined;

  constructor(context: OperationContext, maxChars: number | undefined) {
    this.#context = context;
    this.#maxChars = maxChars;
  }

  /** What both planes say of the task, in the claim's own transaction. */
  async read(tx: WriteTx, id: string): Promise<RuntimeFacts> {
    return await readFacts(tx, this.#context, id);
  }

  /** The claim stands already: what cannot be read beside it is told. */
  async add<Data extends object>({
    data: claim,
    warnings,
    facts,
  }: Answer<Data>): Promise<Answer<Data & { readonly context?: ContextResult | null }>> {
    if (facts === undefined) {
      return { data: claim, warnings };
    }
    try {
      const context = await contextWithClaim(this.#context, facts, this.#maxChars);
      return { data: { ...claim, context: context.data }, warnings: [...warnings, ...context.warnings] };
    } catch (error) {
      if (!(error instanceof LodestarError)) {
        throw error;
      }
      const warning = { code: 'context-unread', message: `the context cannot be given: ${error.message}` };
      return { data: { ...claim, context: null }, warnings: [...warnings, warning] };
    }
  }
}
