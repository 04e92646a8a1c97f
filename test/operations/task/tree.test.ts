import { describe, expect, it } from 'vitest';
import { displayTree } from '../../../src/cli/displays/display-tree.ts';
import { treeOfTasks, type TreeInput, type TreeRow } from '../../../src/operations/task/tree.ts';
import { PIPE, plain } from '../../cli/displays/ui-for-tests.ts';
import { openNewWorkspace } from '../../support/opened-workspace.ts';
import { randomFrom } from '../../support/random.ts';
import type { TaskFields } from '../../support/spec-text.ts';

const WHOLE: TreeInput = { dependents: false, open: false, depth: 1000 };

async function rowsOf(
  tasks: readonly TaskFields[],
  input: Partial<TreeInput> = {},
): Promise<readonly TreeRow[]> {
  const opened = await openNewWorkspace({ tasks });
  return (await treeOfTasks(opened.as('ai:one'), { ...WHOLE, ...input })).data.rows;
}

const DIAMOND: readonly TaskFields[] = [
  { id: 'A', title: 'Begin', status: 'verified' },
  { id: 'B', title: 'Left', depends_on: ['A'] },
  { id: 'C', title: 'Right', depends_on: ['B', 'A'] },
  { id: 'D', title: 'End', depends_on: ['B', 'C'] },
];

/** `from to` of each row that stands below another, by the levels. */
function edgesOf(rows: readonly TreeRow[]): string[] {
  const path: string[] = [];
  return rows.flatMap(({ id, level }) => {
    path.length = level;
    const parent = path.at(-1);
    path.push(id);
    return parent === undefined ? [] : [`${parent} ${id}`];
  });
}

describe('the tree of tasks', () => {
  it('has below each task what it waits for, and opens each once', async () => {
    expect(
      plain(displayTree({ rows: await rowsOf(DIAMOND), direction: 'dependencies' }, PIPE)).split('\n'),
    ).toEqual([
      'D waiting End',
      '├─ B claimable Left',
      '│  └─ A verified Begin',
      '└─ C waiting Right',
      '   ├─ B claimable Left (see above)',
      '   └─ A verified Begin',
    ]);
  });

  it('has every edge once, however the graph is made', async () => {
    const random = randomFrom(7);
    const tasks = Array.from({ length: 60 }, (_, at) => ({
      id: `T${at}`,
      depends_on:
        at === 0 ? [] : [...new Set([random.below(at), random.below(at)])].map((each) => `T${each}`),
    }));
    const edges = tasks.flatMap(({ id, depends_on: on }) => on.map((each) => `${id} ${each}`)).sort();
    expect(edgesOf(await rowsOf(tasks)).sort()).toEqual(edges);
    const turned = edges.map((edge) => edge.split(' ').reverse().join(' ')).sort();
    expect(edgesOf(await rowsOf(tasks, { dependents: true })).sort()).toEqual(turned);
  });

  it('begins where it is told, leaves out what is over, and says what the depth cuts', async () => {
    expect((await rowsOf(DIAMOND, { id: 'C' })).map(({ id }) => id)).toEqual(['C', 'B', 'A', 'A']);
    expect((await rowsOf(DIAMOND, { open: true })).map(({ id }) => id)).toEqual(['D', 'B', 'C', 'B']);
    expect(await rowsOf(DIAMOND, { depth: 0 })).toMatchObject([{ id: 'D', cut: 2 }]);
    await expect(rowsOf(DIAMOND, { id: 'X' })).rejects.toMatchObject({ code: 'TASK_NOT_FOUND' });
  });

  it('of a chain of 20,000 tasks is cut where it was asked to be', async () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => ({
      id: `T${at}`,
      depends_on: at === 0 ? [] : [`T${at - 1}`],
    }));
    const rows = await rowsOf(chain, { depth: 20 });
    expect(rows).toHaveLength(21);
    expect(rows.at(-1)).toMatchObject({ level: 20, cut: 1 });
  });
});
