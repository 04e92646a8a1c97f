import { beforeAll, describe, expect, it } from 'vitest';
import { failureAnswer, type Answer } from '../../src/cli/answer.ts';
import { answerCommandLine } from '../../src/cli/front-door.ts';
import { renderForPeople } from '../../src/cli/render-for-people.ts';
import { cellsOf } from '../../src/cli/ui/cells.ts';
import { COMMAND_TABLE } from '../../src/command-table.generated.ts';
import { makeEveryState, ONE } from '../contract/support/every-state.ts';
import type { TestWorkspace } from '../support/workspace.ts';

const WIDTHS = [60, 80, 120];

/** Every view that is more than a sentence. */
const VIEWS = [
  '',
  'task',
  'agent',
  'task list',
  'task list --include-deleted --sort id',
  'task next -n 9',
  'task show MINE',
  'task show DONE',
  'task show HELD',
  'task why WAITS',
  'task why OVERLAPS',
  'task graph',
  'task tree',
  'board',
  'task claim GIVEN-BACK --dry-run',
  'task verify DONE --dry-run',
  'task done NEXT',
  'task list --state redy',
  'agent list --all',
  'lease list --lapsed',
  'log',
  'history DONE',
  'settle --all --dry-run',
  'config list --show-origin',
  'doctor',
  'spec check',
  'spec check missing.yaml',
  'whoami',
  'help exit-codes',
];

/** One moment for all renderings of an answer. */
const NOW = Date.now();

let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await makeEveryState();
});

async function ask(line: string): Promise<Exclude<Answer, { kind: 'text' }>> {
  const argv = line.split(' ').filter((word) => word !== '');
  const env = { LODESTAR_AGENT: ONE, HOME: workspace.home };
  const invocation = { env, cwd: workspace.root, version: '0.0.0', json: false };
  const answer = await answerCommandLine(argv, { table: COMMAND_TABLE, invocation }).catch(failureAnswer);
  if (answer.kind === 'text') {
    throw new Error(`${line} is text`);
  }
  return answer;
}

function render(answer: Exclude<Answer, { kind: 'text' }>, width: number, color: boolean): string {
  const terminal = { isTerminal: true, color, width };
  const { stdout, stderr } = renderForPeople(answer, { stdout: terminal, stderr: terminal }, NOW);
  return stdout + stderr;
}

// eslint-disable-next-line no-control-regex -- colour begins with ESC
const COLOR = /\u001b\[\d+m/gu;

/** A command to copy is not broken, and neither is one long word. */
function mayBeWide(line: string): boolean {
  return /^ +lodestar |^ *\S+$|^ +export /u.test(line);
}

/** Ids of the tasks that a list of the answer is about. */
function listedIds(answer: Answer): string[] {
  const { tasks, leases, nodes } = (answer.kind === 'result' ? answer.data : {}) as Record<string, unknown>;
  const rows = [tasks, leases, nodes].find((each) => Array.isArray(each)) as
    readonly { readonly id?: string; readonly task_id?: string }[] | undefined;
  return (rows ?? []).flatMap(({ id, task_id: taskId }) => id ?? taskId ?? []);
}

describe.each(VIEWS)('`lodestar %s`', (line) => {
  it('fits 60, 80 and 120 columns, keeps ids and commands, and is the same in colour', async () => {
    const answer = await ask(line);
    for (const width of WIDTHS) {
      const shown = render(answer, width, false);
      const wide = shown.split('\n').filter((each) => cellsOf(each) > width && !mayBeWide(each));
      expect(wide, `wider than ${String(width)}`).toEqual([]);
      for (const id of listedIds(answer)) {
        expect(shown.split(/[\s,]+/u), `${id} at ${String(width)}`).toContain(id);
      }
      for (const { cmd } of answer.next) {
        expect(shown).toContain(cmd);
      }
      expect(render(answer, width, true).replace(COLOR, '')).toBe(shown);
    }
  });
});
