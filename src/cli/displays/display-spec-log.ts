import { shortCommit } from '../../git/head.ts';
import type { LoggedChange, LoggedCommit, SpecLogResult } from '../../operations/spec/log.ts';
import type { Rendered, Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { paragraphs } from './paragraphs.ts';

const MARKS = { added: '+', removed: '-', changed: '~', renamed: '~' } as const;

/** More would hide the other commits; `--json` has them all. */
const MAX_CHANGES = 12;

function changeText({ id, title, change, renamed_from: former, ...rest }: LoggedChange, ui: Ui): Text {
  const { status_before: before, status, fields } = rest;
  const moved =
    before !== null && status !== null && before !== status ? `${before} → ${status}` : (status ?? '');
  const others = fields.filter((field) => field !== 'status').join(', ');
  const notes = [former === null ? '' : `was ${former}`, moved, others].filter((each) => each !== '');
  const note = notes.length === 0 ? '' : ui.t` ${ui.dim(`(${notes.join('; ')})`)}`;
  return ui.t`  ${MARKS[change]} ${ui.bold(id)}: ${title}${note}`;
}

const UNTOLD = {
  'cut-off': 'what it changed is not told: the history of this shallow clone begins here',
  'not-fetched': 'what it changed is not told: this clone lacks its plan, or the one before',
} as const;

function commitText({ changes, trailers, untold, ...entry }: LoggedCommit, ui: Ui): Text {
  const { commit, author, at, subject } = entry;
  const shown = changes.slice(0, MAX_CHANGES).map((each) => changeText(each, ui));
  const more = changes.length - shown.length;
  return ui.lines([
    ui.t`${ui.style('yellow', shortCommit(commit))} ${subject} ${ui.dim(ui.t`(${author}, ${ui.time(at)})`)}`,
    ...shown,
    more > 0 ? ui.dim(`  and ${String(more)} more`) : undefined,
    untold === null ? undefined : ui.dim(`  ${UNTOLD[untold]}`),
    changes.length === 0 && trailers.length > 0 ? ui.dim(`  names ${trailers.join(', ')}`) : undefined,
  ]);
}

/** The history of the plan, the newest commit first. */
export function displaySpecLog({ commits, complete }: SpecLogResult, ui: Ui): Rendered {
  if (commits.length === 0) {
    return [ui.t`No commit here has changed the plan.`];
  }
  return [
    paragraphs([
      ...commits.map((each) => commitText(each, ui)),
      complete ? undefined : ui.dim('older commits are left out: raise --limit'),
    ]),
  ];
}
