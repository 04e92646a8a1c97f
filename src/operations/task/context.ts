import { LodestarError } from '../../errors.ts';
import { deriveState } from '../../model/transition.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { PrdState } from '../../spec/prd-state.ts';
import { listUnmetDependencies, type FreshTask } from '../../workspace/fresh-task.ts';
import type { OperationContext } from '../context.ts';
import type { Outcome, Warning } from '../outcome.ts';
import { documentsOf } from '../spec/documents.ts';
import { prdWarnings, readPrdOf } from '../spec/prd-of-task.ts';
import { composeContext, piecesOf, type ContextFacts, type ContextResult } from './context-pieces.ts';
import { readCriteria } from './criteria.ts';
import { cutOfAll, fitPieces, jsonSize } from './fit-pieces.ts';
import { readHandoff } from './handoff.ts';
import { runtimeWarnings } from './present.ts';
import { requireTask } from './require-task.ts';
import { readReturned } from './returned.ts';
import { readUnread } from './unread.ts';
import { readUpstream } from './upstream.ts';

export type { ContextResult } from './context-pieces.ts';

/** About 2,000 tokens of a language model. */
export const DEFAULT_MAX_CHARS = 8000;
/** Less does not hold the names of what was cut. */
export const MIN_MAX_CHARS = 1000;

export interface ContextInput {
  readonly id: string;
  /** How long the answer may be, in characters of its JSON. */
  readonly maxChars?: number | undefined;
}

/** What both planes say; the document is read when the transaction is over. */
export type RuntimeFacts = Omit<ContextFacts, 'prd'> & { readonly fresh: FreshTask };

export async function readFacts(tx: ReadTx, context: OperationContext, id: string): Promise<RuntimeFacts> {
  const fresh = await requireTask(tx, id);
  const { task } = fresh;
  const unmet = await listUnmetDependencies(tx, id);
  const { handoff, unread } = await readHandoff(tx, task, context.actor);
  const messages = await readUnread(tx, task, context.actor);
  return {
    fresh,
    task: {
      task_id: task.id,
      title: task.title,
      description: task.description,
      status: fresh.status,
      state: deriveState(fresh.status, fresh.lease !== undefined, unmet.length),
      claimed_by: fresh.lease?.holder ?? null,
    },
    returned: await readReturned(tx, fresh),
    criteria: (await readCriteria(tx, task)).criteria,
    locks: task.locks,
    handoff,
    // Said once: as the handoff, above.
    messages: messages.filter((each) => each.message_id !== handoff?.message_id),
    unreadCount: unread,
    upstream: await readUpstream(tx, id),
  };
}

/** How the answer is measured: with what stands around it where it is printed. */
type Measure = (data: ContextResult, warnings: readonly Warning[]) => number;

/** As `task context` prints it, with the line end. */
const wholeAnswer: Measure = (data, warnings) => jsonSize({ ok: true, data, next: [], warnings }) + 1;

const SHORT_WARNINGS: readonly Warning[] = [
  { code: 'warnings-cut', message: 'there are warnings that did not fit: `lodestar task show` prints them' },
];

/** Warnings may take a quarter of the answer. */
function fitWarnings(warnings: readonly Warning[], maxChars: number): readonly Warning[] {
  return jsonSize(warnings) <= maxChars / 4 ? warnings : SHORT_WARNINGS;
}

interface Fitting {
  readonly maxChars: number;
  readonly warnings: readonly Warning[];
  readonly measure: Measure;
}

/** INPUT_INVALID when not even the names of the parts fit. */
function fitContext(facts: ContextFacts, { maxChars, warnings, measure }: Fitting): ContextResult {
  const pieces = piecesOf(facts);
  const nothing = composeContext(facts, { values: new Map(), cut: cutOfAll(pieces) }, maxChars);
  const least = measure(nothing, warnings);
  if (least > maxChars) {
    throw new LodestarError(
      'INPUT_INVALID',
      `${String(maxChars)} characters do not hold the context of ${facts.task.task_id}: it takes ${String(least)} at least`,
      { details: { task_id: facts.task.task_id, max_chars: maxChars, least } },
    );
  }
  return composeContext(facts, fitPieces(pieces, maxChars - least), maxChars);
}

/** INPUT_INVALID for a length that no context fits. */
function requireMaxChars(maxChars: number): void {
  if (maxChars < MIN_MAX_CHARS) {
    throw new LodestarError(
      'INPUT_INVALID',
      `${String(maxChars)} characters are too few: a context takes ${String(MIN_MAX_CHARS)} at least`,
      { details: { max_chars: maxChars, least: MIN_MAX_CHARS } },
    );
  }
}

interface Around {
  readonly maxChars: number | undefined;
  readonly measure: Measure;
  /** Of the rest of the answer. */
  readonly warnings: readonly Warning[];
}

async function contextWithin(
  { workspace }: OperationContext,
  { fresh, ...facts }: RuntimeFacts,
  around: Around,
): Promise<{ data: ContextResult; warnings: readonly Warning[] }> {
  const { maxChars = DEFAULT_MAX_CHARS, measure } = around;
  requireMaxChars(maxChars);
  const prd: PrdState | undefined = await readPrdOf(fresh.task, documentsOf(workspace.paths));
  const warnings = fitWarnings([...around.warnings, ...prdWarnings(fresh.task.id, prd)], maxChars);
  const data = fitContext({ ...facts, prd }, { maxChars, warnings, measure });
  return { data, warnings };
}

/**
 * What somebody who works on a task has to know, in no more characters than asked for: the whole JSON answer counts, and
 * what people read is shorter. There are no hints, so that all of it is context. Errors: TASK_NOT_FOUND, INPUT_INVALID.
 */
export async function contextOfTask(
  context: OperationContext,
  input: ContextInput,
): Promise<Outcome<ContextResult>> {
  const { id, maxChars } = input;
  const facts = await context.workspace.read(async (tx) => await readFacts(tx, context, id));
  const warnings = [...context.warnings, ...runtimeWarnings(context.runtime)];
  const answer = await contextWithin(context, facts, { maxChars, measure: wholeAnswer, warnings });
  return { ...answer, next: [] };
}

/** The same as a part of another answer: only its own JSON counts. */
export async function contextWithClaim(
  context: OperationContext,
  facts: RuntimeFacts,
  maxChars: number | undefined,
): Promise<{ data: ContextResult; warnings: readonly Warning[] }> {
  const measure: Measure = (data) => jsonSize(data);
  return await contextWithin(context, facts, { maxChars, measure, warnings: [] });
}
