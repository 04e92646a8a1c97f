import type { SpecDiffResult } from '../../operations/spec/diff.ts';
import { countOf } from '../ui/count-of.ts';
import { concat, type Rendered, type Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { lineRuns, wordRuns } from '../ui/word-diff.ts';
import { ARROW, diffValue, notedReason, pathText } from './diff-values.ts';
import { paragraphs } from './paragraphs.ts';
import { versionText } from './version-text.ts';

type FieldChange = SpecDiffResult['changed'][number]['fields'][number];
type ListStep = Extract<FieldChange, { kind: 'list' }>['items'][number];
type Task = SpecDiffResult['added'][number];

/** Words as `git diff --word-diff` marks them, so that they can be told apart without colour too. */
function words(before: string, after: string, ui: Ui): Text {
  return concat(
    ...wordRuns(before, after).map(({ kind, text }) =>
      kind === 'same'
        ? text
        : kind === 'added'
          ? ui.style('green', `{+${text}+}`)
          : ui.style('red', `[-${text}-]`),
    ),
  );
}

function stepText(step: ListStep, ui: Ui): Text | undefined {
  switch (step.kind) {
    case 'same':
      return undefined;
    case 'added':
      return ui.t`      ${ui.style('green', `+ ${step.text}`)}`;
    case 'removed':
      return ui.t`      ${ui.style('red', `- ${step.text}`)}`;
    case 'changed':
      return ui.t`      ~ ${words(step.before, step.after, ui)}`;
  }
}

function lineText(line: string, ui: Ui): Text {
  const style = line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : 'dim';
  return ui.t`      ${ui.style(style, line)}`;
}

function fieldText(change: FieldChange, ui: Ui): Text {
  const { field } = change;
  switch (change.kind) {
    case 'value': {
      const [before, after] = [diffValue(change.before), diffValue(change.after)];
      const isText = typeof change.before === 'string' && typeof change.after === 'string';
      return field === 'title' && isText
        ? ui.t`    ${field}: ${words(before, after, ui)}`
        : ui.t`    ${field}: ${ui.style('red', before)} ${ARROW} ${ui.style('green', after)}`;
    }
    case 'set':
      return ui.t`    ${field}: ${concat(
        ui.style('green', change.added.map((item) => `+${item}`).join(' ')),
        change.added.length > 0 && change.removed.length > 0 ? ' ' : '',
        ui.style('red', change.removed.map((item) => `-${item}`).join(' ')),
      )}`;
    case 'list':
      return ui.lines([ui.t`    ${field}:`, ...change.items.map((step) => stepText(step, ui))]);
    case 'text':
      return ui.lines([
        ui.t`    ${field}:`,
        ...lineRuns(change.before ?? '', change.after ?? '').map((line) => lineText(line, ui)),
      ]);
  }
}

function section(title: string, lines: readonly (Text | undefined)[], ui: Ui): Text | undefined {
  return lines.length === 0 ? undefined : ui.lines([ui.bold(title), ...lines]);
}

function taskLine(mark: string, { id, title, status, depends_on: dependencies }: Task, ui: Ui): Text {
  const waits = dependencies.length === 0 ? '' : `, depends on ${dependencies.join(', ')}`;
  return ui.t`  ${mark} ${ui.bold(id)}: ${title} ${ui.dim(`(${status}${waits})`)}`;
}

function taskSections({ added, removed, changed }: SpecDiffResult, ui: Ui): (Text | undefined)[] {
  return [
    section(
      `Added (${added.length})`,
      added.map((task) => taskLine('+', task, ui)),
      ui,
    ),
    section(
      `Removed (${removed.length})`,
      removed.map((task) => taskLine('-', task, ui)),
      ui,
    ),
    section(
      `Changed (${changed.length})`,
      changed.flatMap(({ id, title, renamed_from: former, fields }) => [
        ui.t`  ~ ${ui.bold(id)}: ${title}${former === null ? '' : ` (was ${former})`}`,
        ...fields.map((field) => fieldText(field, ui)),
      ]),
      ui,
    ),
  ];
}

function edgeSection(data: SpecDiffResult, ui: Ui): Text | undefined {
  const line = (mark: string) => (edge: { from: string; to: string }) =>
    ui.t`  ${mark} ${edge.to} waits for ${edge.from}`;
  const lines = [...data.edges_added.map(line('+')), ...data.edges_removed.map(line('-'))];
  return section(`Dependencies (+${data.edges_added.length} -${data.edges_removed.length})`, lines, ui);
}

function shiftSections({ blocked, freed }: SpecDiffResult, ui: Ui): (Text | undefined)[] {
  const line = ({ id, title, after, waits_for: ids }: SpecDiffResult['blocked'][number]): Text =>
    ui.t`  ${ui.bold(id)}: ${title} ${ui.dim(ids.length === 0 ? `(${after})` : `(waits for ${ids.join(', ')})`)}`;
  return [
    section(`Can no longer be begun (${blocked.length})`, blocked.map(line), ui),
    section(
      `Can be begun now (${freed.length})`,
      freed.map(({ id, title }) => ui.t`  ${ui.bold(id)}: ${title}`),
      ui,
    ),
  ];
}

function outcomeSection({ settled }: SpecDiffResult, ui: Ui): Text | undefined {
  const lines = settled.map(
    ({ id, title, before, status, by, at }) =>
      ui.t`  ${ui.bold(id)}: ${title} ${before ?? 'new'} ${ARROW} ${status}${by === null ? '' : ` by ${by}`}${at === null ? '' : `, ${at}`}`,
  );
  return section(`Outcomes (${settled.length})`, lines, ui);
}

function overlapSection(data: SpecDiffResult, ui: Ui): Text | undefined {
  const lines = data.lock_overlaps.map(
    ({ id, lock, other_id: otherId, other_lock: otherLock }) =>
      ui.t`  ${id} ${lock} and ${otherId} ${otherLock}`,
  );
  const more = data.lock_overlaps_complete ? [] : [ui.t`  and more`];
  return section('New locks that overlap', [...lines, ...more], ui);
}

function pathSection({ critical_path: { before, after } }: SpecDiffResult, ui: Ui): Text | undefined {
  return before.join('\n') === after.join('\n')
    ? undefined
    : ui.lines([
        ui.bold(`Critical path: ${countOf(before.length, 'task')} → ${countOf(after.length, 'task')}`),
        ui.t`  before: ${pathText(before)}`,
        ui.t`  after:  ${pathText(after)}`,
      ]);
}

function planSection({ plan_fields: fields, reordered }: SpecDiffResult, ui: Ui): Text | undefined {
  const order = reordered ? [ui.t`    the tasks stand in another order`] : [];
  return section('The plan itself', [...fields.map((field) => fieldText(field, ui)), ...order], ui);
}

function notedSection({ noted }: SpecDiffResult, ui: Ui): Text | undefined {
  const lines = noted.map(
    (each) => ui.t`  ${ui.bold(each.id)}: ${each.title} ${ui.style('yellow', `(${notedReason(each)})`)}`,
  );
  return section('Look at these first', lines, ui);
}

function claimsLine({ claims }: SpecDiffResult, ui: Ui): Text | undefined {
  return claims.checked
    ? undefined
    : ui.dim(ui.t`What is claimed now was not looked at: ${claims.why_not ?? ''}.`);
}

/** What leads from one version of the plan to another, what matters most first. */
export function displaySpecDiff(data: SpecDiffResult, ui: Ui): Rendered {
  const { counts, base, head } = data;
  const title = ui.t`${versionText(base)} ${ARROW} ${versionText(head)}: ${String(counts.added)} added, ${String(counts.removed)} removed, ${String(counts.changed)} changed`;
  const isSame =
    counts.added + counts.removed + counts.changed + data.plan_fields.length === 0 && !data.reordered;
  return paragraphs([
    isSame ? ui.t`${versionText(base)} ${ARROW} ${versionText(head)}: the plan is the same.` : title,
    notedSection(data, ui),
    ...taskSections(data, ui),
    edgeSection(data, ui),
    ...shiftSections(data, ui),
    outcomeSection(data, ui),
    overlapSection(data, ui),
    isSame ? undefined : pathSection(data, ui),
    planSection(data, ui),
    isSame ? undefined : claimsLine(data, ui),
  ]);
}
