import { formatDuration } from '../../model/duration.ts';
import type { OperationContext } from '../context.ts';
import type { Outcome } from '../outcome.ts';
import { contextOfTask, type ContextResult } from '../task/context.ts';
import { nextTasks } from '../task/next.ts';
import { getProject } from '../../workspace/view/state.ts';
import { partsOfBrief, type BriefCommand } from './brief-parts.ts';
import { fitBrief, type BriefFormat, type FittedBrief } from './fit-brief.ts';

export interface BriefInput {
  /** What the brief is about; the caller's work in general where it is left out. */
  readonly task?: string | undefined;
  /** The most bytes that the text may have. */
  readonly budget: number;
  readonly format: BriefFormat;
  /** The registry of commands. */
  readonly commands: readonly BriefCommand[];
}

export interface BriefResult {
  readonly text: string;
  readonly format: BriefFormat;
  readonly task_id: string | null;
  readonly budget: number;
  readonly bytes: number;
  readonly cut: FittedBrief['cut'];
}

const OFFERED = 3;

async function readTask(
  context: OperationContext,
  id: string | undefined,
): Promise<ContextResult | undefined> {
  return id === undefined ? undefined : (await contextOfTask(context, { id, maxChars: 100_000 })).data;
}

/**
 * What an agent has to be told before it works here, in no more bytes than asked for: made of the registry of commands and
 * of this workspace, so that it cannot go stale. Errors: TASK_NOT_FOUND, RUNTIME_READONLY.
 */
export async function briefOf(context: OperationContext, input: BriefInput): Promise<Outcome<BriefResult>> {
  const { budget, format, commands } = input;
  const task = await readTask(context, input.task);
  const { data: next } = await nextTasks(context, { count: OFFERED, filters: {} });
  const { lease_ttl_ms: leaseTtlMs } = await context.workspace.config();
  const facts = {
    project: (await context.workspace.read(getProject)).name,
    actor: context.actor,
    commands,
    next,
    task,
    leaseTtl: formatDuration(leaseTtlMs),
  };
  const { text, cut } = fitBrief(partsOfBrief(facts), budget, format);
  const data: BriefResult = {
    text,
    format,
    task_id: task?.task_id ?? null,
    budget,
    bytes: Buffer.byteLength(`${text}\n`),
    cut,
  };
  return { data, next: [], warnings: context.warnings };
}
