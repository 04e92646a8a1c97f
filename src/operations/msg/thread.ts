import { recipientOfTask } from '../../runtime/tables/message.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Outcome } from '../outcome.ts';
import { requireKnownTask } from '../require-known-task.ts';
import { requireRuntime } from '../require-runtime.ts';
import { listFilter, type ListFilterInput } from './list-filter.ts';
import { readPage, type MessagePage, type PageInput } from './list-page.ts';

export interface ThreadInput extends ListFilterInput, PageInput {
  readonly task: string;
  /** Only what the caller has not read. */
  readonly unread: boolean;
}

export interface ThreadResult extends MessagePage {
  readonly task_id: string;
}

/** What was written on a task's thread, oldest first. Needs the runtime alone. Errors: TASK_NOT_FOUND, INPUT_INVALID (a time), RUNTIME_READONLY. */
export async function readThread(
  context: RuntimeContext,
  input: ThreadInput,
): Promise<Outcome<ThreadResult>> {
  const { task } = input;
  requireRuntime(context.runtime);
  await requireKnownTask(context, task);
  const filter = {
    ...listFilter(context, input),
    recipient: recipientOfTask(task),
    unreadOnly: input.unread,
  };
  const page = await context.runtime.read(async (tx) => await readPage(tx, filter, input));
  const unread = page.messages.filter((each) => each.unread).map(({ seq }) => String(seq));
  const words = page.total > page.count ? unread : ['--task', task, '--up-to', String(page.cursor)];
  const mark = hint('msg.read', ['msg', 'read', ...words], 'Mark what is shown as read');
  const next = unread.length > 0 ? [mark] : [];
  return { data: { task_id: task, ...page }, next, warnings: context.warnings };
}
