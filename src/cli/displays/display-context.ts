import type { ContextPrd, ContextResult, ContextSection } from '../../operations/task/context-pieces.ts';
import type { UnreadMessage } from '../../operations/task/unread.ts';
import type { UpstreamEntry } from '../../operations/task/upstream.ts';
import type { Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { criteriaLines } from './criteria-lines.ts';
import { paragraphs } from './paragraphs.ts';
import { stateText } from './state-text.ts';

/** Long text stands at the margin: an indentation would make it longer than it was allowed to be. */
function under(heading: Text, text: string, ui: Ui): Text {
  return ui.lines([heading, ui.block(text.trimEnd())]);
}

const STATE_NOTES: Readonly<Record<ContextSection['state'], string>> = {
  unchanged: '',
  changed: ', changed since',
  missing: ', missing',
  'document-changed': ', document changed',
  unfrozen: '',
};

function sectionText(source: string, { anchor, lines, state, text }: ContextSection, ui: Ui): Text {
  const where = ui.dim(ui.t`${source} ${lines[0]}-${lines[1]}${STATE_NOTES[state]}`);
  return under(ui.t`${ui.bold(anchor)} ${where}`, text, ui);
}

function prdParts(prd: ContextPrd | null, ui: Ui): (Text | undefined)[] {
  if (prd === null) {
    return [];
  }
  const { source, missing, sections, excerpt } = prd;
  return [
    missing.length === 0 ? undefined : ui.t`${ui.style('yellow', 'Missing')}: ${missing.join(', ')}`,
    ...sections.map((each) => sectionText(source, each, ui)),
    excerpt === null ? undefined : under(ui.t`${ui.bold('Excerpt')} ${ui.dim(source)}`, excerpt, ui),
  ];
}

function upstreamText({ task_id: id, kind, by, at, text }: UpstreamEntry, ui: Ui): Text {
  const value = kind === 'note' || kind === 'text' ? text : `${kind}:${text}`;
  return under(ui.t`${ui.bold(id)} ${ui.dim(ui.t`${kind} of ${by}, ${ui.time(at)}`)}`, value, ui);
}

function messageText(message: UnreadMessage, ui: Ui): Text {
  const { from_agent_id: from, created_at: at, severity, subject, text } = message;
  const about = subject === null ? severity : `${severity}: ${subject}`;
  return under(ui.t`${ui.bold(from)} ${ui.dim(ui.t`${about}, ${ui.time(at)}`)}`, text, ui);
}

function returnedText({ returned }: ContextResult, ui: Ui): Text | undefined {
  return returned === null
    ? undefined
    : under(
        ui.t`${ui.bold('Sent back')} ${ui.dim(ui.t`${returned.by}, ${ui.time(returned.at)}`)}`,
        returned.reason,
        ui,
      );
}

function handoffText({ handoff_message: note }: ContextResult, ui: Ui): Text | undefined {
  return note === null
    ? undefined
    : under(
        ui.t`${ui.bold('Handoff')} ${ui.dim(ui.t`${note.from_agent_id}, ${ui.time(note.created_at)}`)}`,
        note.text,
        ui,
      );
}

function headOf(data: ContextResult, ui: Ui): Text {
  const { task_id: id, title, state, claimed_by: holder, locks } = data;
  const by = holder === null ? '' : ui.t` by ${holder}`;
  return ui.lines([
    ui.t`${ui.bold(id)} ${ui.bold(title)}`,
    ui.t`${stateText(state)}${by}`,
    locks.length === 0 ? undefined : ui.t`${ui.dim('locks')} ${locks.join(', ')}`,
  ]);
}

/** What one has to know to work on a task. */
export function displayContext(data: ContextResult, ui: Ui): Text {
  const { description, upstream, messages, unread_count: unread, cut } = data;
  const names = cut.map(({ part, kept, of }) => `${part} ${String(kept)}/${String(of)}`);
  return paragraphs([
    headOf(data, ui),
    returnedText(data, ui),
    ui.block(description.trimEnd()),
    criteriaLines(data.criteria, ui),
    handoffText(data, ui),
    ...prdParts(data.prd, ui),
    ...upstream.map((each) => upstreamText(each, ui)),
    messages.length === 0 ? undefined : ui.t`${ui.bold('Unread')} ${unread}`,
    ...messages.map((each) => messageText(each, ui)),
    names.length === 0 ? undefined : ui.dim(ui.t`cut: ${names.join(', ')}`),
  ]);
}
