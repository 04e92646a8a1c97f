import { describe, expect, test } from 'vitest';
import { displayBoard } from '../../../src/cli/displays/display-board.ts';
import { cellsOf } from '../../../src/cli/ui/cells.ts';
import type { BoardColumn, BoardResult } from '../../../src/operations/task/board.ts';
import { PIPE, plain, terminal } from './ui-for-tests.ts';

function column(state: BoardColumn['state'], titles: readonly string[], total = titles.length): BoardColumn {
  const tasks = titles.map((title, index) => ({
    id: `${state}-${index}`,
    title,
    status: 'ready' as const,
    state,
    status_from: 'spec' as const,
    priority: 100,
    labels: [],
    depends_on: [],
    unmet_dependencies: 0,
    claimed_by: state === 'claimed' ? 'ai:worker-1' : null,
    expires_at: null,
  }));
  return { state, total, tasks };
}

const BOARD: BoardResult = {
  columns: [
    column('draft', ['Think of a name']),
    column('waiting', [
      'A title of so many words that two lines of a column are not enough for all of them',
      '短い',
    ]),
    column('claimable', ['One', 'Two', 'Three'], 7),
    column('claimed', ['Under way']),
    column('verified', ['Long done']),
  ],
};

describe('the board', () => {
  test.each([20, 60, 80, 120, 300])('fits a terminal of %i columns and leaves no task out', (width) => {
    const shown = plain(displayBoard(BOARD, terminal(width)));
    expect(shown.split('\n').filter((line) => cellsOf(line) > width || line !== line.trimEnd())).toEqual([]);
    for (const { tasks, state, total } of BOARD.columns) {
      expect(shown).toContain(`${state} ${total}`);
      tasks.forEach(({ id }) => expect(shown).toContain(id));
    }
    expect(shown).toContain('and 4 more');
  });

  test('is Markdown in a pipe, in which titles are text', () => {
    const hostile = { columns: [column('claimable', ['# [x](http://y) <b>*z*</b>\n- not a task'], 2)] };
    expect(plain(displayBoard(hostile, PIPE)).split('\n')).toEqual([
      '## claimable (2)',
      '',
      '- **claimable-0** \\# \\[x\\](http://y) \\<b\\>\\*z\\*\\</b\\>\\n- not a task',
      '- and 1 more',
    ]);
  });

  test('without tasks says so', () => {
    expect(plain(displayBoard({ columns: [] }, PIPE))).toBe('No tasks.');
  });
});
