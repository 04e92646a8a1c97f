import type { MarkReadResult } from '../../operations/msg/read.ts';
import { countOf } from '../ui/count-of.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

export function displayRead(data: MarkReadResult, ui: Ui): Rendered {
  const { messages_marked: count, unread_count: left } = data;
  const done = count === 0 ? 'Nothing of it was unread' : `Marked ${countOf(count, 'message')} as read`;
  return ui.t`${done}; ${left === 0 ? 'nothing' : countOf(left, 'message')} left to read.`;
}
