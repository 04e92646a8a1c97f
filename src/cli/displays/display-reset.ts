import type { ResetOutcome } from '../../operations/workspace/reset-outcome.ts';
import type { ResetPreview } from '../../operations/workspace/reset.ts';
import { countOf } from '../ui/count-of.ts';
import { joinLines, type Rendered, type Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { displayUnsettled } from './display-unsettled.ts';

function losses(preview: ResetPreview, ui: Ui): Text {
  const { unsettled, live_leases: leases, agents, messages, events } = preview;
  return ui.lines([
    unsettled.length === 0
      ? 'Everything that was decided is in the spec.'
      : ui.style('yellow', 'Not in the spec, so lost by a reset:'),
    unsettled.length === 0 ? undefined : displayUnsettled(unsettled, ui),
    leases.length === 0 ? undefined : ui.style('yellow', 'Held now:'),
    leases.length === 0
      ? undefined
      : joinLines(leases.map((lease) => ui.t`  ${ui.bold(lease.task_id)} by ${lease.holder}`)),
    ui.dim(
      `Besides: ${countOf(agents, 'agent')}, ${countOf(messages, 'message')}, ${countOf(events, 'event')} of the log.`,
    ),
  ]);
}

/** What to know before agreeing to a reset. */
export function displayResetPreview(preview: ResetPreview, ui: Ui): Rendered {
  return preview.readable
    ? losses(preview, ui)
    : 'The runtime is damaged, so what it holds cannot be listed. The damaged file is kept, and what is readable of it.';
}

export function displayReset(data: ResetOutcome, ui: Ui): Rendered {
  if ('runtime_restored' in data) {
    return [
      'The runtime from before the reset is back; no lease in it is live.',
      ui.t`The one that it replaced is kept in ${data.kept_as}`,
    ];
  }
  if (!data.changed) {
    return 'The runtime is empty: there was nothing to reset.';
  }
  const left = data.unsettled.map((task) => task.task_id).join(', ');
  return [
    'The runtime starts anew; what the spec states stays.',
    ui.t`The old one is kept in ${data.kept_as}`,
    left === '' ? undefined : ui.t`Gone with it, because the spec does not have it: ${left}`,
  ];
}
