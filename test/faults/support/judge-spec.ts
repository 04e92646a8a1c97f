import { parse } from 'yaml';
import type { RigRun } from '../harness/rig-run.ts';
import { commentedSpec, notesOf, SHARED_IDS, type Attempt } from './spec-edits.ts';

interface TaskInFile {
  readonly title: string;
  readonly status: string;
  readonly labels?: readonly string[];
}

/** What the file may say of a task: one of several where a writer was killed. */
interface Expected {
  isSure: boolean;
  titles: string[];
  statuses: string[];
}

function expectTask(expected: Map<string, Expected>, { edit, isSure }: Attempt): void {
  const { verb, ids, text } = edit;
  const id = ids[0] ?? '';
  const task = expected.get(id);
  if (verb === 'create') {
    expected.set(id, { isSure, titles: [text], statuses: ['ready'] });
  } else if (task !== undefined && verb === 'title') {
    task.titles = isSure ? [text] : [...task.titles, text];
  } else if (task !== undefined) {
    const status = verb === 'delete' ? 'deleted' : 'cancelled';
    task.statuses = isSure ? [status] : [...task.statuses, status];
  }
}

function judgeTasks(run: RigRun, attempts: readonly Attempt[], tasks: ReadonlyMap<string, TaskInFile>): void {
  const expected = new Map<string, Expected>();
  SHARED_IDS.forEach((id) =>
    expected.set(id, { isSure: true, titles: [`Shared ${id}`], statuses: ['ready'] }),
  );
  attempts.filter(({ edit }) => edit.verb !== 'label').forEach((attempt) => expectTask(expected, attempt));
  for (const [id, { isSure, titles, statuses }] of expected) {
    const task = tasks.get(id);
    run.check(task !== undefined || !isSure, `${id} was created and is not there`);
    if (task !== undefined) {
      run.check(
        titles.includes(task.title),
        `the title of ${id} is ${task.title}, not ${titles.join(' or ')}`,
      );
      run.check(statuses.includes(task.status), `${id} is ${task.status}, not ${statuses.join(' or ')}`);
    }
  }
  for (const id of tasks.keys()) {
    run.check(expected.has(id), `${id} is there, and nobody created it`);
  }
}

/** A label that was put on several tasks at once is on all of them or on none. */
function judgeLabels(
  run: RigRun,
  attempts: readonly Attempt[],
  tasks: ReadonlyMap<string, TaskInFile>,
): void {
  const present = new Set<string>();
  for (const id of SHARED_IDS) {
    const labels = tasks.get(id)?.labels ?? [];
    run.check(new Set(labels).size === labels.length, `${id} has a label twice`);
    labels.filter((label) => label !== 'first').forEach((label) => present.add(`${label} on ${id}`));
    run.check(labels.includes('first'), `${id} lost a label that nobody changed`);
  }
  for (const { edit, isSure } of attempts.filter((attempt) => attempt.edit.verb === 'label')) {
    const found = edit.ids.filter((id) => present.delete(`${edit.text} on ${id}`));
    const isWhole = found.length === edit.ids.length || (!isSure && found.length === 0);
    run.check(isWhole, `label ${edit.text} of ${edit.ids.join(', ')} is on ${found.join(', ') || 'none'}`);
  }
  run.check(present.size === 0, `labels that nobody put there: ${[...present].join(', ')}`);
}

/** Holds the text of the spec to what its writers were told, with a parser that is not the program's. */
export function judgeSpec(run: RigRun, attempts: readonly Attempt[], text: string): void {
  let tasks: ReadonlyMap<string, TaskInFile>;
  try {
    tasks = new Map(Object.entries((parse(text) as { tasks: Record<string, TaskInFile> }).tasks));
  } catch (error) {
    run.fault(`the file does not parse: ${String(error)}`);
    return;
  }
  judgeTasks(run, attempts, tasks);
  judgeLabels(run, attempts, tasks);
  const notes = notesOf(text);
  run.check(
    notes.join() === notesOf(commentedSpec()).join(),
    `of the comments are left: ${notes.join(', ')}`,
  );
}
