import type { Severity } from '../../model/event.ts';
import type { InboxResult } from '../../operations/msg/inbox.ts';
import type { MessagePage } from '../../operations/msg/list-page.ts';
import type { MessageEntry } from '../../operations/msg/message-entry.ts';
import type { SearchResult } from '../../operations/msg/search.ts';
import type { ThreadResult } from '../../operations/msg/thread.ts';
import { countOf } from '../ui/count-of.ts';
import type { Rendered, Style, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { paragraphs } from './paragraphs.ts';

const STYLES: Readonly<Record<Severity, Style>> = {
  info: 'dim',
  warning: 'yellow',
  handoff: 'cyan',
  blocker: 'red',
};

/** Not in a template: the build leaves those in UTF-8, and the program is read as Latin-1. */
const TO = '→';

/** `T2`, `ai:one about T2`, `everybody`. */
export function recipientText({
  recipient,
  task_id: task,
}: Pick<MessageEntry, 'recipient' | 'task_id'>): string {
  if (recipient === `task:${task ?? ''}`) {
    return task ?? recipient;
  }
  const whom = recipient === 'all' ? 'everybody' : recipient.replace(/^agent:/u, '');
  return task === null ? whom : `${whom} about ${task}`;
}

function headOf(message: MessageEntry, ui: Ui): Text {
  const { seq, from_agent_id: from, created_at: at, severity, unread, reply_to: answered } = message;
  const notes = [
    severity === 'info' ? undefined : ui.style(STYLES[severity], severity),
    unread ? ui.style('green', 'unread') : undefined,
    answered === null ? undefined : ui.dim(`answers ${answered}`),
  ].filter((each) => each !== undefined);
  const head = ui.t`${ui.dim(`#${String(seq)}`)}  ${ui.bold(from)} ${TO} ${recipientText(message)}  ${ui.dim(ui.time(at))}`;
  return notes.reduce((line, note) => ui.t`${line}  ${note}`, head);
}

function messageText(message: MessageEntry, ui: Ui): Text {
  const { subject, text } = message;
  return ui.lines([
    headOf(message, ui),
    subject === null ? undefined : ui.t`  ${ui.bold(subject)}`,
    ui.block(text.trimEnd(), 2),
  ]);
}

function cutText(page: Pick<MessagePage, 'count' | 'total'>, more: string, ui: Ui): Text | undefined {
  const { count, total } = page;
  return total > count ? ui.dim(`${String(count)} of ${countOf(total, 'message')}; ${more}`) : undefined;
}

function pageText(page: MessagePage, empty: string, ui: Ui): Rendered {
  const { messages, total, next_cursor: cursor } = page;
  if (messages.length === 0) {
    return total === 0 ? empty : `${countOf(total, 'message')}, none of them shown.`;
  }
  const more = cursor === null ? 'raise --limit for the others' : `go on with --after ${String(cursor)}`;
  return paragraphs([...messages.map((each) => messageText(each, ui)), cutText(page, more, ui)]);
}

export function displayThread(data: ThreadResult, ui: Ui): Rendered {
  return pageText(data, 'Nothing is written on it.', ui);
}

export function displayInbox(data: InboxResult, ui: Ui): Rendered {
  return pageText(data, data.timed_out ? 'Nothing came.' : 'Nothing to read.', ui);
}

export function displaySearch(data: SearchResult, ui: Ui): Rendered {
  const { messages, total, next_cursor: cursor } = data;
  if (messages.length === 0) {
    return total === 0 ? 'No message fits.' : `${countOf(total, 'message')}, none of them shown.`;
  }
  const more = `go on with --before ${String(cursor)}`;
  return paragraphs([...messages.map((each) => messageText(each, ui)), cutText(data, more, ui)]);
}
