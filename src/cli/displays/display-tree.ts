import type { TreeResult, TreeRow } from '../../operations/task/tree.ts';
import { cellsOf, fit } from '../ui/cells.ts';
import { concat, joinLines, text, type Rendered, type Text } from '../ui/text.ts';
import type { Ui } from '../ui/ui.ts';
import { stateText } from './state-text.ts';

/** For the lines that lead down, by level: whether more of that level follows. */
function branches(rows: readonly TreeRow[]): string[] {
  const more: boolean[] = [];
  return rows.map(({ level, last }) => {
    const stems = more.slice(1, level).map((follows) => (follows ? '│  ' : '   '));
    more[level] = !last;
    more.length = level + 1;
    return level === 0 ? '' : `${stems.join('')}${last ? '└─ ' : '├─ '}`;
  });
}

/** What a title is never cut below. */
const LEAST_TITLE = 12;

function line(row: TreeRow, branch: string, ui: Ui): Text {
  const { id, title, state, claimed_by: holder, repeated, cut } = row;
  const notes = [
    ...(holder === null ? [] : [holder]),
    ...(repeated ? ['see above'] : []),
    ...(cut > 0 ? [`${cut} below`] : []),
  ].join(', ');
  const start = ui.t`${ui.dim(branch)}${ui.bold(id)} ${stateText(state)} `;
  const end = notes === '' ? text('') : ui.t` ${ui.dim(`(${notes})`)}`;
  const left = ui.width - cellsOf(start.plain) - cellsOf(end.plain);
  return concat(start, fit(ui.t`${title}`, Math.max(LEAST_TITLE, left)), end);
}

/** A tree in lines, as `ls`-like tools draw it. */
export function displayTree(data: TreeResult, ui: Ui): Rendered {
  const { rows } = data;
  if (rows.length === 0) {
    return 'No tasks.';
  }
  const drawn = branches(rows);
  return joinLines(rows.map((row, index) => line(row, drawn[index] ?? '', ui)));
}
