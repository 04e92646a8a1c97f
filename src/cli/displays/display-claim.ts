import type { ClaimResult } from '../../operations/task/claim.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { handoffLines } from './handoff-lines.ts';
import { paragraphs } from './paragraphs.ts';
import { returnedLines, revokedLines } from './returned-lines.ts';

function headOf(data: ClaimResult, ui: Ui): Text {
  const { task_id: id, title, agent_id: holder, expires_at: expiresAt, locks, lapsed } = data;
  const verb = data.changed ? ui.style('green', 'Claimed') : 'Renewed';
  const before =
    lapsed === null ? undefined : ui.t`${lapsed.holder}; the lease lapsed ${ui.time(lapsed.expired_at)}`;
  const unread = data.unread_count === 0 ? undefined : `${String(data.unread_count)} unread`;
  return ui.lines([
    ui.t`${verb} ${ui.bold(id)}: ${title}`,
    ui.pairs([
      ['  holder', holder],
      ['  expires', ui.time(expiresAt)],
      ['  locks', locks.join(', ')],
      ['  held before', before],
      ['  messages', unread],
    ]),
  ]);
}

function tokenLines(data: ClaimResult, ui: Ui): Text {
  return ui.lines([
    ui.dim('For `done`, `renew` and `release` to count for this lease and no later one:'),
    ui.t`  export LODESTAR_LEASE=${data.token}`,
  ]);
}

function criteriaOf(data: ClaimResult, ui: Ui): Text | undefined {
  const { acceptance_criteria: criteria } = data;
  return criteria.length === 0
    ? undefined
    : ui.lines([ui.bold('Criteria'), ...criteria.map((text, index) => ui.t`  ${index + 1}. ${text}`)]);
}

/** Loaded by those who ask for a context. */
export type ContextDisplay = (data: NonNullable<ClaimResult['context']>, ui: Ui) => Text;

/** Who holds the task and until when, what is to be done, and what an earlier holder left. */
export function displayClaim(data: ClaimResult, ui: Ui, contextDisplay?: ContextDisplay): Rendered {
  const { context } = data;
  if (contextDisplay !== undefined && context !== undefined && context !== null) {
    const head = [headOf(data, ui), revokedLines(data.revoked, ui)];
    return paragraphs([...head, contextDisplay(context, ui), tokenLines(data, ui)]);
  }
  return paragraphs([
    headOf(data, ui),
    returnedLines(data.returned, ui),
    revokedLines(data.revoked, ui),
    data.description === '' ? undefined : ui.block(data.description.trimEnd(), 2),
    criteriaOf(data, ui),
    handoffLines(data.handoff_message, ui),
    tokenLines(data, ui),
  ]);
}
