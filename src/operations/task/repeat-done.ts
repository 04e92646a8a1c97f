import { evidenceOf, identityOf } from '../../runtime/tables/evidence.ts';
import { listEvents } from '../../runtime/tables/event.ts';
import type { ReadTx } from '../../runtime/transaction.ts';
import type { FreshTask } from '../../workspace/fresh-task.ts';
import type { Warning } from '../outcome.ts';
import { readCriteria, selectCriteria } from './criteria.ts';
import type { Evidence } from './evidence.ts';
import { notStored } from './not-stored.ts';
import { taskHint } from './task-hint.ts';

interface Brought {
  readonly note?: string | undefined;
  readonly parsed: readonly Evidence[];
  /** `1,3` or `all`. */
  readonly criteria?: string | undefined;
}

interface Repeated {
  /** Of the evidence that was brought, what is stored. */
  readonly stored: readonly Evidence[];
  /** Says which flags brought something that is not stored. */
  readonly warnings: readonly Warning[];
}

async function isNoteStored(tx: ReadTx, id: string, note: string): Promise<boolean> {
  const ended = { task: id, type: 'lease.released', order: 'newest', limit: 1 } as const;
  const [end] = await listEvents(tx, ended);
  return end?.type === 'lease.released' && end.data.by === 'done' && end.data.note === note;
}

async function areChecked(tx: ReadTx, { task }: FreshTask, selection: string): Promise<boolean> {
  const { criteria } = await readCriteria(tx, task);
  const checked = new Set(criteria.filter((each) => each.checked).map((each) => each.text));
  return selectCriteria(task, selection).every((text) => checked.has(text));
}

/**
 * Compares what a repeated `done` brings with what the first one stored: the same is a call repeated, and what is new is
 * told not to be stored. INPUT_INVALID for a criterion that the task does not have.
 */
export async function repeatDone(tx: ReadTx, fresh: FreshTask, brought: Brought): Promise<Repeated> {
  const { id } = fresh.task;
  const evidence = await evidenceOf(tx, identityOf(fresh.task));
  const stored = brought.parsed.filter(({ kind, value }) =>
    evidence.some((each) => each.kind === kind && each.value === value),
  );
  const { note, criteria } = brought;
  const things = [
    ...(note === undefined || (await isNoteStored(tx, id, note)) ? [] : ['--note']),
    ...(stored.length === brought.parsed.length ? [] : ['--evidence']),
    ...(criteria === undefined || (await areChecked(tx, fresh, criteria)) ? [] : ['--criteria']),
  ];
  const reopen = taskHint('reopen', { id, flags: ['--reason', 'Not all was stored'] }, '').cmd;
  const remedy = `to store that, reopen it with \`${reopen}\`, claim it and mark it done again`;
  return { stored, warnings: notStored({ held: `${id} was done already`, things, remedy }) };
}
