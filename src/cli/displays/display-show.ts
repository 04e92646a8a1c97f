import { shortCommit } from '../../git/head.ts';
import { formerIdsOf } from '../../model/reconcile.ts';
import type { CommitPlace, EvidenceEntry, ShowResult } from '../../operations/task/show.ts';
import { concat, linked, type Inline, type Rendered, type Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { criteriaLines } from './criteria-lines.ts';
import { handoffLines } from './handoff-lines.ts';
import { paragraphs } from './paragraphs.ts';
import { returnedLines, revokedLines } from './returned-lines.ts';
import { stateText } from './state-text.ts';

function byAt(by: string | null, at: string | null, ui: Ui): Inline {
  return by === null && at === null ? undefined : ui.t`${by ?? 'somebody'}, ${ui.time(at)}`;
}

/** Whom the spec names for a status, and since when. */
function statedBy(data: ShowResult): { readonly by: string | null; readonly at: string | null } {
  switch (data.status) {
    case 'ready':
      return { by: data.reopened_by, at: data.reopened_at };
    case 'blocked':
      return { by: data.blocked_by, at: data.blocked_at };
    case 'done':
      return { by: data.completed_by, at: data.completed_at };
    case 'verified':
      return { by: data.verified_by, at: data.verified_at };
    case 'cancelled':
      return { by: data.cancelled_by, at: data.cancelled_at };
    case 'todo':
    case 'deleted':
      return { by: null, at: null };
  }
}

/** The reason of the present status, with who gave it and when; nothing where there is none. */
function reasonText(data: ShowResult, ui: Ui): Text | undefined {
  const { transition } = data;
  const isOfRuntime = data.status_from === 'runtime' && transition !== null;
  const reason = isOfRuntime ? transition.reason : data.status_reason;
  if (reason === null) {
    return undefined;
  }
  const by = isOfRuntime ? transition : statedBy(data);
  const from = byAt(by.by, by.at, ui);
  return from === undefined ? ui.t`${reason}` : ui.t`${reason} ${ui.dim(ui.t`(${from})`)}`;
}

function becauseOf(data: ShowResult, ui: Ui): Inline {
  const reason = reasonText(data, ui);
  return reason === undefined ? '' : ui.t`: ${reason}`;
}

/** Who holds it, or why nobody can. */
function situation(data: ShowResult, ui: Ui): Text {
  const { state, claimed_by: claimed, lapsed, unmet_dependencies: unmet } = data;
  const word = stateText(state);
  if (claimed !== undefined) {
    return ui.t`${word} by ${ui.bold(claimed.agent_id)}, expires ${ui.time(claimed.expires_at)}`;
  }
  const because = data.status === 'ready' ? '' : becauseOf(data, ui);
  const waits = state === 'waiting' ? ui.t` for ${unmet.map((each) => each.id).join(', ')}` : '';
  const before =
    lapsed === undefined ? '' : ui.t`; the lease of ${lapsed.holder} lapsed ${ui.time(lapsed.expired_at)}`;
  return ui.t`${word}${waits}${because}${before}`;
}

function dependencies(data: ShowResult, ui: Ui): Inline {
  const unmet = new Map(data.unmet_dependencies.map((each) => [each.id, each.status]));
  const shown = data.depends_on.map((id) => ui.t`${id} ${ui.dim(`(${unmet.get(id) ?? 'verified'})`)}`);
  return concat(...shown.flatMap((each, index) => (index === 0 ? [each] : [', ', each])));
}

function statusText(data: ShowResult, ui: Ui): Text {
  const { status, status_from: from, spec_status: inSpec } = data;
  const other = inSpec === undefined ? '' : `; spec.yaml here says ${inSpec}`;
  return ui.t`${status} ${ui.dim(`(from the ${from}${other})`)}`;
}

function latestTransition(data: ShowResult, ui: Ui): Inline {
  const { transition } = data;
  if (transition === null) {
    return undefined;
  }
  const { status, by, at, branch, head } = transition;
  const where = [branch, typeof head === 'string' ? shortCommit(head) : head]
    .filter((each) => typeof each === 'string')
    .join(' ');
  return ui.t`${status} by ${by}, ${ui.time(at)}${where === '' ? '' : ui.t` ${ui.dim(`on ${where}`)}`}`;
}

/** What stands in the way is said with its reason, and so is what was sent back. */
function isReasonAbove({ status, claimed_by: claimed, returned }: ShowResult): boolean {
  return returned !== null || (status !== 'ready' && claimed === undefined);
}

function messagesText({ message_count: count, unread_count: unread }: ShowResult['communication']): Inline {
  const shown = count === 0 ? undefined : String(count);
  return unread === 0 ? shown : `${String(count)}, ${String(unread)} unread`;
}

function facts(data: ShowResult, ui: Ui): Text {
  const extra = Object.entries(data.extra).map(
    ([key, value]) => [`  ${key}`, JSON.stringify(value)] as const,
  );
  return ui.pairs([
    ['  status', statusText(data, ui)],
    ['  priority', data.priority],
    ['  depends on', dependencies(data, ui)],
    ['  needed by', data.dependents.join(', ')],
    ['  labels', data.labels.join(', ')],
    ['  locks', data.locks.join(', ')],
    ['  capabilities', data.capabilities.join(', ')],
    ['  lease ttl', data.lease_ttl],
    ['  external ref', data.external_ref],
    ['  was', formerIdsOf(data).join(', ')],
    ['  prd', data.prd === null ? undefined : prdText(data.prd)],
    ['  created', data.created_at === null ? undefined : ui.time(data.created_at)],
    ['  completed', byAt(data.completed_by, data.completed_at, ui)],
    ['  verified', byAt(data.verified_by, data.verified_at, ui)],
    ['  latest', latestTransition(data, ui)],
    ['  reason', isReasonAbove(data) ? undefined : reasonText(data, ui)],
    ['  messages', messagesText(data.communication)],
    ['  revision', data.revision],
    ...extra,
  ]);
}

function evidenceText(kind: EvidenceEntry['kind'], value: string): Inline {
  switch (kind) {
    case 'text':
      return value;
    case 'file':
      return linked(`file:${value}`, { file: value });
    case 'url':
      return linked(`url:${value}`, { url: value });
    case 'commit':
      return `commit:${value}`;
  }
}

function prdText({ source, refs }: NonNullable<ShowResult['prd']>): Text {
  const shown = linked(source, { file: source });
  return concat(shown, ...refs.map((ref) => ` ${ref.anchor}`));
}

const PLACES: Readonly<Record<CommitPlace, string>> = {
  branch: 'in this branch',
  'default-branch': 'in the default branch, not in this one',
  elsewhere: 'in another branch alone',
  lost: 'not in this clone',
  unknown: 'not to be seen in this shallow clone, which lacks the history that would tell',
};

function evidenceLine(entry: EvidenceEntry, ui: Ui): Text {
  const { kind, value, by, at } = entry;
  const same = entry.rewritten_as === undefined ? '' : `; here as ${shortCommit(entry.rewritten_as)}`;
  const place = entry.commit_in === undefined ? '' : `, ${PLACES[entry.commit_in]}${same}`;
  return ui.t`  - ${evidenceText(kind, value)}  ${ui.dim(ui.t`${by}, ${ui.time(at)}${place}`)}`;
}

function commitLines({ commits }: ShowResult, ui: Ui): Text | undefined {
  if (commits === undefined) {
    return undefined;
  }
  const lines = commits?.map(
    ({ commit, author, at, subject }) =>
      ui.t`  - ${ui.style('yellow', shortCommit(commit))} ${subject}  ${ui.dim(ui.t`${author}, ${ui.time(at)}`)}`,
  ) ?? [ui.t`  Git cannot tell.`];
  return ui.lines([ui.bold('Commits'), ...(lines.length === 0 ? [ui.t`  None names it.`] : lines)]);
}

/** One task whole: what it is, how it stands, what shows that it is done. */
export function displayShow(data: ShowResult, ui: Ui): Rendered {
  const evidence = data.evidence.map((each) => evidenceLine(each, ui));
  return paragraphs([
    ui.lines([ui.t`${ui.bold(data.id)}  ${ui.bold(data.title)}`, situation(data, ui)]),
    returnedLines(data.returned, ui),
    revokedLines(data.revoked, ui),
    facts(data, ui),
    data.description === ''
      ? undefined
      : ui.lines([ui.bold('Description'), ui.block(data.description.trimEnd(), 2)]),
    criteriaLines(data.criteria, ui),
    evidence.length === 0 ? undefined : ui.lines([ui.bold('Evidence'), ...evidence]),
    commitLines(data, ui),
    handoffLines(data.handoff_message, ui),
  ]);
}
