import type { SendResult } from '../../operations/msg/send.ts';
import type { Rendered } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { recipientText } from './display-messages.ts';

export function displaySend({ seq, recipient, task_id: task }: SendResult, ui: Ui): Rendered {
  return ui.t`Sent message ${ui.bold(seq)} to ${recipientText({ recipient, task_id: task })}.`;
}
