import { expect, test } from 'vitest';
import { githubAnnotations } from '../../../src/cli/displays/github-annotations.ts';
import type { SpecCheckResult } from '../../../src/operations/spec/check.ts';

type Problem = SpecCheckResult['problems'][number];

function annotationsOf(problem: Partial<Problem>, folder = ''): string[] {
  const whole: Problem = {
    code: 'OUTCOME_LOWERED',
    severity: 'error',
    message: 'M',
    file: '.lodestar/spec.yaml',
    line: 3,
    column: 5,
    task_id: null,
    field: null,
    source: null,
    hint: null,
    ...problem,
  };
  const report = { file: '', valid: true, tasks: 1, errors: 1, warnings: 0, change: null };
  return githubAnnotations({ ...report, problems: [whole], folder });
}

/** As the runner of GitHub reads a line: actions/runner, ActionCommand.TryParseV2. */
function readCommand(line: string): { command: string; properties: Record<string, string>; data: string } {
  const [, command = '', list = '', rest = ''] = /^::(\w+) (.*?)::(.*)$/su.exec(line) ?? [];
  const unescape = (text: string): string =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const pairs = list.split(',').map((pair) => pair.split('=', 2).map(unescape));
  return { command, properties: Object.fromEntries(pairs) as Record<string, string>, data: unescape(rest) };
}

test('puts a problem beside its line, the path from the top of the repository on', () => {
  expect(annotationsOf({ hint: 'Try again.' }, 'packages/api')).toEqual([
    '::error file=packages/api/.lodestar/spec.yaml,line=3,col=5,title=OUTCOME_LOWERED::M%0ATry again.',
  ]);
  expect(annotationsOf({ severity: 'warning' })[0]).toMatch(/^::warning file=/u);
});

test.each([
  'a: b, c\r\n::error file=x::forged',
  '100 %, %0A, %3A',
  '::set-output name=x::y',
  '\u0007\u202E::add-mask::x\n::stop-commands::x',
])('%j ends nothing and begins nothing', (text) => {
  const lines = annotationsOf({ message: text, file: text, hint: text });
  expect(lines.join('\n').split(/\r|\n/u)).toHaveLength(1);
  const { command, properties, data } = readCommand(lines[0] ?? '');
  expect([command, Object.keys(properties)]).toEqual(['error', ['file', 'line', 'col', 'title']]);
  expect(data.split('\n')).toHaveLength(2);
});
