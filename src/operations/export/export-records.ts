import type { State, Status } from '../../model/status.ts';
import type { Project, SpecTask } from '../../model/task.ts';
import { formatTimestamp } from '../../model/timestamp.ts';
import { deriveState } from '../../model/transition.ts';
import { recipientOfTask, taskOfRecipient } from '../../runtime/tables/message.ts';
import { listMessages } from '../../runtime/tables/message-list.ts';
import { tableRows } from '../../runtime/table-rows.ts';
import type { TableName } from '../../runtime/database.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { findTransition } from '../../workspace/view/join.ts';
import { findReadiness, listTasksAfter, type ViewTask } from '../../workspace/view/rows.ts';
import { getRoot } from '../../workspace/view/state.ts';
import type { OperationContext } from '../context.ts';
import { messageEntry, type MessageEntry } from '../msg/message-entry.ts';
import { requireRuntime } from '../require-runtime.ts';
import { readCriteria, type CriterionState } from '../task/criteria.ts';
import { claimedBy, readLiveLeases, type ClaimedBy, type LiveLeases, leaseOfTask } from '../task/present.ts';
import { readEvidence, transitionOf, type EvidenceEntry, type ShowResult } from '../task/show.ts';

/** What an export begins with. */
export interface ExportHead {
  /** ISO 8601, UTC. */
  readonly exported_at: string;
  /** The version of Lodestar that wrote it. */
  readonly lodestar: string;
  readonly project: Project;
  readonly features: Readonly<Record<string, readonly string[]>>;
  /** The runtime's random name. */
  readonly epoch: string;
  /** The `seq` of the newest event. */
  readonly last_seq: number;
}

/** A task of the spec with what both planes say of it. */
export interface ExportedTask extends Omit<SpecTask, 'status' | 'extra'> {
  /** The keys of the task that begin with `x-`. */
  readonly extra: Readonly<Record<string, unknown>>;
  readonly status: Status;
  readonly state: State;
  readonly status_from: 'spec' | 'runtime';
  readonly spec_status: Status;
  readonly revision: string;
  readonly claimed_by: ClaimedBy | null;
  /** The latest that the runtime holds. */
  readonly transition: ShowResult['transition'];
  readonly criteria: readonly CriterionState[];
  /** Check-offs of texts that are no criterion any more. */
  readonly stale_criteria: readonly string[];
  readonly evidence: readonly EvidenceEntry[];
  /** The task's thread, oldest first. */
  readonly messages: readonly MessageEntry[];
}

/** A row of a table of the runtime. */
export type ExportedRow = Readonly<Record<string, unknown>>;

/** Takes an export piece by piece; false when it wants no more. */
export interface ExportSink {
  /** Called first; once more where the runtime was replaced meanwhile, and all begins anew. */
  begin(head: ExportHead): boolean;
  /** `task`: as the spec says. */
  specTask?(task: SpecTask): boolean;
  task?(task: ExportedTask): boolean;
  /** Begins the rows of a table, which may be none. */
  table?(name: TableName): boolean;
  row?(table: TableName, row: ExportedRow): boolean;
}

export interface ExportRequest {
  /** Which tables, in this order. */
  readonly tables: readonly TableName[];
  /** Of these tables the rows of tasks that this spec has are left out: they are with their task. */
  readonly elsewhere?: readonly TableName[];
}

const PAGE = 2000;
const ALL = { order: 'oldest', limit: Number.MAX_SAFE_INTEGER } as const;

async function exportedTask(tx: ReadTx, view: ViewTask, of: ExportPlace): Promise<ExportedTask> {
  const { task, revision, status, statusFrom, specStatus, unmet } = view;
  const lease = leaseOfTask(of.live, task);
  const { criteria, stale } = await readCriteria(tx, task);
  const filter = { reader: of.reader, recipient: recipientOfTask(task.id) };
  const transition = view.foreignRow ? undefined : await findTransition(tx, task.id, view.outcome);
  return {
    ...task,
    status,
    state: deriveState(status, lease !== undefined, unmet),
    status_from: statusFrom,
    spec_status: specStatus,
    revision,
    claimed_by: claimedBy(lease, tx.now),
    transition: transitionOf({ transition }),
    criteria,
    stale_criteria: stale,
    evidence: await readEvidence(tx, task),
    messages: (await listMessages(tx, filter, ALL)).map(messageEntry),
  };
}

interface ExportPlace {
  readonly live: LiveLeases;
  readonly reader: string;
}

/** Tasks page by page, so that no more than a page of them is held. */
async function exportTasks(tx: ReadTx, sink: ExportSink, reader: string): Promise<boolean> {
  if (sink.task === undefined && sink.specTask === undefined) {
    return true;
  }
  const place = { live: await readLiveLeases(tx), reader };
  let position = { naturalKey: '', id: '' };
  for (;;) {
    const page = await listTasksAfter(tx, position, PAGE);
    for (const { view } of page) {
      const goesOn =
        (sink.specTask?.(view.task) ?? true) &&
        (sink.task === undefined || sink.task(await exportedTask(tx, view, place)));
      if (!goesOn) {
        return false;
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) {
      return true;
    }
    position = last.position;
  }
}

function taskIdOf(table: TableName, row: ExportedRow): unknown {
  const { recipient } = row;
  if (table === 'message') {
    return typeof recipient === 'string' ? taskOfRecipient(recipient) : undefined;
  }
  return row.task_id;
}

async function isWithItsTask(tx: ReadTx, table: TableName, row: ExportedRow): Promise<boolean> {
  const id = taskIdOf(table, row);
  return typeof id === 'string' && (await findReadiness(tx, id)) !== undefined;
}

async function exportTable(
  tx: ReadTx,
  sink: ExportSink,
  { table, elsewhereOnly }: { table: TableName; elsewhereOnly: boolean },
): Promise<boolean> {
  if (sink.table?.(table) === false) {
    return false;
  }
  for await (const row of tableRows(tx, table)) {
    const isLeftOut = elsewhereOnly && (await isWithItsTask(tx, table, row));
    if (!isLeftOut && sink.row?.(table, row) === false) {
      return false;
    }
  }
  return true;
}

async function exportIn(
  tx: ReadTx,
  context: OperationContext,
  { request, sink }: { readonly request: ExportRequest; readonly sink: ExportSink },
): Promise<boolean> {
  const head: ExportHead = {
    exported_at: formatTimestamp(tx.now.wallMs),
    lodestar: context.version,
    ...(await getRoot(tx)),
    epoch: tx.epoch,
    last_seq: await tx.lastSeq(),
  };
  if (!sink.begin(head) || !(await exportTasks(tx, sink, context.actor))) {
    return false;
  }
  for (const table of request.tables) {
    if (
      !(await exportTable(tx, sink, { table, elsewhereOnly: request.elsewhere?.includes(table) === true }))
    ) {
      return false;
    }
  }
  return true;
}

/**
 * Hands both planes, as they are at one moment, to the sink, piece by piece: tasks by natural id, then rows of the runtime's tables by their
 * keys. False when the sink wanted no more. Errors: RUNTIME_READONLY and those of reading the workspace.
 */
export async function exportRecords(
  context: OperationContext,
  request: ExportRequest,
  sink: ExportSink,
): Promise<boolean> {
  requireRuntime(context.runtime);
  return await context.workspace.read(async (tx) => await exportIn(tx, context, { request, sink }));
}
