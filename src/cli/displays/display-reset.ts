import type { ResetOutcome } from '../../operations/workspace/reset-outcome.ts';
import type { ResetPreview, RuntimeContents } from '../../operations/workspace/reset.ts';
import { countOf } from '../ui/count-of.ts';
import { joinLines, type Rendered, type Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { displayUnsettled } from './display-unsettled.ts';

function losses(contents: RuntimeContents, heading: string, ui: Ui): Text {
  const { unsettled, live_leases: leases, agents, messages, events } = contents;
  return ui.lines([
    unsettled.length === 0 ? 'Everything that was decided is in the spec.' : ui.style('yellow', heading),
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
  return [
    preview.readable
      ? losses(preview, 'Not in the spec, so lost by a reset:', ui)
      : 'The runtime is damaged, so what it holds cannot be listed. The damaged file is kept, and what is readable of it.',
    preview.replaces_kept
      ? 'The runtime that is kept from the reset before is gone for good then.'
      : undefined,
  ];
}

/** What the present runtime takes with it when another comes in its place. */
export function displayPutAside(contents: RuntimeContents, ui: Ui): Text {
  return contents.readable
    ? losses(contents, 'Not in the spec, so put aside with the present runtime:', ui)
    : ui.t`The present runtime is damaged, so what it holds cannot be listed.`;
}

/** What to know before the present runtime gives way to the one from before the reset. */
export function displayUndoPreview(contents: RuntimeContents, ui: Ui): Rendered {
  return [
    displayPutAside(contents, ui),
    ui.dim('The present runtime is kept until the next reset; `lodestar reset --undo` swaps the two again.'),
  ];
}

/** The ids of what went aside, where the spec does not have it or somebody held it. */
export function asideLine({ unsettled, live_leases: leases }: RuntimeContents, ui: Ui): Text | undefined {
  const ids = [...new Set([...unsettled, ...leases].map((each) => each.task_id))];
  return ids.length === 0
    ? undefined
    : ui.t`Put aside with it: what was decided or held of ${ids.join(', ')}`;
}

export function displayReset(data: ResetOutcome, ui: Ui): Rendered {
  if ('runtime_restored' in data) {
    return [
      'The runtime from before the reset is back; no lease in it is live.',
      ui.t`The one that it replaced is kept in ${data.kept_as}`,
      asideLine(data.put_aside, ui),
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
