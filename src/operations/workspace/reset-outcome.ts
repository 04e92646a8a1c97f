import type { ResetPreview, ResetResult, RuntimeContents } from './reset.ts';
import type { UndoResetResult } from './undo-reset.ts';

/** What `lodestar reset` answers, with `--undo` and without. */
export type ResetOutcome = ResetResult | UndoResetResult;

/** The preview as the details of CONFIRMATION_REQUIRED. */
export function resetDetails(preview: ResetPreview): Record<string, unknown> {
  return {
    reset_type: 'soft',
    ...preview,
    tasks_to_delete: 0,
    agents_to_clear: preview.agents,
    leases_to_clear: preview.live_leases.length,
    messages_to_clear: preview.messages,
  };
}

/** What an undoing would put aside, as the details of CONFIRMATION_REQUIRED. */
export function undoDetails(contents: RuntimeContents): Record<string, unknown> {
  return { put_aside: contents };
}
