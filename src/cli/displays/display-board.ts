import type { BoardColumn, BoardResult } from '../../operations/task/board.ts';
import type { TaskSummary } from '../../operations/task/present.ts';
import { fit, pad } from '../ui/cells.ts';
import { concat, joinLines, text, type Rendered, type Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { wrap } from '../ui/wrap.ts';
import { paragraphs } from './paragraphs.ts';
import { stateText } from './state-text.ts';

const LEAST_COLUMN = 20;
const MOST_COLUMN = 40;
const GAP = 2;

const TITLE_LINES = 2;

function titleLines(title: string, cells: number): Text[] {
  const lines = wrap(text(title), cells).plain.split('\n');
  const cut = lines.length > TITLE_LINES ? '…' : '';
  return lines
    .slice(0, TITLE_LINES)
    .map((line, index) => fit(text(index === TITLE_LINES - 1 ? `${line}${cut}` : line), cells));
}

/** A task in a column: its id and who holds it, below it its title. */
function card(task: TaskSummary, ui: Ui, cells: number): Text[] {
  const holder = task.claimed_by === null ? text('') : ui.t` ${ui.dim(task.claimed_by)}`;
  return [fit(concat(ui.bold(task.id), holder), cells), ...titleLines(task.title, cells)];
}

function columnLines(column: BoardColumn, ui: Ui, cells: number): Text[] {
  const { state, total, tasks } = column;
  const more = total - tasks.length;
  const cards = [
    ...tasks.map((task) => card(task, ui, cells)),
    ...(more > 0 ? [[fit(ui.dim(`and ${more} more`), cells)]] : []),
  ];
  return [
    fit(ui.t`${stateText(state)} ${ui.dim(String(total))}`, cells),
    ui.dim('─'.repeat(cells)),
    ...cards.flatMap((lines, index) => (index === 0 ? lines : [text(''), ...lines])),
  ];
}

/** Columns beside each other, each line as wide as the columns are. */
function band(columns: readonly BoardColumn[], ui: Ui, cells: number): Text {
  const filled = columns.map((column) => columnLines(column, ui, cells));
  const height = filled.reduce((most, lines) => Math.max(most, lines.length), 0);
  const lines = Array.from({ length: height }, (_, row) => {
    const line = filled.map((column) => column[row] ?? text(''));
    const last = line.findLastIndex(({ plain }) => plain !== '');
    return concat(
      ...line.slice(0, last + 1).map((cell, index) => (index === last ? cell : pad(cell, cells + GAP))),
    );
  });
  return joinLines(lines);
}

function bands(columns: readonly BoardColumn[], ui: Ui): Text[] {
  const beside = Math.max(1, Math.min(columns.length, Math.floor((ui.width + GAP) / (LEAST_COLUMN + GAP))));
  const cells = Math.min(MOST_COLUMN, Math.floor((ui.width - GAP * (beside - 1)) / beside));
  const shown: Text[] = [];
  for (let first = 0; first < columns.length; first += beside) {
    shown.push(band(columns.slice(first, first + beside), ui, cells));
  }
  return shown;
}

/** What Markdown or HTML in it could read as more than a character: https://spec.commonmark.org/0.31.2/#backslash-escapes. */
const SPECIAL = /[\\`*_[\]<>&#|~!{}]/gu;

function markdown(value: string): string {
  return value.replace(SPECIAL, (char) => `\\${char}`);
}

function section({ state, total, tasks }: BoardColumn, ui: Ui): Text {
  const items = tasks.map((task) => {
    const holder = task.claimed_by === null ? '' : `, ${markdown(task.claimed_by)}`;
    return ui.t`- **${markdown(task.id)}** ${markdown(task.title)}${holder}`;
  });
  const more = total - tasks.length;
  return joinLines([
    ui.t`## ${state} (${String(total)})`,
    '',
    ...items,
    ...(more > 0 ? [ui.t`- and ${String(more)} more`] : []),
  ]);
}

/** Columns on a terminal, Markdown in a pipe. */
export function displayBoard(data: BoardResult, ui: Ui): Rendered {
  const { columns } = data;
  if (columns.length === 0) {
    return 'No tasks.';
  }
  return ui.isTerminal
    ? paragraphs(bands(columns, ui))
    : ui.raw(paragraphs(columns.map((column) => section(column, ui))).plain);
}
