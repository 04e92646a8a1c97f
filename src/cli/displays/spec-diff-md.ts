import type { SpecDiffResult } from '../../operations/spec/diff.ts';
import { countOf } from '../ui/count-of.ts';
import { mdCode, mdFence, mdText } from '../ui/markdown.ts';
import { lineRuns, wordRuns } from '../ui/word-diff.ts';
import { diffValue, notedReason, pathText } from './diff-values.ts';
import { fitSections, type MdSection } from './md-sections.ts';
import { specDiffMermaid } from './spec-diff-mermaid.ts';
import { versionText } from './version-text.ts';

type FieldChange = SpecDiffResult['changed'][number]['fields'][number];
type ListStep = Extract<FieldChange, { kind: 'list' }>['items'][number];

/** First in a comment, so that a bot finds the one that it wrote before; foreign text never stands first. */
export const MD_MARKER = '<!-- lodestar spec diff -->';

/** A comment of GitHub's has at most 65,536 characters; the rest is for what a workflow adds. */
const MAX_LENGTH = 65_000;

/** More of one value, or of one text, is for the file itself. */
const MAX_VALUE = 300;
const MAX_DIFF_LINES = 40;

function cut(text: string): string {
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE)}…`;
}

function words(before: string, after: string): string {
  return wordRuns(cut(before), cut(after))
    .map(({ kind, text }) => {
      const shown = mdText(text);
      return kind === 'same' ? shown : kind === 'added' ? `<ins>${shown}</ins>` : `<del>${shown}</del>`;
    })
    .join('');
}

function stepText(step: ListStep): string[] {
  switch (step.kind) {
    case 'same':
      return [];
    case 'added':
      return [`    - added: <ins>${mdText(cut(step.text))}</ins>`];
    case 'removed':
      return [`    - removed: <del>${mdText(cut(step.text))}</del>`];
    case 'changed':
      return [`    - ${words(step.before, step.after)}`];
  }
}

function lineDiff(before: string, after: string): string {
  const lines = lineRuns(before, after).map(cut);
  const left = lines.length - MAX_DIFF_LINES;
  const shown =
    left > 0 ? [...lines.slice(0, MAX_DIFF_LINES), `@@ and ${countOf(left, 'line')} more`] : lines;
  return mdFence(shown.join('\n'), 'diff')
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}

function fieldText(change: FieldChange): string[] {
  const head = `  - ${mdCode(change.field)}`;
  switch (change.kind) {
    case 'value': {
      const [before, after] = [diffValue(change.before), diffValue(change.after)];
      return change.field === 'title'
        ? [`${head}: ${words(before, after)}`]
        : [`${head}: ${mdCode(cut(before))} → ${mdCode(cut(after))}`];
    }
    case 'set': {
      const items = [
        ...change.added.map((item) => `+${mdCode(cut(item))}`),
        ...change.removed.map((item) => `−${mdCode(cut(item))}`),
      ];
      return [`${head}: ${items.join(' ')}`];
    }
    case 'list':
      return [`${head}:`, ...change.items.flatMap(stepText)];
    case 'text':
      return [`${head}:`, '', lineDiff(change.before ?? '', change.after ?? ''), ''];
  }
}

function named(id: string, title: string): string {
  return `${mdCode(id)} ${mdText(cut(title))}`;
}

function ids(list: readonly string[]): string {
  return list.map(mdCode).join(', ');
}

function taskItem({ id, title, status, depends_on: dependencies }: SpecDiffResult['added'][number]): string {
  const waits = dependencies.length === 0 ? '' : `, depends on ${ids(dependencies)}`;
  return `- ${named(id, title)} (${status}${waits})`;
}

function changedItem({ id, title, renamed_from: former, fields }: SpecDiffResult['changed'][number]): string {
  const was = former === null ? '' : ` (was ${mdCode(former)})`;
  return [`- ${named(id, title)}${was}`, ...fields.flatMap(fieldText)].join('\n');
}

function taskSections(data: SpecDiffResult): MdSection[] {
  const { added, removed, changed, plan_fields: fields } = data;
  const itself = [
    ...fields.map((field) =>
      fieldText(field)
        .map((line) => line.replace(/^ {2}/u, ''))
        .join('\n'),
    ),
    ...(data.reordered ? ['- the tasks stand in another order'] : []),
  ];
  return [
    {
      title: `${countOf(removed.length, 'task')} removed`,
      items: removed.map((each) => ({ name: each.id, text: taskItem(each) })),
    },
    {
      title: `${countOf(added.length, 'task')} added`,
      items: added.map((each) => ({ name: each.id, text: taskItem(each) })),
    },
    {
      title: `${countOf(changed.length, 'task')} changed`,
      items: changed.map((each) => ({ name: each.id, text: changedItem(each) })),
    },
    { title: 'The plan itself', items: itself.map((text) => ({ name: 'the plan itself', text })) },
  ];
}

function graphSections(data: SpecDiffResult): MdSection[] {
  const edge =
    (verb: string) =>
    ({ from, to }: { from: string; to: string }) => ({
      name: to,
      text: `- ${mdCode(to)} ${verb} ${mdCode(from)}`,
    });
  const graph = specDiffMermaid(data);
  const drawing = graph === undefined ? [] : [{ name: 'the graph', text: mdFence(graph.text, 'mermaid') }];
  const part =
    graph !== undefined && graph.shown < graph.all ? ` (${graph.shown} of ${graph.all} tasks)` : '';
  return [
    { title: `Graph of what changed${part}`, items: drawing },
    {
      title: `${countOf(data.edges_added.length, 'dependency').replace(/ys$/u, 'ies')} added, ${String(data.edges_removed.length)} removed`,
      items: [
        ...data.edges_added.map(edge('waits for')),
        ...data.edges_removed.map(edge('no longer waits for')),
      ],
    },
  ];
}

function effectSections(data: SpecDiffResult): MdSection[] {
  const { blocked, freed, settled, lock_overlaps: overlaps } = data;
  return [
    {
      title: countOf(settled.length, 'outcome'),
      items: settled.map(({ id, title, before, status, by }) => ({
        name: id,
        text: `- ${named(id, title)}: ${before ?? 'new'} → **${status}**${by === null ? '' : ` by ${mdCode(by)}`}`,
      })),
    },
    {
      title: `${countOf(blocked.length, 'task')} can no longer be begun`,
      items: blocked.map(({ id, title, after, waits_for: waits }) => ({
        name: id,
        text: `- ${named(id, title)} (${waits.length === 0 ? after : `waits for ${ids(waits)}`})`,
      })),
    },
    {
      title: `${countOf(freed.length, 'task')} can be begun now`,
      items: freed.map(({ id, title }) => ({ name: id, text: `- ${named(id, title)}` })),
    },
    {
      title: `${data.lock_overlaps_complete ? '' : 'More than '}${countOf(overlaps.length, 'pair')} of locks that overlap, new`,
      items: overlaps.map(({ id, lock, other_id: otherId, other_lock: otherLock }) => ({
        name: id,
        text: `- ${mdCode(id)} ${mdCode(lock)} and ${mdCode(otherId)} ${mdCode(otherLock)}`,
      })),
    },
  ];
}

function summary(data: SpecDiffResult): string[] {
  const { base, head, counts, critical_path: path } = data;
  const isSame = path.before.join('\n') === path.after.join('\n');
  const steps = isSame
    ? `Critical path: unchanged, ${countOf(path.after.length, 'task')}.`
    : `Critical path: ${countOf(path.before.length, 'task')} → ${countOf(path.after.length, 'task')}: ${mdText(cut(pathText(path.after)))}`;
  return [
    `### The plan: ${String(counts.added)} added, ${String(counts.removed)} removed, ${String(counts.changed)} changed`,
    '',
    `${mdText(versionText(base))} → ${mdText(versionText(head))}`,
    '',
    '| dependencies | can be begun now | can no longer be begun | outcomes | locks that overlap |',
    '|---|---|---|---|---|',
    `| +${String(counts.edges_added)} −${String(counts.edges_removed)} | ${String(counts.freed)} | ${String(counts.blocked)} | ${String(counts.settled)} | ${String(counts.lock_overlaps)} |`,
    '',
    steps,
  ];
}

/** The difference as a comment on a pull request: a summary, then folded details, as much of them as a comment holds. */
export function specDiffMd(data: SpecDiffResult): string {
  const noted: MdSection = {
    title: 'Look at these first',
    open: true,
    items: data.noted.map((each) => ({
      name: each.id,
      text: `- ${named(each.id, each.title)}: ${mdText(cut(notedReason(each)))}`,
    })),
  };
  const claims = data.claims.checked
    ? []
    : ['', `<sub>What is claimed now was not looked at: ${mdText(data.claims.why_not ?? '')}.</sub>`];
  const start = [MD_MARKER, ...summary(data), ...claims].join('\n');
  const sections = [noted, ...effectSections(data), ...graphSections(data), ...taskSections(data)];
  return fitSections(start, sections, MAX_LENGTH);
}
