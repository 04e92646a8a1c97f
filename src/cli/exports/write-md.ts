import type { ExportedRow, ExportedTask } from '../../operations/export/export-records.ts';
import type { ExportWriter } from '../../operations/export/export.ts';
import type { MessageEntry } from '../../operations/msg/message-entry.ts';
import { mdCode, mdText } from '../ui/markdown.ts';
import { safeBlock } from '../ui/safe.ts';
import { plainRow, TABLES } from './plain-rows.ts';

/** What stands elsewhere in a task's section, or says nothing that a reader of a review asks for. */
const SHOWN_OTHERWISE = new Set([
  'id',
  'title',
  'description',
  'acceptance_criteria',
  'criteria',
  'evidence',
  'messages',
  'claimed_by',
  'transition',
  'extra',
  'prd',
  'state',
]);

/** Several lines, as they were written: their markup is shown and not obeyed, since an export is pasted where it can call people. */
function quote(text: string): string {
  return safeBlock(text.trimEnd())
    .split('\n')
    .map((each) => `> ${mdText(each)}`.trimEnd())
    .join('\n');
}

function code(value: unknown): string {
  return mdCode(typeof value === 'string' ? value : JSON.stringify(value));
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function fact(name: string, value: unknown): string[] {
  return isEmpty(value) ? [] : [`- ${mdText(name)}: ${code(value)}`];
}

function facts(task: ExportedTask): string[] {
  const { claimed_by: claimed, transition, prd, extra } = task;
  const plain = Object.entries(task).filter(([name]) => !SHOWN_OTHERWISE.has(name));
  return [
    `- **${task.state}**`,
    ...plain.flatMap(([name, value]) => fact(name, value)),
    ...fact('claimed by', claimed?.agent_id),
    ...fact('claimed until', claimed?.expires_at),
    ...fact('latest transition', transition),
    ...Object.entries(prd ?? {}).flatMap(([name, value]) => fact(`prd.${name}`, value)),
    ...Object.entries(extra).flatMap(([name, value]) => fact(name, value)),
  ];
}

function messageText(message: MessageEntry): string {
  const { from_agent_id: from, created_at: at, severity, subject, reply_to: answered } = message;
  const read = message.read_by.length === 0 ? '' : `, read by ${message.read_by.map(mdText).join(', ')}`;
  const about = [
    subject === null ? '' : `: ${mdText(subject)}`,
    answered === null ? '' : `, answers ${answered}`,
  ];
  return `**${mdText(from)}**, ${severity}, ${at} (${message.message_id})${read}${about.join('')}\n\n${quote(message.text)}`;
}

function taskText(task: ExportedTask): string {
  const criteria = task.criteria.map(({ text, checked, checked_by: by, checked_at: at }) =>
    checked ? `- [x] ${mdText(text)} (${mdText(by ?? '')}, ${at ?? ''})` : `- [ ] ${mdText(text)}`,
  );
  const evidence = task.evidence.map(
    ({ kind, value, by, at, branch, head, tree }) =>
      `- ${kind} ${code(value)} (${[by, at, branch, head, tree]
        .filter((each) => each !== null)
        .map(mdText)
        .join(', ')})`,
  );
  const parts = [
    `## ${mdText(task.id)}: ${mdText(task.title)}`,
    facts(task).join('\n'),
    task.description === '' ? '' : quote(task.description),
    criteria.length === 0 ? '' : `**Criteria**\n\n${criteria.join('\n')}`,
    evidence.length === 0 ? '' : `**Evidence**\n\n${evidence.join('\n')}`,
    task.messages.length === 0 ? '' : `**Messages**\n\n${task.messages.map(messageText).join('\n\n')}`,
  ];
  return `${parts.filter((each) => each !== '').join('\n\n')}\n\n`;
}

const HEADINGS: Readonly<Record<string, string>> = {
  [TABLES.agents]: 'Agents',
  [TABLES.leases]: 'Leases',
  [TABLES.messages]: 'Messages that are on no thread of these tasks',
  [TABLES.transitions]: 'Transitions of other tasks',
  [TABLES.criteria]: 'Criteria of other tasks',
  [TABLES.evidence]: 'Evidence of other tasks',
};

function rowText(row: ExportedRow): string {
  const shown = Object.entries(plainRow(row)).filter(([, value]) => !isEmpty(value));
  return `- ${shown.map(([name, value]) => `${mdText(name)} ${code(value)}`).join(', ')}\n`;
}

/** A section a task, for a pull request; then agents, leases and what belongs to no task of this spec. */
export const MD_WRITER: ExportWriter = {
  request: {
    tables: ['actor', 'lease', 'message', 'transition', 'criterion', 'evidence'],
    elsewhere: ['message', 'transition', 'criterion', 'evidence'],
  },
  open: (write) => {
    let heading: string | undefined;
    return {
      begin: ({ project, features, exported_at: at, lodestar }) => {
        const groups = Object.entries(features)
          .map(([name, ids]) => fact(`feature ${name}`, ids))
          .flat();
        const about = [`Exported ${at} by Lodestar ${lodestar}.`, groups.join('\n')];
        return write(`# ${mdText(project.name)}\n\n${about.filter((each) => each !== '').join('\n\n')}\n\n`);
      },
      task: (task) => write(taskText(task)),
      table: (name) => {
        heading = `\n## ${HEADINGS[name] ?? name}\n\n`;
        return true;
      },
      row: (_table, row) => {
        const text = `${heading ?? ''}${rowText(row)}`;
        heading = undefined;
        return write(text);
      },
    };
  },
  end: '',
};
