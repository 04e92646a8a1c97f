import { formatTimestamp } from '../../model/timestamp.ts';
import { evidenceOf, type EvidenceRecord } from '../../runtime/tables/evidence.ts';
import { listMessages } from '../../runtime/tables/message-list.ts';
import { recipientOfTask } from '../../runtime/tables/message.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import { freshStatus } from '../../workspace/fresh-task.ts';
import type { Status } from '../../model/status.ts';
import { listDependencies, type Neighbour } from '../../workspace/view/rows.ts';

/** What somebody left with a task that this one builds on: a note for whoever comes next, or evidence. */
export interface UpstreamEntry {
  readonly task_id: string;
  readonly title: string;
  readonly status: Status;
  /** 1 for a direct dependency. */
  readonly distance: number;
  readonly kind: 'note' | EvidenceRecord['kind'];
  readonly by: string;
  readonly at: string;
  readonly text: string;
}

/** Further tasks have little to say to this one, and a graph may have a hundred thousand. */
const MAX_TASKS = 100;

const NEWEST_NOTES = { order: 'newest', limit: 5 } as const;

async function entriesOf(tx: ReadTx, task: Neighbour, distance: number): Promise<UpstreamEntry[]> {
  const { id, title, outcome } = task;
  const filter = { reader: '', recipient: recipientOfTask(id), severity: 'handoff' } as const;
  const notes = await listMessages(tx, filter, NEWEST_NOTES);
  const evidence = await evidenceOf(tx, { id, ...outcome });
  if (notes.length === 0 && evidence.length === 0) {
    return [];
  }
  const about = { task_id: id, title, status: await freshStatus(tx, task), distance };
  return [
    ...notes.map(({ actor, atMs, body }) => ({
      ...about,
      kind: 'note' as const,
      by: actor,
      at: formatTimestamp(atMs),
      text: body,
    })),
    ...evidence.map(({ kind, actor, atMs, value }) => ({
      ...about,
      kind,
      by: actor,
      at: formatTimestamp(atMs),
      text: value,
    })),
  ];
}

/** Notes and evidence of the tasks that this one builds on, nearest first, then by natural id; notes newest first. */
export async function readUpstream(tx: ReadTx, taskId: string): Promise<UpstreamEntry[]> {
  const entries: UpstreamEntry[] = [];
  const seen = new Set([taskId]);
  let level = [taskId];
  for (let distance = 1; level.length > 0 && seen.size <= MAX_TASKS; distance += 1) {
    const next: string[] = [];
    for (const id of level) {
      for (const task of await listDependencies(tx, id)) {
        if (!seen.has(task.id) && seen.size <= MAX_TASKS) {
          seen.add(task.id);
          next.push(task.id);
          entries.push(...(await entriesOf(tx, task, distance)));
        }
      }
    }
    level = next;
  }
  return entries;
}
