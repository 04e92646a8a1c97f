import { expect, test } from 'vitest';
import { failureAnswer, resultAnswer, withCodesAlone } from '../../src/cli/answer.ts';
import { LodestarError } from '../../src/errors.ts';

const SECRET = 'what was typed';

test('an answer by its codes alone keeps data and codes, and no text that repeats what was typed', () => {
  const warnings = [{ code: 'redacted', message: SECRET }] as const;
  const next = [{ intent: 'show', cmd: `lodestar task show ${SECRET}`, description: SECRET }];
  const failure = withCodesAlone(
    failureAnswer(
      new LodestarError('TASK_NOT_FOUND', SECRET, { details: { task_id: SECRET }, hint: SECRET }),
    ),
  );
  const result = withCodesAlone(resultAnswer({ data: { kept: 1 }, next, warnings }, () => ''));
  expect(failure).toMatchObject({ kind: 'failure', error: { code: 'TASK_NOT_FOUND' } });
  expect(result).toMatchObject({ kind: 'result', data: { kept: 1 }, warnings: [{ code: 'redacted' }] });
  expect(JSON.stringify([failure, result])).not.toContain(SECRET);
});

test('what the system has no room for just now is no fault of the program', () => {
  const thrown = (code: string) =>
    Object.assign(new Error(`${code}: open 'part.cjs'`), { code, syscall: 'open', errno: -24 });
  const codeOf = (code: string) => failureAnswer(thrown(code));
  expect(codeOf('EMFILE')).toMatchObject({ kind: 'failure', error: { code: 'RUNTIME_IO' } });
  expect(codeOf('ENOENT')).toMatchObject({ kind: 'failure', error: { code: 'INTERNAL' } });
});
