import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SpecCheckResult } from '../../src/operations/spec/check.ts';
import { envelopeOf } from '../support/envelope.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { makeWorkspace, workspaceAt } from '../support/workspace.ts';

const BROKEN = `project:
  name: x
tasks:
  T1:
    titel: Hello
    depends_on: [T2, T9]
  T2:
    title: B
    depends_on: [T1]
    locks: ['../up']
`;

const PROBLEMS = [
  { code: 'FIELD_MISSING', line: 4, column: 3, task_id: 'T1' },
  { code: 'KEY_UNKNOWN', line: 5, column: 5, hint: 'Did you mean `title`?' },
  { code: 'DEPENDENCY_CYCLE', line: 6, column: 18, path: ['T1', 'T2', 'T1'] },
  { code: 'DEPENDENCY_MISSING', line: 6, column: 22 },
  { code: 'LOCK_OUTSIDE', line: 10, column: 13, severity: 'warning' },
];

/** A folder that is in no workspace and no repository. */
function nowhere() {
  const folder = makeTempFolder();
  return workspaceAt(folder, folder);
}

describe('spec check', () => {
  it('is a report: it fails and keeps its data, with every problem and its place', async () => {
    const workspace = makeWorkspace({ spec: BROKEN });
    const run = await workspace.json(['spec', 'check']);
    expect(run.code).toBe(6);
    const { data, error } = envelopeOf(run);
    expect(data).toMatchObject({
      file: '.lodestar/spec.yaml',
      valid: false,
      errors: 4,
      warnings: 1,
    });
    const { problems } = data as SpecCheckResult;
    expect(problems).toEqual(PROBLEMS.map((problem): unknown => expect.objectContaining(problem)));
    expect(problems.map((problem) => problem.source?.split('\n')[1]?.indexOf('^'))).toEqual(
      problems.map((problem) => problem.column - 1),
    );
    expect(error).toMatchObject({ code: 'SPEC_INVALID', details: { problems } });
    expect(workspace.readSpec()).toBe(BROKEN);
  });

  it('prints a block for each problem, as compilers do, and the verdict last', async () => {
    const workspace = makeWorkspace({ spec: BROKEN });
    const run = await workspace.run(['spec', 'check']);
    const blocks = run.stdout.trimEnd().split('\n\n');
    expect(blocks[1]?.split('\n')).toEqual([
      '.lodestar/spec.yaml:5:5 error KEY_UNKNOWN task T1: unknown key `titel`',
      '        titel: Hello',
      '        ^',
      '    hint: Did you mean `title`?',
    ]);
    expect(blocks.at(-1)).toBe('.lodestar/spec.yaml: not valid, 1 task, 4 errors, 1 warning');
    expect(run.stderr).toBe('error [SPEC_INVALID] .lodestar/spec.yaml has 4 errors\n');
  });

  it('passes a spec with warnings alone', async () => {
    const workspace = makeWorkspace({
      spec: 'project:\n  name: x\ntasks:\n  T1:\n    title: A\n    status: verified\n',
    });
    expect(await workspace.data(['spec', 'check'])).toMatchObject({
      valid: true,
      tasks: 1,
      errors: 0,
      warnings: 1,
      problems: [{ code: 'STATUS_UNDATED', severity: 'warning' }],
    });
    expect((await workspace.run(['spec', 'check'])).stdout).toContain('valid, 1 task, 1 warning');
  });

  it('checks the documents that the tasks of the workspace were cut from', async () => {
    const prd = `prd:\n      source: PRD.md\n      prd_hash: ${'0'.repeat(64)}\n`;
    const spec = `project:\n  name: x\ntasks:\n  T1:\n    title: A\n    ${prd}`;
    const workspace = makeWorkspace({ spec });
    expect(await workspace.data(['spec', 'check'])).toMatchObject({ problems: [{ code: 'PRD_MISSING' }] });
    writeFileSync(join(workspace.root, 'PRD.md'), '# Changed\n');
    expect(await workspace.data(['spec', 'check', '.lodestar/spec.yaml'])).toMatchObject({
      problems: [{ code: 'PRD_DRIFTED', file: '.lodestar/spec.yaml' }],
    });
    expect(await workspace.data(['spec', 'check', '-'], { input: spec })).toMatchObject({ problems: [] });
  });

  it('needs no workspace for a file or for standard input', async () => {
    const folder = nowhere();
    writeFileSync(join(folder.root, 'plan.yaml'), BROKEN);
    const named = envelopeOf(await folder.json(['spec', 'check', 'plan.yaml']));
    expect(named.data).toMatchObject({ file: 'plan.yaml', errors: 4 });
    const piped = envelopeOf(await folder.json(['spec', 'check', '-'], { input: BROKEN }));
    expect(piped.data).toMatchObject({
      file: '<stdin>',
      errors: 4,
      problems: [{ file: '<stdin>' }, {}, {}, {}, {}],
    });
    expect((await folder.error(['spec', 'check'])).code).toBe('NOT_A_WORKSPACE');
    expect((await folder.error(['spec', 'check', 'none.yaml'])).code).toBe('FILE_NOT_FOUND');
    expect((await folder.error(['spec', 'check', '.'])).code).toBe('FILE_NOT_FOUND');
  });

  it('names conflict markers, and bytes that are no UTF-8, as what they are', async () => {
    const folder = nowhere();
    const path = join(folder.root, 'plan.yaml');
    writeFileSync(path, 'project:\n<<<<<<< ours\n  name: x\n=======\n  name: y\n>>>>>>> theirs\n');
    const conflicted = envelopeOf(await folder.json(['spec', 'check', 'plan.yaml']));
    expect(conflicted.error?.code).toBe('SPEC_CONFLICTED');
    expect(conflicted.data).toMatchObject({ problems: [{ code: 'CONFLICT_MARKERS', line: 2 }] });
    writeFileSync(path, Buffer.from([0x61, 0x3a, 0x20, 0xe4, 0x0a]));
    const encoded = envelopeOf(await folder.json(['spec', 'check', 'plan.yaml']));
    expect(encoded).toMatchObject({
      error: { code: 'SPEC_INVALID' },
      data: { problems: [{ code: 'ENCODING_INVALID', file: 'plan.yaml', line: 1, column: 4 }] },
    });
  });
});
