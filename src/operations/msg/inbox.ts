import type { MessageFilter } from '../../runtime/tables/message-list.ts';
import type { RuntimeContext } from '../context.ts';
import { hint } from '../hint.ts';
import type { Hint, Outcome } from '../outcome.ts';
import { requireRuntime } from '../require-runtime.ts';
import { listFilter, type ListFilterInput } from './list-filter.ts';
import { readPage, type MessagePage, type PageInput } from './list-page.ts';

export interface InboxInput extends ListFilterInput, PageInput {
  /** Only on the thread of this task or about it. */
  readonly task?: string | undefined;
  /** Also what the caller has read, and what the caller wrote. */
  readonly includeRead: boolean;
}

export interface InboxResult extends MessagePage {
  readonly agent_id: string;
  /** It was waited for, and nothing came. */
  readonly timed_out: boolean;
}

function inboxFilter(context: RuntimeContext, input: InboxInput): MessageFilter {
  const { task: taskId, includeRead } = input;
  return { ...listFilter(context, input), inbox: true, unreadOnly: !includeRead, taskId };
}

/** Only what was shown is marked: what came meanwhile stays unread. */
function nextHints(page: MessagePage, input: InboxInput): Hint[] {
  const { task, severity, since, until, after } = input;
  const unread = page.messages.filter((each) => each.unread);
  if (unread.length === 0) {
    return [];
  }
  const which = task === undefined ? [] : ['--task', task];
  if (after === undefined && page.total > page.count) {
    return [hint('msg.inbox', ['msg', 'inbox', ...which, '--after', '0'], 'Read from the oldest on')];
  }
  const isAll = severity === undefined && since === undefined && until === undefined;
  const words = isAll
    ? [...(task === undefined ? ['--all'] : which), '--up-to', String(page.cursor)]
    : unread.map(({ seq }) => String(seq));
  return [hint('msg.read', ['msg', 'read', ...words], 'Mark what is shown as read')];
}

/**
 * What came for the caller, oldest first: to them, to everybody (also before they came), to the tasks that they hold or
 * were the last to hold, and to the threads that they wrote on. Needs the runtime alone. Errors: INPUT_INVALID (a time),
 * RUNTIME_READONLY.
 */
export async function readInbox(context: RuntimeContext, input: InboxInput): Promise<Outcome<InboxResult>> {
  requireRuntime(context.runtime);
  const filter = inboxFilter(context, input);
  const page = await context.runtime.read(async (tx) => await readPage(tx, filter, input));
  return {
    data: { agent_id: context.actor, timed_out: false, ...page },
    next: nextHints(page, input),
    warnings: context.warnings,
  };
}
