import type { Returned } from '../../operations/task/returned.ts';
import type { Revoked } from '../../operations/task/revoked.ts';
import type { Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';

const WORD = { reject: 'Rejected', reopen: 'Reopened' } as const satisfies Record<Returned['verb'], string>;

/** Why the task is to be done again, in one line. */
export function returnedLine({ verb, reason, by, at }: Returned, ui: Ui): Text {
  return ui.t`${WORD[verb]} by ${by}, ${ui.time(at)}: ${reason}`;
}

/** The same with all of the reason, among paragraphs. */
export function returnedLines(returned: Returned | null, ui: Ui): Text | undefined {
  if (returned === null) {
    return undefined;
  }
  const { verb, reason, by, at } = returned;
  return ui.lines([
    ui.t`${ui.bold(WORD[verb])} ${ui.dim(ui.t`by ${by}, ${ui.time(at)}`)}`,
    ui.block(reason, 2),
  ]);
}

/** Why its last holder lost it. */
export function revokedLines(revoked: Revoked | null, ui: Ui): Text | undefined {
  if (revoked === null) {
    return undefined;
  }
  const { holder, reason, by, at } = revoked;
  return ui.lines([
    ui.t`${ui.bold('Lease revoked')} ${ui.dim(ui.t`from ${holder} by ${by}, ${ui.time(at)}`)}`,
    ui.block(reason, 2),
  ]);
}
