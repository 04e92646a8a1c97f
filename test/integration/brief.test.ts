import { expect, it } from 'vitest';
import { COMMAND_TABLE } from '../../src/command-table.generated.ts';
import type { BriefResult } from '../../src/operations/brief/brief.ts';
import { errorOf } from '../support/envelope.ts';
import { inParallel } from '../support/in-parallel.ts';
import { shellWords } from '../support/shell-words.ts';
import { readyTasks } from '../support/spec-text.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** What a line that is printed for somebody to run must never come to. */
const WRONG = ['USAGE', 'INTERNAL', 'TASK_NOT_FOUND', 'INPUT_INVALID'];

function commandsOf(text: string): string[][] {
  const lines = [...text.matchAll(/^ +lodestar ([^#]+)/gmu)];
  return lines.map(([, words = '']) => shellWords(words.trim()));
}

it('every command line that a brief prints can be run as it stands', async () => {
  const workspace = makeWorkspace({ tasks: readyTasks(3) });
  const as = { as: 'ai:one' };
  const { text } = await workspace.data<BriefResult>(['brief', '--budget', '20000'], as);
  const about = await workspace.data<BriefResult>(['brief', '--task', 'T2', '--format', 'copilot'], as);
  const explained = commandsOf(text).filter((words) => words.includes('--explain'));
  expect(explained.map((words) => words.slice(0, -1).join(' ')).sort()).toEqual(
    Object.keys(COMMAND_TABLE).sort(),
  );
  const others = [...commandsOf(text), ...commandsOf(about.text)].filter(
    (words) => !words.includes('--explain'),
  );
  expect(others.length).toBeGreaterThan(12);
  for (const words of others) {
    const run = await workspace.json(words, as);
    expect(run.code === 0 ? 'ok' : errorOf(run).code, words.join(' ')).not.toBeOneOf(WRONG);
  }
  await inParallel(explained, async (words) => {
    expect(await workspace.run(words), words.join(' ')).toMatchObject({ code: 0 });
  });
});
